package offprint.kernels.torch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Search for NaN and infinities in stored floating-point numbers. A number is not finite exactly if
 * all bits of its exponent are set; adding one to the masked exponent then carries into the sign
 * bit, so that one addition on 64 bits tests one, two or four numbers.
 */
enum FiniteScan {
  F64(8, 0x7FF0_0000_0000_0000L, 0x0010_0000_0000_0000L),
  F32(4, 0x7F80_0000_7F80_0000L, 0x0080_0000_0080_0000L),
  F16(2, 0x7C00_7C00_7C00_7C00L, 0x0400_0400_0400_0400L),
  BF16(2, 0x7F80_7F80_7F80_7F80L, 0x0080_0080_0080_0080L);

  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int BLOCK_WORDS = 1 << 13;

  private final int bytes;
  private final long exponent;
  private final long one;

  FiniteScan(int bytes, long exponent, long one) {
    this.bytes = bytes;
    this.exponent = exponent;
    this.one = one;
  }

  /**
   * @param values little-endian numbers of this type, end to end
   * @return index of the first number that is not finite; −1 if there is none
   */
  long first(MemorySegment values) {
    long words = values.byteSize() / Long.BYTES;
    for (long word = 0; word < words; word += BLOCK_WORDS) {
      int count = (int) Math.min(BLOCK_WORDS, words - word);
      MemorySegment block = values.asSlice(word * Long.BYTES, (long) count * Long.BYTES);
      if (carries(block, count)) {
        return word * Long.BYTES / bytes + firstByNumber(block);
      }
    }
    long tail = words * Long.BYTES;
    long last = firstByNumber(values.asSlice(tail));
    return last < 0 ? -1 : tail / bytes + last;
  }

  private boolean carries(MemorySegment block, int words) {
    long carried = 0;
    for (int i = 0; i < words; i++) {
      carried |= (block.get(LONG, (long) i * Long.BYTES) & exponent) + one;
    }
    return (carried & signs()) != 0;
  }

  /** The sign bits, which lie just above the exponents. */
  private long signs() {
    return exponent + one;
  }

  private long firstByNumber(MemorySegment values) {
    long sign = signs() & (-1L >>> (Long.SIZE - Byte.SIZE * bytes));
    for (long at = 0; at + bytes <= values.byteSize(); at += bytes) {
      long number = 0;
      for (int b = 0; b < bytes; b++) {
        number |= (values.get(ValueLayout.JAVA_BYTE, at + b) & 0xFFL) << (Byte.SIZE * b);
      }
      if ((((number & exponent) + one) & sign) != 0) {
        return at / bytes;
      }
    }
    return -1;
  }
}
