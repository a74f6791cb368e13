package offprint.kernels.table;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;

/**
 * Dates with or without time of day: 2024-03-01, 2024-03, 1.3.2024, 3/1/24, 1-Mar-2024, March 1,
 * 2024, followed by {@code T} or a space and 14:05, 14:05:30.25 or 2:05 pm, and by {@code Z} or an
 * offset from UTC. Two-digit years are 1970 to 2069.
 *
 * <p>A date whose order must be known is read as far as its parts: {@link #first} and {@link
 * #second}.
 */
final class DateText {
  private static final String[] MONTHS = {
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"
  };
  private static final String[] GERMAN = {
    "jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"
  };
  private static final long DAY = 86_400_000L;

  private byte[] text = {};
  private int at;
  private int to;
  private boolean ordered;
  private char separator;
  private int first;
  private int second;
  private int year;
  private long timeOfDay;

  /** Milliseconds since 1970-01-01 UTC, or {@link Column#NO_TIME} where the text is no date. */
  long millis(Slice cell, DateOrder order) {
    if (!parse(cell)) {
      return Column.NO_TIME;
    }
    int month = ordered || order == DateOrder.DAY_FIRST ? second : first;
    int day = ordered || order == DateOrder.DAY_FIRST ? first : second;
    if (month < 1 || month > 12 || day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
      return Column.NO_TIME;
    }
    return LocalDate.of(year, month, day).toEpochDay() * DAY + timeOfDay;
  }

  /** True if the text is a date in at least one order. */
  boolean parse(Slice cell) {
    text = cell.bytes;
    at = cell.from;
    to = cell.to;
    timeOfDay = 0;
    separator = 0;
    if (to - at < 6 || to - at > 40) {
      return false;
    }
    boolean dated = isDigit(at) ? numeric() : monthFirst();
    return dated && year >= 1 && plausible() && (at == to || time());
  }

  /** True if the date last parsed needs no order: ISO, d.m.y or a month in letters. */
  boolean ordered() {
    return ordered;
  }

  /** The mark between the parts of the date last parsed; 0 where the month is in letters. */
  char separator() {
    return separator;
  }

  int first() {
    return first;
  }

  int second() {
    return second;
  }

  private boolean plausible() {
    return first >= 1
        && second >= 1
        && first <= 31
        && second <= 31
        && (ordered ? second <= 12 : Math.min(first, second) <= 12);
  }

  private boolean numeric() {
    int start = at;
    int part = number();
    int width = at - start;
    if (at == to || part < 0) {
      return false;
    }
    char mark = (char) text[at];
    if (mark == ' ' || (mark == '-' && at + 1 < to && isLetter(at + 1))) {
      return width <= 2 && dayAndName(part);
    }
    if (mark != '-' && mark != '/' && mark != '.') {
      return false;
    }
    separator = mark;
    at++;
    return width == 4 ? yearFirst(part, mark) : width <= 2 && yearLast(part, mark);
  }

  private boolean yearFirst(int part, char mark) {
    ordered = true;
    year = part;
    int start = at;
    second = number();
    if (second < 0 || at - start > 2) {
      return false;
    }
    if (mark == '-' && at == to && at - start == 2) {
      first = 1;
      return true;
    }
    if (!skip(mark)) {
      return false;
    }
    start = at;
    first = number();
    return first >= 0 && at - start <= 2;
  }

  private boolean yearLast(int part, char mark) {
    ordered = mark == '.';
    first = part;
    int start = at;
    second = number();
    return second >= 0 && at - start <= 2 && skip(mark) && year();
  }

  /** 1 March 2024, 1-Mar-24, 1. März 2024. */
  private boolean dayAndName(int day) {
    char mark = (char) text[at++];
    ordered = true;
    first = day;
    second = month();
    if (second < 1) {
      return false;
    }
    skip('.');
    return (skip(mark) || skip(' ')) && year();
  }

