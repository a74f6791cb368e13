package offprint.kernels.coding;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cumulative frequencies of the values {@code low … high} and, last, of an escape for every other
 * value, in units of 2^-16. Every frequency is at least 1.
 */
public final class FrequencyTable {
  /** log2 of the total frequency. */
  public static final int PRECISION = 16;

  static final int TOTAL = 1 << PRECISION;
  private static final int BUCKET_BITS = 8;

  private final int low;
  private final int[] cumulative;
  private final short @Nullable [] firstOfBucket;

  /**
   * @param low the least value that has a symbol of its own
   * @param cumulative [symbols + 1]: rises strictly from 0 to 65536; the last symbol is the escape
   * @throws IllegalArgumentException if it does not
   */
  public FrequencyTable(int low, int[] cumulative) {
    this(low, cumulative.clone(), true);
  }

  /**
   * @param cumulative kept, not copied
   * @param often whether the table decodes many values, so that an index is worth making
   */
  FrequencyTable(int low, int[] cumulative, boolean often) {
    this.low = low;
    this.cumulative = cumulative;
    int last = cumulative.length - 1;
    if (last < 1 || cumulative[0] != 0 || cumulative[last] != TOTAL) {
      throw new IllegalArgumentException(
          "cumulative frequencies must run from 0 to 65536: got " + Arrays.toString(cumulative));
    }
    for (int i = 0; i < last; i++) {
      if (cumulative[i] >= cumulative[i + 1]) {
        throw new IllegalArgumentException(
            "cumulative frequencies must rise strictly: got %d after %d at %d"
                .formatted(cumulative[i + 1], cumulative[i], i + 1));
      }
    }
    this.firstOfBucket = often ? buckets(cumulative) : null;
  }

  private static short[] buckets(int[] cumulative) {
    short[] first = new short[1 << (PRECISION - BUCKET_BITS)];
    int symbol = 0;
    for (int bucket = 0; bucket < first.length; bucket++) {
      while (cumulative[symbol + 1] <= bucket << BUCKET_BITS) {
        symbol++;
      }
      first[bucket] = (short) symbol;
    }
    return first;
  }

  /**
   * Rounds a distribution function to a table: c_j = j + ⌊F_j (65536 − n) + ½⌋ with n symbols, the
   * escape included.
   *
   * @param below [values + 1]: F_j = P(low ≤ value < low + j), from 0 to the mass of all values
   */
  public static FrequencyTable of(int low, double[] below) {
    int symbols = below.length;
    int[] cumulative = new int[symbols + 1];
    for (int j = 0; j < symbols; j++) {
      cumulative[j] = j + (int) Math.floor(below[j] * (TOTAL - symbols) + 0.5);
    }
    cumulative[symbols] = TOTAL;
    return new FrequencyTable(low, cumulative);
  }

  /** The least value with a symbol of its own. */
  public int low() {
    return low;
  }

  /** The greatest value with a symbol of its own; below {@link #low} where only the escape is. */
  public int high() {
    return low + cumulative.length - 3;
  }

  /** Values with symbols of their own, and the escape. */
  public int symbols() {
    return cumulative.length - 1;
  }

  int escape() {
    return cumulative.length - 2;
  }

  /** Cumulative frequency below symbol {@code j}; 65536 for {@code j = symbols()}. */
  public int cumulative(int j) {
    return cumulative[j];
  }

  /** The symbol whose frequencies cover {@code slot}, which is in [0, 65536). */
  int symbolAt(int slot) {
    if (firstOfBucket == null) {
      int at = Arrays.binarySearch(cumulative, slot);
      return at >= 0 ? at : -at - 2;
    }
    int symbol = firstOfBucket[slot >>> BUCKET_BITS];
    while (cumulative[symbol + 1] <= slot) {
      symbol++;
    }
    return symbol;
  }

  /** What the coder spends on a value, escapes included, in bits. */
  public double bits(int value) {
    if (value >= low && value <= high()) {
      int symbol = value - low;
      return PRECISION - log2(cumulative[symbol + 1] - cumulative[symbol]);
    }
    int escape = escape();
    double escapeBits = PRECISION - log2(cumulative[escape + 1] - cumulative[escape]);
    return escapeBits + Escape.LENGTH_BITS + Escape.extraBits(Escape.excess(this, value));
  }

  private static double log2(double x) {
    return StrictMath.log(x) / StrictMath.log(2);
  }
}
