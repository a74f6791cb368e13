package offprint.server.paper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Splits a stream into lines of UTF-8; invalid bytes and overlong lines cost that line only. */
final class LineReader {
  private static final int LONGEST = 4 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int filled;
  private long number;
  private String fault = "";

  LineReader(InputStream in) {
    this.in = in;
  }

  /** Number of the line last read, from 1. */
  long number() {
    return number;
  }

  /** Fault of the line last read, "" for none. */
  String fault() {
    return fault;
  }

  /** The next line without its end, "" where {@link #fault()} is set, null after the last. */
  @Nullable String next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
    boolean any = false;
    boolean tooLong = false;
    while (fill()) {
      any = true;
      int start = position;
      while (position < filled && buffer[position] != '\n') {
        position++;
      }
      tooLong |= line.size() + position - start > LONGEST;
      if (!tooLong) {
        line.write(buffer, start, position - start);
      }
      if (position < filled) {
        position++;
        break;
      }
    }
    if (!any) {
      return null;
    }
    number++;
    fault = tooLong ? "the line must have at most %d bytes".formatted(LONGEST) : "";
    return tooLong ? "" : decode(line.toByteArray());
  }

  private boolean fill() throws IOException {
    if (position == filled) {
      position = 0;
      filled = Math.max(0, in.read(buffer));
    }
    return position < filled;
  }

  private String decode(byte[] line) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      fault = "the line must be UTF-8: got other bytes";
      return "";
    }
  }
}
