package offprint.kernels.table.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Unpacks gzip, and zip with a single file; refuses what grows beyond reason. */
final class Unpacker {
  private static final int HEAD = 4;

  private Unpacker() {}

  static InputStream unpack(InputStream file) throws IOException {
    Counting packed = new Counting(file);
    PushbackInputStream in = new PushbackInputStream(packed, HEAD);
    byte[] head = in.readNBytes(HEAD);
    in.unread(head);
    if (TextInput.starts(head, 0x1F, 0x8B)) {
      return new Limited(new GZIPInputStream(in, 1 << 16), packed);
    }
    return TextInput.starts(head, 'P', 'K', 3, 4) ? zip(in, packed) : in;
  }

  private static InputStream zip(InputStream in, Counting packed) throws IOException {
    ZipInputStream zip = new ZipInputStream(in);
    ZipEntry entry = zip.getNextEntry();
    while (entry != null && (entry.isDirectory() || entry.getName().startsWith("__MACOSX"))) {
      entry = zip.getNextEntry();
    }
    if (entry == null) {
      throw new IllegalArgumentException("the zip archive holds no file: expected one");
    }
    return new SingleEntry(new Limited(zip, packed), zip, entry.getName());
  }

  /**
   * The names of all files of a zip archive.
   *
   * @throws IllegalArgumentException if they grow beyond reason
   */
  static Set<String> entries(byte[] archive) throws IOException {
    Counting packed = new Counting(new ByteArrayInputStream(archive));
    ZipInputStream zip = new ZipInputStream(packed);
    InputStream limited = new Limited(zip, packed);
    Set<String> names = new HashSet<>();
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      names.add(entry.getName());
      limited.transferTo(OutputStream.nullOutputStream());
    }
    return names;
  }

  /** The one file of an archive; a second one is refused once the first has ended. */
  private static final class SingleEntry extends InputStream {
    private final InputStream in;
    private final ZipInputStream zip;
    private final String name;
    private boolean ended;

    SingleEntry(InputStream in, ZipInputStream zip, String name) {
      this.in = in;
      this.zip = zip;
      this.name = name;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int read = ended ? -1 : in.read(to, offset, length);
      if (read < 0 && !ended) {
        ended = true;
        ZipEntry next = zip.getNextEntry();
        while (next != null && (next.isDirectory() || next.getName().startsWith("__MACOSX"))) {
          next = zip.getNextEntry();
        }
        if (next != null) {
          throw new IllegalArgumentException(
              "the zip archive must hold one file: got '%s' and '%s'"
                  .formatted(name, next.getName()));
        }
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** Counts the bytes that were read. */
  private static final class Counting extends InputStream {
    private final InputStream in;
    private long count;

    Counting(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      count += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int read = in.read(to, offset, length);
      count += Math.max(0, read);
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** Stops where little was packed and much comes out. */
  private static final class Limited extends InputStream {
    private static final long ALWAYS_ALLOWED = 1L << 26;
    private static final int MOST_PER_BYTE = 200;

    private final InputStream in;
    private final Counting packed;
    private long count;

    Limited(InputStream in, Counting packed) {
      this.in = in;
      this.packed = packed;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int read = in.read(to, offset, length);
      count += Math.max(0, read);
      if (count > ALWAYS_ALLOWED && count / MOST_PER_BYTE > packed.count) {
        throw new IllegalArgumentException(
            "the packed file must not grow more than %d times: got %,d bytes from %,d"
                .formatted(MOST_PER_BYTE, count, packed.count));
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
