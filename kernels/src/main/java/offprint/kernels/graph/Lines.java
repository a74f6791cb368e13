package offprint.kernels.graph;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import offprint.kernels.table.read.TextInput;

/** The lines of plain or gzip text in any encoding, as UTF-8, one in memory at a time. */
final class Lines {
  private static final int LONGEST = 1 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int read;
  private int limit;
  private byte[] line = new byte[256];
  private int length;
  private long number;

  Lines(InputStream raw) throws IOException {
    PushbackInputStream peek = new PushbackInputStream(raw, 2);
    byte[] magic = peek.readNBytes(2);
    peek.unread(magic);
    boolean zipped = magic.length == 2 && magic[0] == 0x1F && magic[1] == (byte) 0x8B;
    try {
      in =
          TextInput.of(zipped ? new GZIPInputStream(peek, 1 << 16) : peek, null, "an edge list")
              .stream();
    } catch (EOFException | ZipException e) {
      throw new IllegalArgumentException("the gzip archive is damaged at its beginning", e);
    }
  }

  /**
   * Reads the next line; false at the end.
   *
   * @throws IllegalArgumentException if the line is binary or longer than 1 MB, or the archive is
   *     damaged
   */
  boolean next() throws IOException {
    length = 0;
    boolean some = false;
    while (read < limit || fill()) {
      some = true;
      int end = read;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      append(end - read);
      read = end + 1;
      if (end < limit) {
        break;
      }
    }
    if (!some) {
      return false;
    }
    number++;
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    return true;
  }

  private boolean fill() throws IOException {
    try {
      limit = Math.max(0, in.read(buffer));
    } catch (EOFException | ZipException e) {
      throw new IllegalArgumentException(
          "line %d: the gzip archive is damaged or cut off here".formatted(number + 1), e);
    }
    read = 0;
    return limit > 0;
  }

  private void append(int count) {
    if (length + count > LONGEST) {
      throw new IllegalArgumentException(
          "line %d: a line must be shorter than 1 MB (is this an edge list?)"
              .formatted(number + 1));
    }
    if (length + count > line.length) {
      line = Arrays.copyOf(line, 2 * (length + count));
    }
    for (int i = 0; i < count; i++) {
      byte b = buffer[read + i];
      if (b == 0) {
        throw new IllegalArgumentException(
            "line %d: expected text: got binary data".formatted(number + 1));
      }
      line[length++] = b;
    }
  }

  long number() {
    return number;
  }

  int length() {
    return length;
  }

  byte at(int i) {
    return line[i];
  }

  /** The line's bytes, up to {@link #length}; not to be changed. */
  byte[] bytes() {
    return line;
  }

  String text() {
    return new String(line, 0, length, StandardCharsets.UTF_8);
  }

  int skipBlanks(int from) {
    int i = from;
    while (i < length && (line[i] == ' ' || line[i] == '\t')) {
      i++;
    }
    return i;
  }

  /** The fault of this line: "line 17: expected …: got '…'". */
  IllegalArgumentException wrong(String expected) {
    String got = text().strip();
    return new IllegalArgumentException(
        "line %d: expected %s: got '%s'"
            .formatted(number, expected, got.length() > 60 ? got.substring(0, 60) + "…" : got));
  }
}
