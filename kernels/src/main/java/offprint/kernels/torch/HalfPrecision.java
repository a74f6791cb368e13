package offprint.kernels.torch;

/** Numbers of 16 bits (binary16): 11 significant bits, largest 65504. */
public final class HalfPrecision {
  /** Largest finite number. */
  public static final double MAX = 65504;

  private HalfPrecision() {}

  /**
   * The nearest fp16 number, ties to even; beyond the range an infinity. Rounded once: by way of
   * float32 some numbers would be rounded twice.
   */
  public static short of(double value) {
    float narrow = (float) value;
    if (narrow != value && !Double.isNaN(value)) { // to odd, which keeps what the next step needs
      boolean beyond = Math.abs(narrow) > Math.abs(value);
      int bits = Float.floatToRawIntBits(narrow);
      narrow = Float.intBitsToFloat((beyond ? bits - 1 : bits) | 1);
    }
    return Float.floatToFloat16(narrow);
  }

  public static double value(short bits) {
    return Float.float16ToFloat(bits);
  }

  /** The nearest fp16 number, as a double. */
  public static double round(double value) {
    return value(of(value));
  }
}
