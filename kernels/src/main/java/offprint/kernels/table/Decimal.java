package offprint.kernels.table;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * The double nearest to a decimal number.
 *
 * <p>Small numbers of digits are exact in one multiplication or division. Up to 19 digits go
 * through a 128-bit product (Lemire, Number Parsing at a Gigabyte per Second, 2021), which detects
 * the rare cases it cannot decide; those and longer numbers go through {@link Double#parseDouble}.
 */
final class Decimal {
  private static final int LARGEST = 64;
  private static final int MOST_DIGITS = 19;
  private static final double[] EXACT_POWERS = new double[23];
  private static final long[] HIGH = new long[2 * LARGEST + 1];
  private static final long[] LOW = new long[2 * LARGEST + 1];

  static {
    for (int i = 0; i < EXACT_POWERS.length; i++) {
      EXACT_POWERS[i] = Double.parseDouble("1e" + i);
    }
    for (int q = -LARGEST; q <= LARGEST; q++) {
      BigInteger power = BigInteger.TEN.pow(Math.abs(q));
      if (q < 0) {
        power = BigInteger.ONE.shiftLeft(128 + power.bitLength()).divide(power);
      }
      int shift = power.bitLength() - 128;
      BigInteger bits = shift >= 0 ? power.shiftRight(shift) : power.shiftLeft(-shift);
      HIGH[q + LARGEST] = bits.shiftRight(64).longValue();
      LOW[q + LARGEST] = bits.longValue();
    }
  }

  private Decimal() {}

  /**
   * The value of {@code [+-]digits[mark digits][e[+-]digits]}; NaN if the text is anything else or
   * too large for a double.
   */
  static double parse(byte[] text, int from, int to, byte mark) {
    int at = from;
    boolean negative = at < to && text[at] == '-';
    if (at < to && (negative || text[at] == '+')) {
      at++;
    }
    long digits = 0;
    int significant = 0;
    int fraction = 0;
    int seen = 0;
    boolean marked = false;
    for (; at < to; at++) {
      int digit = text[at] - '0';
      if (digit >= 0 && digit <= 9) {
        seen++;
        digits = 10 * digits + digit;
        significant += digits == 0 ? 0 : 1;
        fraction += marked ? 1 : 0;
      } else if (text[at] == mark && !marked) {
        marked = true;
      } else {
        break;
      }
    }
    if (seen == 0) {
      return Double.NaN;
    }
    int exponent = 0;
    if (at < to) {
      exponent = exponent(text, at, to);
      if (exponent == Integer.MIN_VALUE) {
        return Double.NaN;
      }
    }
    double value =
        significant > MOST_DIGITS
            ? slow(text, from, to, mark)
            : value(digits, exponent - fraction, text, from, to, mark);
    return Double.isInfinite(value) ? Double.NaN : negative ? -Math.abs(value) : value;
  }

  private static double value(long digits, int exponent, byte[] text, int from, int to, byte mark) {
    if (digits == 0) {
      return 0;
    }
    if (digits > 0 && digits <= 1L << 53 && Math.abs(exponent) < EXACT_POWERS.length) {
      return exponent < 0 ? digits / EXACT_POWERS[-exponent] : digits * EXACT_POWERS[exponent];
    }
    double value = Math.abs(exponent) > LARGEST ? Double.NaN : product(digits, exponent);
    return Double.isNaN(value) ? Math.abs(slow(text, from, to, mark)) : value;
  }

  /** digits · 10^exponent, or NaN where 128 bits do not decide the rounding. */
  private static double product(long unsigned, int exponent) {
    int zeros = Long.numberOfLeadingZeros(unsigned);
    long digits = unsigned << zeros;
    long binary = ((217706L * exponent) >> 16) + 64 + 1023 - zeros;
    long factor = HIGH[exponent + LARGEST];
    long high = Math.unsignedMultiplyHigh(digits, factor);
    long low = digits * factor;
    if ((high & 0x1FF) == 0x1FF && Long.compareUnsigned(low + digits, digits) < 0) {
      long finer = LOW[exponent + LARGEST];
      long carried = low + Math.unsignedMultiplyHigh(digits, finer);
      if (Long.compareUnsigned(carried, low) < 0) {
        high++;
      }
      if ((high & 0x1FF) == 0x1FF
          && carried + 1 == 0
          && Long.compareUnsigned(digits * finer + digits, digits) < 0) {
        return Double.NaN;
      }
      low = carried;
    }
    long top = high >>> 63;
    long mantissa = high >>> (top + 9);
    binary -= 1 ^ top;
    if (low == 0 && (high & 0x1FF) == 0 && (mantissa & 3) == 1) {
      return Double.NaN;
    }
    mantissa = (mantissa + (mantissa & 1)) >>> 1;
    if (mantissa >>> 53 > 0) {
      mantissa >>>= 1;
      binary++;
    }
    return Double.longBitsToDouble(binary << 52 | (mantissa & ((1L << 52) - 1)));
  }

  private static int exponent(byte[] text, int start, int to) {
    int at = start;
    if ((text[at] | 0x20) != 'e' || ++at == to) {
      return Integer.MIN_VALUE;
    }
    boolean negative = text[at] == '-';
    if ((negative || text[at] == '+') && ++at == to) {
      return Integer.MIN_VALUE;
    }
    int exponent = 0;
    for (; at < to; at++) {
      int digit = text[at] - '0';
      if (digit < 0 || digit > 9) {
        return Integer.MIN_VALUE;
      }
      exponent = Math.min(9999, 10 * exponent + digit);
    }
    return negative ? -exponent : exponent;
  }

  private static double slow(byte[] text, int from, int to, byte mark) {
    String number = new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    return Double.parseDouble(number.replace((char) mark, '.'));
  }
}