  /** March 1, 2024. */
  private boolean monthFirst() {
    ordered = true;
    second = month();
    if (second < 1) {
      return false;
    }
    skip('.');
    if (!skip(' ') && !skip('-')) {
      return false;
    }
    int start = at;
    first = number();
    if (first < 0 || at - start > 2) {
      return false;
    }
    boolean parted = skip(',');
    return (skip(' ') || skip('-') || parted) && year();
  }

  private boolean year() {
    int start = at;
    year = number();
    int width = at - start;
    if (year >= 0 && width == 2) {
      year += year < 70 ? 2000 : 1900;
    }
    return year >= 0 && (width == 2 || width == 4);
  }

  private int month() {
    int start = at;
    while (at < to && (isLetter(at) || text[at] < 0)) {
      at++;
    }
    if (at - start < 3) {
      return -1;
    }
    String name = new String(text, start, at - start, StandardCharsets.UTF_8);
    String head = name.substring(0, Math.min(3, name.length())).toLowerCase(Locale.ROOT);
    if (name.length() > 9) {
      return -1;
    }
    for (int m = 0; m < 12; m++) {
      if (head.equals(MONTHS[m]) || head.equals(GERMAN[m])) {
        return m + 1;
      }
    }
    return -1;
  }

  private boolean time() {
    if (!skip('T') && !skip(' ')) {
      skip(',');
      if (!skip(' ')) {
        return false;
      }
    }
    int hour = number();
    if (hour < 0 || hour > 24 || !skip(':')) {
      return false;
    }
    int minute = number();
    if (minute < 0 || minute > 59) {
      return false;
    }
    long millis = 0;
    if (skip(':')) {
      int seconds = number();
      if (seconds < 0 || seconds > 60) {
        return false;
      }
      millis = 1000L * seconds + (skip('.') || skip(',') ? fraction() : 0);
    }
    skip(' ');
    hour = half(hour);
    timeOfDay = (hour * 60L + minute) * 60_000L + millis;
    return hour >= 0 && zone();
  }

  private long fraction() {
    int start = at;
    long millis = 0;
    for (int weight = 100; at < to && isDigit(at); weight /= 10) {
      millis += (long) weight * (text[at++] - '0');
    }
    return at > start ? millis : Long.MIN_VALUE / 4;
  }

  /** The hour of the day with am or pm behind it. */
  private int half(int hour) {
    if (at + 1 >= to || (text[at + 1] | 0x20) != 'm') {
      return hour;
    }
    int letter = text[at] | 0x20;
    if (letter != 'a' && letter != 'p') {
      return hour;
    }
    at += 2;
    return hour < 1 || hour > 12 ? -1 : hour % 12 + (letter == 'p' ? 12 : 0);
  }

  private boolean zone() {
    if (at == to) {
      return true;
    }
    if (skip('Z')) {
      return at == to;
    }
    int sign = skip('+') ? 1 : skip('-') ? -1 : 0;
    int start = at;
    int hours = sign == 0 ? -1 : number();
    int minutes = 0;
    if (at - start == 4) {
      minutes = hours % 100;
      hours /= 100;
    } else if (skip(':')) {
      minutes = number();
    }
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59 || at < to) {
      return false;
    }
    timeOfDay -= sign * (hours * 60L + minutes) * 60_000L;
    return true;
  }

  private int number() {
    int start = at;
    int value = 0;
    while (at < to && isDigit(at) && at - start < 9) {
      value = 10 * value + (text[at++] - '0');
    }
    return at > start ? value : -1;
  }

  private boolean skip(char mark) {
    if (at < to && text[at] == mark) {
      at++;
      return true;
    }
    return false;
  }

  private boolean isDigit(int index) {
    return text[index] >= '0' && text[index] <= '9';
  }

  private boolean isLetter(int index) {
    int c = text[index] | 0x20;
    return c >= 'a' && c <= 'z';
  }
}
