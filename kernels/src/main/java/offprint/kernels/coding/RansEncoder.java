package offprint.kernels.coding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Range asymmetric numeral system coder with a 63-bit state and 32-bit words. Values are given in
 * the order in which they will be decoded; {@link #finish} codes them backwards:
 *
 * <pre>if x ≥ f·2^47: emit the low word, x ← x div 2^32;   x ← (x div f)·2^16 + x mod f + start
 * </pre>
 *
 * with x = 2^31 at first. Stream: high word of x, low word, then the words emitted, newest first,
 * each little-endian. A short stream, of {@link #finishShort}, has x = 2^16 at first, and x at its
 * front in as few bytes as it needs, the lowest first, at least 5 where words follow. That saves 3
 * to 4 bytes on average.
 */
public final class RansEncoder {
  static final long LEAST_STATE = 1L << 31;
  static final long LEAST_SHORT_STATE = 1L << 16;
  static final int LEAST_BEFORE_WORDS = 5;

  private int[] intervals = new int[1024]; // start, and frequency − 1 in the high half
  private int count;

  /**
   * Adds a value.
   *
   * @throws IllegalArgumentException if it lies more than about 2^23 beyond the table
   */
  public void put(FrequencyTable table, int value) {
    if (value >= table.low() && value <= table.high()) {
      putSymbol(table, value - table.low());
      return;
    }
    long excess = Escape.excess(table, value);
    int length = Escape.extraBits(excess);
    if (length > Escape.MOST_BITS) {
      throw new IllegalArgumentException(
          "a value must lie within 2^23 of its table [%d, %d]: got %d"
              .formatted(table.low(), table.high(), value));
    }
    putSymbol(table, table.escape());
    putBits(length, Escape.LENGTH_BITS);
    long rest = excess + 1;
    for (int left = length; left > 0; left -= Escape.CHUNK_BITS) {
      int width = Math.min(left, Escape.CHUNK_BITS);
      putBits((int) (rest & ((1L << width) - 1)), width);
      rest >>= width;
    }
  }

  private void putSymbol(FrequencyTable table, int symbol) {
    int start = table.cumulative(symbol);
    add(start, table.cumulative(symbol + 1) - start);
  }

  /**
   * Adds equally likely bits.
   *
   * @param width in [1, 15]
   */
  public void putBits(int bits, int width) {
    if (width < 1 || width > Escape.CHUNK_BITS || bits < 0 || bits >> width != 0) {
      throw new IllegalArgumentException(
          "raw bits must be 1 to 15 bits wide: got %d of width %d".formatted(bits, width));
    }
    int frequency = 1 << (FrequencyTable.PRECISION - width);
    add(bits * frequency, frequency);
  }

  private void add(int start, int frequency) {
    if (count == intervals.length) {
      intervals = Arrays.copyOf(intervals, Math.multiplyExact(count, 2));
    }
    intervals[count++] = start | ((frequency - 1) << 16);
  }

  /** Codes everything added, and empties the coder. */
  public byte[] finish() {
    Coded coded = code(LEAST_STATE);
    long x = coded.state;
    return coded.stream(Long.BYTES, (x << 32) | (x >>> 32));
  }

  /** As {@link #finish}, into a short stream. */
  public byte[] finishShort() {
    Coded coded = code(LEAST_SHORT_STATE);
    int needed = (Long.SIZE - Long.numberOfLeadingZeros(coded.state) + 7) / 8;
    int least = coded.used == 0 ? needed : LEAST_BEFORE_WORDS;
    return coded.stream(Math.max(least, needed), coded.state);
  }

  /** The last state, and the words emitted, oldest first. */
  private record Coded(long state, int[] words, int used) {
    /** The lowest bytes of a number, then the words. */
    byte[] stream(int bytes, long number) {
      byte[] all = new byte[bytes + 4 * used];
      ByteBuffer out = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < bytes; i++) {
        out.put((byte) (number >>> (8 * i)));
      }
      for (int i = used - 1; i >= 0; i--) {
        out.putInt(words[i]);
      }
      return all;
    }
  }

  private Coded code(long first) {
    int[] words = new int[count / 2 + 16];
    int used = 0;
    long x = first;
    for (int i = count - 1; i >= 0; i--) {
      int start = intervals[i] & 0xFFFF;
      long frequency = (intervals[i] >>> 16) + 1L;
      if (Long.compareUnsigned(x, frequency << 47) >= 0) { // 2^63 for a frequency of 2^16
        if (used == words.length) {
          words = Arrays.copyOf(words, 2 * used);
        }
        words[used++] = (int) x;
        x >>>= 32;
      }
      long quotient = x / frequency;
      x = (quotient << 16) + (x - quotient * frequency) + start;
    }
    count = 0;
    return new Coded(x, words, used);
  }
}
