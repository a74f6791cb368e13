package offprint.harness;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** Numbers and lists as they stand in a sentence. */
public final class Wording {
  private static final int DIGITS = 3;

  private Wording() {}

  /** Three significant digits without a needless exponent: "0.289", "1,230", "4.1e-9". */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "unknown" : value > 0 ? "infinity" : "-infinity";
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e9) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    if (size >= 1e9 || size < 1e-4) {
      return String.format(Locale.ROOT, "%.2e", value)
          .replaceAll("\\.?0*e", "e")
          .replaceAll("e([+-])0*", "e$1")
          .replace("e+", "e");
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS));
    return size >= 1000
        ? String.format(Locale.ROOT, "%,.0f", value)
        : rounded.stripTrailingZeros().toPlainString();
  }

  /** A share as "15 %"; one decimal below 10 %, two below 1 %. */
  public static String percent(double share) {
    double size = Math.abs(100 * share);
    return String.format(
        Locale.ROOT, size >= 10 ? "%.0f %%" : size >= 1 ? "%.1f %%" : "%.2f %%", 100 * share);
  }

  /** "1 window", "2,785 windows". */
  public static String count(long count, String noun) {
    return count(count, noun, noun + "s");
  }

  /** As {@link #count(long, String)}, with an irregular plural. */
  public static String count(long count, String singular, String plural) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? singular : plural);
  }

  /** "a", "a and b", "a, b and c". */
  public static String list(List<String> items) {
    return items.size() < 2
        ? String.join("", items)
        : String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.getLast();
  }

  /** The first {@code most} items and how many more there are: "a, b, c and 17 more". */
  public static String list(List<String> items, int most) {
    return items.size() <= most
        ? list(items)
        : String.join(", ", items.subList(0, most)) + " and " + (items.size() - most) + " more";
  }
}
