package offprint.server.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts bytes and computes their SHA-256; closing it leaves the underlying stream open. */
final class DigestingOutput extends FilterOutputStream {
  private final MessageDigest digest = sha256();
  private long bytes;

  DigestingOutput(OutputStream out) {
    super(out);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] buffer, int from, int length) throws IOException {
    out.write(buffer, from, length);
    digest.update(buffer, from, length);
    bytes += length;
  }

  @Override
  public void close() throws IOException {
    flush();
  }

  /** The manifest entry of the bytes written; called once. */
  Manifest.Part part(String name, long rows) {
    return new Manifest.Part(name, bytes, HexFormat.of().formatHex(digest.digest()), rows);
  }
}
