package offprint.kernels.table;

/**
 * Numbers as people write them: decimal point or comma, thousands marks, a percent sign, a currency
 * sign, a typographic minus.
 *
 * <p>Thousands marks are the other one of point and comma, a space or an apostrophe; every group
 * after the first has three digits and the first does not start with 0. A percent or currency sign
 * is dropped: {@code 12,5 %} is 12.5.
 */
final class NumberText {
  /** What the marks of one cell say about its column. */
  enum Evidence {
    /** No number. */
    NONE,
    /** A number that reads the same either way, such as 12 or 1 234. */
    NEUTRAL,
    /** Needs a decimal point: 1.5. */
    POINT,
    /** Needs a decimal comma: 1,5. */
    COMMA,
    /** A number with a different value under each: 1,234. */
    EITHER
  }

  private final byte[] plain = new byte[64];
  private int length;
  private boolean percent;
  private boolean currency;

  /** The number, or NaN where the text is none. */
  double value(Slice cell, DecimalMark mark) {
    byte decimal = (byte) (mark == DecimalMark.COMMA ? ',' : '.');
    double value = Decimal.parse(cell.bytes, cell.from, cell.to, decimal);
    if (!Double.isNaN(value)) {
      return value;
    }
    return simplify(cell, decimal) ? Decimal.parse(plain, 0, length, (byte) '.') : Double.NaN;
  }

  Evidence evidence(Slice cell) {
    percent = false;
    currency = false;
    int at = cell.from;
    byte[] text = cell.bytes;
    if (at < cell.to && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    int start = at;
    while (at < cell.to && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    if (at == cell.to) {
      return at > start ? Evidence.NEUTRAL : Evidence.NONE;
    }
    if (text[at] == '.' && ((at - start == 1 && text[start] == '0') || at - start > 3)) {
      int fraction = ++at;
      while (at < cell.to && text[at] >= '0' && text[at] <= '9') {
        at++;
      }
      if (at == cell.to && at > fraction) {
        return Evidence.POINT;
      }
    }
    return compare(cell);
  }

  /** True if the cell last looked at had a percent sign. */
  boolean percent() {
    return percent;
  }

  /** True if the cell last looked at had a currency sign. */
  boolean currency() {
    return currency;
  }

  private Evidence compare(Slice cell) {
    double point = value(cell, DecimalMark.POINT);
    double comma = value(cell, DecimalMark.COMMA);
    if (Double.isNaN(point)) {
      return Double.isNaN(comma) ? Evidence.NONE : Evidence.COMMA;
    }
    if (Double.isNaN(comma)) {
      return Evidence.POINT;
    }
    return point == comma ? Evidence.NEUTRAL : Evidence.EITHER;
  }

  /** Writes the number with a point and without other marks to {@link #plain}. */
  private boolean simplify(Slice cell, byte decimal) {
    byte[] text = cell.bytes;
    int from = cell.from;
    int to = cell.to;
    length = 0;
    percent = false;
    currency = false;
    if (to - from > plain.length - 2) {
      return false;
    }
    int minus = minus(text, from, to);
    boolean negative = minus > 0;
    from = space(text, from + minus, to);
    int sign = currency(text, from, to);
    if (sign > 0) {
      from = space(text, from + sign, to);
      minus = negative ? 0 : minus(text, from, to);
      negative |= minus > 0;
      from += minus;
    }
    to = withoutSuffix(text, from, to);
    if (negative) {
      plain[length++] = '-';
    }
    return from < to && digits(text, from, to, decimal);
  }

  private int withoutSuffix(byte[] text, int from, int end) {
    int to = end;
    if (to > from && text[to - 1] == '%') {
      percent = true;
      to--;
    } else {
      for (int width = 3; width >= 1; width--) {
        if (to - width > from && currency(text, to - width, to) == width) {
          to -= width;
          break;
        }
      }
    }
    if (to < end) {
      while (to > from) {
        int width = to - from >= 3 ? spaceWidth(text, to - 3, to) == 3 ? 3 : 0 : 0;
        width = width == 0 && to - from >= 2 && spaceWidth(text, to - 2, to) == 2 ? 2 : width;
        width = width == 0 && spaceWidth(text, to - 1, to) == 1 ? 1 : width;
        if (width == 0) {
          break;
        }
        to -= width;
      }
    }
    return to;
  }

  /** Digits in groups, decimal mark, fraction, exponent. */
  private boolean digits(byte[] text, int from, int to, byte decimal) {
    int at = from;
    int group = 0;
    int separator = 0;
    int first = text[at];
    while (at < to) {
      byte c = text[at];
      if (c >= '0' && c <= '9') {
        plain[length++] = c;
        group++;
        at++;
        continue;
      }
      int width = groupMark(text, at, to, decimal);
      if (width == 0) {
        break;
      }
      boolean opening = separator == 0;
      if (opening ? group == 0 || group > 3 || first == '0' : group != 3 || c != separator) {
        return false;
      }
      separator = c;
      group = 0;
      at += width;
    }
    if (separator != 0 && group != 3) {
      return false;
    }
    for (; at < to; at++) {
      if (text[at] < 0 || (text[at] == '.' && decimal != '.')) {
        return false;
      }
      plain[length++] = text[at] == decimal ? (byte) '.' : text[at];
    }
    return true;
  }

  private static int groupMark(byte[] text, int at, int to, byte decimal) {
    byte c = text[at];
    if (c == '\'' || c == (decimal == ',' ? '.' : ',')) {
      return 1;
    }
    if (at + 2 < to
        && c == (byte) 0xE2
        && text[at + 1] == (byte) 0x80
        && text[at + 2] == (byte) 0x99) {
      return 3;
    }
    return spaceWidth(text, at, to);
  }

  /** Width of the minus at a place: hyphen or U+2212. */
  private static int minus(byte[] text, int at, int to) {
    if (at < to && text[at] == '-') {
      return 1;
    }
    return at + 2 < to
            && text[at] == (byte) 0xE2
            && text[at + 1] == (byte) 0x88
            && text[at + 2] == (byte) 0x92
        ? 3
        : 0;
  }

  private static int space(byte[] text, int start, int to) {
    int at = start;
    while (at < to && spaceWidth(text, at, to) > 0) {
      at += spaceWidth(text, at, to);
    }
    return at;
  }

  /** Width of the space at a place: plain, no-break (U+00A0), thin (U+2009) or narrow (U+202F). */
  private static int spaceWidth(byte[] text, int at, int to) {
    if (text[at] == ' ') {
      return 1;
    }
    if (at + 1 < to && text[at] == (byte) 0xC2 && text[at + 1] == (byte) 0xA0) {
      return 2;
    }
    return at + 2 < to
            && text[at] == (byte) 0xE2
            && text[at + 1] == (byte) 0x80
            && (text[at + 2] == (byte) 0x89 || text[at + 2] == (byte) 0xAF)
        ? 3
        : 0;
  }

  /** Width of the currency sign at a place: $, £, ¥ or €. */
  private int currency(byte[] text, int at, int to) {
    int width = 0;
    if (at < to && text[at] == '$') {
      width = 1;
    } else if (at + 1 < to
        && text[at] == (byte) 0xC2
        && (text[at + 1] == (byte) 0xA3 || text[at + 1] == (byte) 0xA5)) {
      width = 2;
    } else if (at + 2 < to
        && text[at] == (byte) 0xE2
        && text[at + 1] == (byte) 0x82
        && text[at + 2] == (byte) 0xAC) {
      width = 3;
    }
    currency |= width > 0;
    return width;
  }
}
