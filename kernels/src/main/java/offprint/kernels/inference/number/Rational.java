package offprint.kernels.inference.number;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * An exact fraction in lowest terms with a positive denominator. Fractions of longs are computed in
 * longs; what overflows goes on in big integers, and comes back where it fits.
 */
public final class Rational implements Comparable<Rational> {
  public static final Rational ZERO = new Rational(0, 1);
  public static final Rational ONE = new Rational(1, 1);

  private final long numerator;
  private final long denominator;
  private final @Nullable Big big;

  private record Big(BigInteger numerator, BigInteger denominator) {}

  private Rational(long numerator, long denominator) {
    this.numerator = numerator;
    this.denominator = denominator;
    this.big = null;
  }

  private Rational(Big big) {
    this.numerator = 0;
    this.denominator = 0;
    this.big = big;
  }

  /**
   * @throws ArithmeticException if the denominator is 0
   */
  public static Rational of(long numerator, long denominator) {
    if (denominator <= 0 || numerator == Long.MIN_VALUE) {
      return of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }
    long gcd = gcd(Math.abs(numerator), denominator);
    return new Rational(numerator / gcd, denominator / gcd);
  }

  public static Rational of(long whole) {
    return of(whole, 1);
  }

  private static Rational of(BigInteger numerator, BigInteger denominator) {
    if (denominator.signum() == 0) {
      throw new ArithmeticException("division by zero");
    }
    BigInteger gcd = numerator.gcd(denominator);
    BigInteger sign = denominator.signum() < 0 ? gcd.negate() : gcd;
    BigInteger n = numerator.divide(sign);
    BigInteger d = denominator.divide(sign);
    return n.bitLength() < Long.SIZE - 1 && d.bitLength() < Long.SIZE - 1
        ? new Rational(n.longValue(), d.longValue())
        : new Rational(new Big(n, d));
  }

  /** Of a decimal such as "0.25" or "1e-3". */
  public static Rational parse(String decimal) {
    BigDecimal value = new BigDecimal(decimal);
    return value.scale() > 0
        ? of(value.unscaledValue(), BigInteger.TEN.pow(value.scale()))
        : of(value.toBigIntegerExact(), BigInteger.ONE);
  }

  private BigInteger bigNumerator() {
    return big == null ? BigInteger.valueOf(numerator) : big.numerator;
  }

  private BigInteger bigDenominator() {
    return big == null ? BigInteger.valueOf(denominator) : big.denominator;
  }

  public Rational add(Rational other) {
    if (big == null && other.big == null) {
      long gcd = gcd(denominator, other.denominator);
      long mine = denominator / gcd;
      long theirs = other.denominator / gcd;
      if (fits(numerator, theirs) && fits(other.numerator, mine) && fits(mine, other.denominator)) {
        long left = numerator * theirs;
        long right = other.numerator * mine;
        long sum = left + right;
        if (((left ^ sum) & (right ^ sum)) >= 0) {
          return of(sum, mine * other.denominator);
        }
      }
    }
    return of(
        bigNumerator()
            .multiply(other.bigDenominator())
            .add(other.bigNumerator().multiply(bigDenominator())),
        bigDenominator().multiply(other.bigDenominator()));
  }

  public Rational subtract(Rational other) {
    return add(other.negate());
  }

  public Rational negate() {
    return big == null
        ? new Rational(-numerator, denominator)
        : new Rational(new Big(big.numerator.negate(), big.denominator));
  }

  public Rational multiply(Rational other) {
    if (big == null && other.big == null) {
      long first = gcd(Math.abs(numerator), other.denominator);
      long second = gcd(Math.abs(other.numerator), denominator);
      long a = numerator / first;
      long b = other.numerator / second;
      long c = denominator / second;
      long d = other.denominator / first;
      if (fits(a, b) && fits(c, d)) {
        return new Rational(a * b, c * d);
      }
    }
    return of(
        bigNumerator().multiply(other.bigNumerator()),
        bigDenominator().multiply(other.bigDenominator()));
  }

  /**
   * @throws ArithmeticException if the other is 0
   */
  public Rational divide(Rational other) {
    if (other.big == null && other.numerator != 0) {
      long sign = Long.signum(other.numerator);
      long over = sign * other.denominator;
      return multiply(new Rational(over, sign * other.numerator));
    }
    return of(
        bigNumerator().multiply(other.bigDenominator()),
        bigDenominator().multiply(other.bigNumerator()));
  }

  public int signum() {
    return big == null ? Long.signum(numerator) : big.numerator.signum();
  }

  public Rational abs() {
    return signum() < 0 ? negate() : this;
  }

  /** The largest whole number that is not above this one. */
  public Rational floor() {
    if (big == null) {
      return new Rational(Math.floorDiv(numerator, denominator), 1);
    }
    BigInteger[] parts = big.numerator.divideAndRemainder(big.denominator);
    BigInteger whole = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    return of(whole, BigInteger.ONE);
  }

  public double doubleValue() {
    return big == null && Math.max(Math.abs(numerator), denominator) < 1L << 53
        ? (double) numerator / denominator
        : new BigDecimal(bigNumerator())
            .divide(new BigDecimal(bigDenominator()), java.math.MathContext.DECIMAL64)
            .doubleValue();
  }

  @Override
  public int compareTo(Rational other) {
    if (big == null && other.big == null) {
      if (denominator == other.denominator) {
        return Long.compare(numerator, other.numerator);
      }
      if (fits(numerator, other.denominator) && fits(other.numerator, denominator)) {
        return Long.compare(numerator * other.denominator, other.numerator * denominator);
      }
    }
    return bigNumerator()
        .multiply(other.bigDenominator())
        .compareTo(other.bigNumerator().multiply(bigDenominator()));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Rational that
        && numerator == that.numerator
        && denominator == that.denominator
        && java.util.Objects.equals(big, that.big);
  }

  @Override
  public int hashCode() {
    return big == null ? Long.hashCode(numerator * 31 + denominator) : big.hashCode();
  }

  /** "3/4", or "2" for a whole number. */
  @Override
  public String toString() {
    return bigDenominator().equals(BigInteger.ONE)
        ? bigNumerator().toString()
        : bigNumerator() + "/" + bigDenominator();
  }

  private static boolean fits(long a, long b) {
    long product = a * b;
    return Math.multiplyHigh(a, b) == product >> 63 && product != Long.MIN_VALUE;
  }

  /** The binary algorithm; gcd(0, b) = b. */
  private static long gcd(long a, long b) {
    if (a == 0 || b == 0) {
      return a + b;
    }
    int twos = Long.numberOfTrailingZeros(a | b);
    long x = a >> Long.numberOfTrailingZeros(a);
    long y = b;
    while (y != 0) {
      y >>= Long.numberOfTrailingZeros(y);
      if (x > y) {
        long larger = x;
        x = y;
        y = larger;
      }
      y -= x;
    }
    return x << twos;
  }
}
