package offprint.kernels.quantization;

/**
 * Signs of numbers as bits: the first is bit 7 of the first byte, 1 stands for plus and zero, the
 * last byte is filled with 0.
 */
public final class SignBits {
  private SignBits() {}

  /** Bytes of so many signs. */
  public static long bytes(long count) {
    return Math.ceilDiv(count, 8L);
  }

  public static byte[] pack(double[] values) {
    byte[] bits = new byte[Math.toIntExact(bytes(values.length))];
    for (int i = 0; i < values.length; i++) {
      if (values[i] >= 0) {
        bits[i >> 3] |= (byte) (0x80 >> (i & 7));
      }
    }
    return bits;
  }

  /** +1 or −1. */
  public static int sign(byte[] bits, long index) {
    return (bits[(int) (index >> 3)] << (index & 7) & 0x80) == 0 ? -1 : 1;
  }

  /**
   * Eight signs from any place on, the first as bit 7; beyond the end there are zeros.
   *
   * @param index of the first sign
   */
  public static int eight(byte[] bits, long index) {
    int at = (int) (index >> 3);
    int shift = (int) (index & 7);
    int high = at < bits.length ? bits[at] & 0xFF : 0;
    if (shift == 0) {
      return high;
    }
    int low = at + 1 < bits.length ? bits[at + 1] & 0xFF : 0;
    return (high << shift | low >> (8 - shift)) & 0xFF;
  }
}
