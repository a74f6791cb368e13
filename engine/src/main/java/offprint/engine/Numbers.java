package offprint.engine;

import java.util.Locale;

/** Formats numbers for people. */
public final class Numbers {
  private Numbers() {}

  /** Up to five significant digits; whole numbers as they are; "–" for NaN. */
  public static String shown(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e7) {
      return Long.toString((long) value);
    }
    if (size >= 1e7 || size < 1e-4) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int decimals = Math.clamp(4 - (int) Math.floor(Math.log10(size)), 0, 6);
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** A table's cell: text as it is, numbers as in {@link #shown}. */
  public static String cell(Object cell) {
    return switch (cell) {
      case Double number -> shown(number);
      case Long number -> Long.toString(number);
      default -> cell.toString();
    };
  }

  /** "0.9 to 1", "at most 0.41", "at least 3". */
  public static String range(double low, double high) {
    if (low == Double.NEGATIVE_INFINITY) {
      return "at most " + shown(high);
    }
    if (high == Double.POSITIVE_INFINITY) {
      return "at least " + shown(low);
    }
    return low == high ? "exactly " + shown(low) : shown(low) + " to " + shown(high);
  }

  /** "1.4 MB". */
  public static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " bytes";
    }
    String[] units = {"kB", "MB", "GB", "TB"};
    double value = bytes / 1000.0;
    int unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, units[unit]);
  }
}
