package offprint.kernels.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 text as a stream, without byte-order mark.
 *
 * <p>Reading throws IllegalArgumentException naming the row of the first byte that is not UTF-8, or
 * what the file is instead of text.
 */
final class Utf8Reader extends Reader {
  private final InputStream in;
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private boolean ended;
  private boolean started;
  private long row = 1;

  Utf8Reader(InputStream in) {
    this.in = in;
    bytes.flip();
  }

  @Override
  public int read(char[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    CharBuffer out = CharBuffer.wrap(to, offset, length).slice();
    while (out.position() == 0) {
      if (!started) {
        fill();
        refuseBinary();
        started = true;
      }
      if (decode(out).isUnderflow() && out.position() == 0) {
        if (ended) {
          return -1;
        }
        fill();
      }
    }
    return out.position();
  }

  private CoderResult decode(CharBuffer out) {
    CoderResult result = decoder.decode(bytes, out, ended);
    for (int i = 0; i < out.position(); i++) {
      char c = out.array()[out.arrayOffset() + i];
      if (c == '\n') {
        row++;
      } else if (c == 0) {
        throw new IllegalArgumentException("expected UTF-8 text: got binary data");
      }
    }
    if (result.isError()) {
      throw new IllegalArgumentException(
          "row %d: expected UTF-8 text: got byte 0x%02X (save the file as UTF-8)"
              .formatted(row, bytes.get(bytes.position())));
    }
    return result;
  }

  /** Reads until the buffer is full or the input ends. */
  private void fill() throws IOException {
    bytes.compact();
    while (bytes.hasRemaining() && !ended) {
      int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
      ended = count < 0;
      bytes.position(bytes.position() + Math.max(0, count));
    }
    bytes.flip();
  }

  private void refuseBinary() {
    if (starts(0xFF, 0xFE) || starts(0xFE, 0xFF)) {
      throw new IllegalArgumentException(
          "expected UTF-8 text: got UTF-16 (save the file as UTF-8)");
    }
    String kind =
        starts(0x89, 'P', 'N', 'G')
            ? "a PNG picture"
            : starts('P', 'K', 3, 4)
                ? "a ZIP archive or spreadsheet (export it as CSV)"
                : starts(0x1F, 0x8B)
                    ? "a gzip archive (unpack it first)"
                    : starts('%', 'P', 'D', 'F') ? "a PDF" : "";
    if (!kind.isEmpty()) {
      throw new IllegalArgumentException("expected UTF-8 text: got " + kind);
    }
    if (starts(0xEF, 0xBB, 0xBF)) {
      bytes.position(3);
    }
  }

  private boolean starts(int... prefix) {
    if (bytes.limit() < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (bytes.get(i) != (byte) prefix[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
