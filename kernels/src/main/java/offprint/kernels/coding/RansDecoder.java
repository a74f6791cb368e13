package offprint.kernels.coding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads what {@link RansEncoder} wrote, in the order in which it was put:
 *
 * <pre>slot = x mod 2^16;  x ← f·(x div 2^16) + slot − start;  if x < 2^31: take one word</pre>
 *
 * A damaged stream gives wrong values or an exception, never an endless loop; {@link #end} finds
 * most damage. Memory does not depend on the stream.
 */
public final class RansDecoder {
  private final ByteBuffer words;
  private final long first; // the encoder's state at first, which is the last one here
  private long x;

  /**
   * @throws IllegalArgumentException if the length is not that of any stream
   */
  public RansDecoder(byte[] stream) {
    if (stream.length < 8 || stream.length % 4 != 0) {
      throw new IllegalArgumentException(
          "a coded stream must have 8 bytes or more, in fours: got " + stream.length);
    }
    words = ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN);
    first = RansEncoder.LEAST_STATE;
    x = ((long) words.getInt() << 32) | (words.getInt() & 0xFFFFFFFFL);
    begun(x >= first);
  }

  private RansDecoder(ByteBuffer stream, int stateBytes) {
    words = stream;
    first = RansEncoder.LEAST_SHORT_STATE;
    for (int i = 0; i < stateBytes; i++) {
      x |= (words.get() & 0xFFL) << (8 * i);
    }
    begun(x >= (words.hasRemaining() ? RansEncoder.LEAST_STATE : first));
  }

  private void begun(boolean well) {
    if (!well) {
      throw new IllegalArgumentException("the coded stream is damaged: its first state is " + x);
    }
  }

  /**
   * Reads a short stream, see {@link RansEncoder}.
   *
   * @throws IllegalArgumentException if it begins as none does
   */
  public static RansDecoder ofShort(byte[] stream) {
    int least = RansEncoder.LEAST_BEFORE_WORDS;
    int stateBytes =
        stream.length <= Long.BYTES ? stream.length : least + (stream.length - least) % 4;
    return new RansDecoder(ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN), stateBytes);
  }

  /**
   * The next value.
   *
   * @throws IllegalArgumentException if the stream is too short or holds no such value
   */
  public int get(FrequencyTable table) {
    int slot = (int) x & 0xFFFF;
    int symbol = table.symbolAt(slot);
    int start = table.cumulative(symbol);
    advance(table.cumulative(symbol + 1) - start, slot - start);
    return symbol == table.escape() ? escaped(table) : table.low() + symbol;
  }

  private int escaped(FrequencyTable table) {
    int length = bits(Escape.LENGTH_BITS);
    if (length > Escape.MOST_BITS) {
      throw new IllegalArgumentException(
          "the coded stream is damaged: an escape must have at most 24 bits: got " + length);
    }
    long value = 1L << length;
    int at = 0;
    while (at < length) {
      int width = Math.min(length - at, Escape.CHUNK_BITS);
      value |= (long) bits(width) << at;
      at += width;
    }
    return Escape.value(table, value - 1);
  }

  /** The next equally likely bits, {@code width} in [1, 15]. */
  public int bits(int width) {
    int frequencyBits = FrequencyTable.PRECISION - width;
    int slot = (int) x & 0xFFFF;
    int bits = slot >>> frequencyBits;
    advance(1 << frequencyBits, slot - (bits << frequencyBits));
    return bits;
  }

  private void advance(int frequency, int remainder) {
    x = frequency * (x >>> 16) + remainder;
    if (x < RansEncoder.LEAST_STATE) {
      if (words.hasRemaining()) {
        x = (x << 32) | (words.getInt() & 0xFFFFFFFFL);
      } else if (x < first) {
        throw new IllegalArgumentException("the coded stream is damaged: it ends too early");
      }
    }
  }

  /**
   * Says that no value is left.
   *
   * @throws IllegalArgumentException if bytes are left or the state is not that of the start
   */
  public void end() {
    if (words.hasRemaining() || x != first) {
      throw new IllegalArgumentException(
          "the coded stream is damaged: %d bytes are left after its last value"
              .formatted(words.remaining()));
    }
  }
}
