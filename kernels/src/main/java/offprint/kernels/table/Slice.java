package offprint.kernels.table;

import java.nio.charset.StandardCharsets;

/**
 * A cursor on a cell's text: the UTF-8 bytes {@code bytes[from] … bytes[to - 1]}. One cursor is
 * moved over many cells, so that no string is made for each.
 */
final class Slice {
  byte[] bytes = {};
  int from;
  int to;

  void set(byte[] in, int start, int end) {
    bytes = in;
    from = start;
    to = end;
  }

  static Slice of(String text) {
    Slice slice = new Slice();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    slice.set(bytes, 0, bytes.length);
    return slice;
  }

  int length() {
    return to - from;
  }

  /** Drops white space at both ends. */
  Slice strip() {
    while (from < to && bytes[from] >= 0 && bytes[from] <= ' ') {
      from++;
    }
    while (to > from && bytes[to - 1] >= 0 && bytes[to - 1] <= ' ') {
      to--;
    }
    return this;
  }

  @Override
  public String toString() {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
