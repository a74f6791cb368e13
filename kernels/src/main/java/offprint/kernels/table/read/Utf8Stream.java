package offprint.kernels.table.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * UTF-8 as it is, with each byte that belongs to no valid sequence read as windows-1252. Text in
 * windows-1252 therefore comes out right, and so does text in UTF-8 with a few bytes gone wrong.
 */
final class Utf8Stream extends InputStream {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final byte[][] REPLACED = new byte[128][];

  static {
    for (int i = 0; i < REPLACED.length; i++) {
      String character = new String(new byte[] {(byte) (128 + i)}, WINDOWS);
      REPLACED[i] = character.getBytes(StandardCharsets.UTF_8);
    }
  }

  private final InputStream in;
  private final byte[] input = new byte[1 << 16];
  private final byte[] output = new byte[3 << 16];
  private int kept;
  private int at;
  private int limit;
  private boolean ended;
  private long sequences;
  private long replaced;

  Utf8Stream(InputStream in) {
    this.in = in;
  }

  /** What a reader should know: "read as windows-1252"; blank if the text was UTF-8. */
  String note() {
    if (replaced == 0) {
      return "";
    }
    return sequences == 0
        ? "read as windows-1252"
        : String.format(Locale.ROOT, "%,d bytes that are not UTF-8 read as windows-1252", replaced);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    while (at == limit) {
      if (ended) {
        return -1;
      }
      fill();
    }
    int count = Math.min(length, limit - at);
    System.arraycopy(output, at, to, offset, count);
    at += count;
    return count;
  }

  private void fill() throws IOException {
    int read = in.read(input, kept, input.length - kept);
    ended = read < 0;
    int end = kept + Math.max(0, read);
    kept = 0;
    at = 0;
    limit = 0;
    int p = 0;
    while (p < end) {
      int start = p;
      while (p < end && input[p] >= 0) {
        p++;
      }
      System.arraycopy(input, start, output, limit, p - start);
      limit += p - start;
      if (p == end) {
        return;
      }
      int width = width(p, end);
      if (width == 0 && !ended && end - p < 4) {
        kept = end - p;
        System.arraycopy(input, p, input, 0, kept);
        return;
      }
      if (width == 0) {
        byte[] character = REPLACED[input[p++] & 0x7F];
        System.arraycopy(character, 0, output, limit, character.length);
        limit += character.length;
        replaced++;
      } else {
        System.arraycopy(input, p, output, limit, width);
        limit += width;
        p += width;
        sequences++;
      }
    }
  }

  /** Length of the valid sequence of two to four bytes at a place; 0 if there is none. */
  private int width(int p, int end) {
    int lead = input[p] & 0xFF;
    int width =
        lead >= 0xC2 && lead < 0xE0
            ? 2
            : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
    if (width == 0 || p + width > end) {
      return 0;
    }
    for (int i = 1; i < width; i++) {
      if ((input[p + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    int second = input[p + 1] & 0xFF;
    boolean invalid =
        (lead == 0xE0 && second < 0xA0)
            || (lead == 0xED && second > 0x9F)
            || (lead == 0xF0 && second < 0x90)
            || (lead == 0xF4 && second > 0x8F);
    return invalid ? 0 : width;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
