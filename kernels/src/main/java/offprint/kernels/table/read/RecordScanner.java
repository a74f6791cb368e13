package offprint.kernels.table.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Goes through the records of separated text in UTF-8, one at a time. Lines end with LF, CR or
 * both.
 *
 * <p>A quoted cell may hold delimiters and line ends. A quotation mark inside that is neither
 * escaped nor followed by a delimiter is faulty; such a record is read in three ways, and the way
 * that gives the expected number of cells is taken.
 */
final class RecordScanner {
  /** What a quotation mark out of place is taken for. */
  private enum Reading {
    /** A character of its quoted cell. */
    LENIENT,
    /** A plain character, if it opens a cell that does not close faultlessly. */
    LITERAL,
    /** As LENIENT; of a doubled mark before a delimiter, the second closes the cell. */
    ABRUPT
  }

  static final int LONGEST_RECORD = 1 << 26;
  private static final int LONGEST_QUOTED = 1 << 22;
  private static final int UNKNOWN = -2;
  static final int MOST_CELLS = 100_000;

  private final InputStream in;
  private final byte[] delimiter;
  private final byte first;
  private final boolean runs;
  private final byte quote;
  private final boolean quoting;
  private final boolean backslash;
  private final int expected;

  private byte[] buffer = new byte[1 << 18];
  private int limit;
  private int at;
  private boolean ended;
  private int[] from = new int[64];
  private int[] to = new int[64];
  private boolean[] raw = new boolean[64];
  private int count;
  private int end;
  private int lines;
  private boolean faulty;
  private boolean anyFaulty;
  private boolean incomplete;
  private boolean unclosed;
  private long line = 1;
  private long nextLine = 1;

  /**
   * @param expected number of cells of most records; 0 if unknown
   */
  RecordScanner(InputStream in, Dialect dialect, int expected) {
    this.in = in;
    delimiter = dialect.delimiterBytes();
    first = delimiter[0];
    runs = dialect.runs();
    quote = (byte) dialect.quote();
    quoting = dialect.quote() != 0;
    backslash = dialect.backslash();
    this.expected = expected;
  }

  /** Advances to the next record; false at the end. */
  boolean next() throws IOException {
    line = nextLine;
    if (at >= limit && !refill()) {
      return false;
    }
    scan(Reading.LENIENT);
    while (incomplete && !ended && limit - at < LONGEST_QUOTED) {
      refill();
      scan(Reading.LENIENT);
    }
    if (quoting && (faulty || incomplete || (lines > 1 && expected > 0 && count != expected))) {
      settle();
    }
    anyFaulty |= faulty;
    for (int c = 0; c < count; c++) {
      if (raw[c]) {
        unescape(c);
      }
    }
    at = end;
    nextLine = line + lines;
    return true;
  }

  /** Chooses the way of reading a faulty record: the expected cells, then the fewest lines. */
  private void settle() throws IOException {
    Reading best = Reading.LENIENT;
    int bestLines = incomplete ? Integer.MAX_VALUE : lines;
    boolean fits = !incomplete && count == expected;
    for (Reading reading : List.of(Reading.LITERAL, Reading.ABRUPT)) {
      scan(reading);
      while (incomplete && !ended && (reading == Reading.LITERAL || limit - at < LONGEST_QUOTED)) {
        refill();
        scan(reading);
      }
      boolean fitting = !incomplete && count == expected;
      if (!fits && (fitting || (!incomplete && lines < bestLines))) {
        best = reading;
        bestLines = lines;
        fits = fitting;
      }
    }
    scan(best);
    faulty = true;
  }

  int count() {
    return count;
  }

  byte[] buffer() {
    return buffer;
  }

  int from(int cell) {
    return from[cell];
  }

  int to(int cell) {
    return to[cell];
  }

  String text(int cell) {
    return new String(buffer, from[cell], to[cell] - from[cell], StandardCharsets.UTF_8);
  }

  /** Line of the file that the record starts at, from 1. */
  long line() {
    return line;
  }

  /** True if the record has a quotation mark out of place. */
  boolean faulty() {
    return faulty;
  }

  /** True if some record so far had a quotation mark out of place. */
  boolean anyFaulty() {
    return anyFaulty;
  }

  /**
   * Finds the cells of the record at {@link #at}.
   *
   * @param reading what a quotation mark out of place is taken for
   */
  private void scan(Reading reading) {
    count = 0;
    lines = 1;
    faulty = false;
    incomplete = false;
    int p = at;
    if (runs) {
      p = skipRun(p);
    }
    while (true) {
      int start = p;
      int cell = open(p);
      p =
          cell >= 0 && quoting && cell < limit && buffer[cell] == quote
              ? quoted(cell, reading)
              : -1;
      if (p < 0) {
        p = plain(start);
      }
      if (p >= limit) {
        end = limit;
        incomplete = !ended || unclosed;
        unclosed = false;
        return;
      }
      byte c = buffer[p];
      if (c == '\n' || c == '\r') {
        if (c == '\r' && p + 1 == limit && !ended) {
          incomplete = true;
          end = limit;
          return;
        }
        end = lineEnd(p);
        return;
      }
      p += delimiter.length;
      if (runs) {
        p = skipRun(p);
        if (p >= limit ? ended : buffer[p] == '\n' || buffer[p] == '\r') {
          end = lineEnd(p);
          return;
        }
      }
    }
  }

  /** The place behind the line end at a place. */
  private int lineEnd(int p) {
    if (p >= limit) {
      return limit;
    }
    return buffer[p] == '\r' && p + 1 < limit && buffer[p + 1] == '\n' ? p + 2 : p + 1;
  }

  /** Where the cell's text may start with a quotation mark: behind blanks. */
  private int open(int start) {
    int p = start;
    if (!quoting || (p < limit && buffer[p] == quote)) {
      return p;
    }
    while (p < limit && (buffer[p] == ' ' || buffer[p] == '\t') && !isDelimiter(p)) {
      p++;
    }
    return p;
  }

  private int skipRun(int start) {
    int p = start;
    while (p < limit && (buffer[p] == ' ' || buffer[p] == '\t')) {
      p++;
    }
    return p;
  }

  /** Takes a cell without quotes; returns the place behind it. */
  private int plain(int start) {
    byte[] text = buffer;
    int p = start;
    int most = limit;
    byte mark = first;
    if (delimiter.length == 1) {
      while (p < most) {
        byte c = text[p];
        if (c == mark || c == '\n' || c == '\r') {
          break;
        }
        p++;
      }
    } else {
      while (p < most && text[p] != '\n' && text[p] != '\r' && !isDelimiter(p)) {
        p++;
      }
    }
    int a = start;
    int b = p;
    while (a < b && (text[a] == ' ' || text[a] == '\t')) {
      a++;
    }
    while (b > a && (text[b - 1] == ' ' || text[b - 1] == '\t')) {
      b--;
    }
    take(a, b, false);
    return p;
  }

  /**
   * Takes a quoted cell; returns the place behind it, or -1 if its opening mark is a plain
   * character.
   */
  private int quoted(int open, Reading reading) {
    byte[] text = buffer;
    int breaks = 0;
    boolean escapes = false;
    boolean stray = false;
    int p = open + 1;
    for (; p < limit; p++) {
      byte c = text[p];
      if (c == quote) {
        if (p + 1 < limit && text[p + 1] == quote) {
          int behind = reading == Reading.ABRUPT ? behind(p + 2) : -1;
          if (behind >= 0) {
            take(open + 1, p + 1, escapes);
            lines += breaks;
            return behind;
          }
          escapes = true;
          p++;
          continue;
        }
        int behind = behind(p + 1);
        if (behind >= 0) {
          take(open + 1, p, escapes);
          lines += breaks;
          faulty |= stray;
          return behind;
        }
        if (behind == UNKNOWN) {
          break;
        }
        if (reading == Reading.LITERAL) {
          faulty = true;
          return -1;
        }
        stray = true;
      } else if (c == '\\' && backslash && p + 1 < limit) {
        escapes |= text[p + 1] == quote || text[p + 1] == '\\';
        p++;
      } else if (c == '\n' || (c == '\r' && !(p + 1 < limit && text[p + 1] == '\n'))) {
        breaks++;
      }
    }
    if (ended && reading == Reading.LITERAL) {
      faulty = true;
      return -1;
    }
    take(open + 1, limit, escapes);
    lines += breaks;
    unclosed = true;
    return limit;
  }

  /**
   * The delimiter or line end at a place, blanks before it skipped; -1 if something else is there.
   */
  private int behind(int start) {
    int p = start;
    while (p < limit && (buffer[p] == ' ' || buffer[p] == '\t') && !isDelimiter(p)) {
      p++;
    }
    if (p >= limit) {
      return ended ? limit : UNKNOWN;
    }
    return buffer[p] == '\n' || buffer[p] == '\r' || isDelimiter(p) ? p : -1;
  }

  private boolean isDelimiter(int p) {
    if (buffer[p] != first) {
      return false;
    }
    for (int i = 1; i < delimiter.length; i++) {
      if (p + i >= limit || buffer[p + i] != delimiter[i]) {
        return false;
      }
    }
    return true;
  }

  private void take(int start, int stop, boolean escapes) {
    if (count == from.length) {
      if (count >= MOST_CELLS) {
        throw new IllegalArgumentException(
            "row %d: a table may have %,d columns at most: got more".formatted(line, MOST_CELLS));
      }
      from = Arrays.copyOf(from, 2 * count);
      to = Arrays.copyOf(to, 2 * count);
      raw = Arrays.copyOf(raw, 2 * count);
    }
    from[count] = start;
    to[count] = stop;
    raw[count++] = escapes;
  }

  /** Writes a cell's text without escapes over itself. */
  private void unescape(int cell) {
    int w = from[cell];
    for (int p = from[cell]; p < to[cell]; p++) {
      byte c = buffer[p];
      boolean doubled = c == quote && p + 1 < to[cell] && buffer[p + 1] == quote;
      boolean slashed =
          backslash
              && c == '\\'
              && p + 1 < to[cell]
              && (buffer[p + 1] == quote || buffer[p + 1] == '\\');
      buffer[w++] = doubled || slashed ? buffer[++p] : c;
    }
    to[cell] = w;
    raw[cell] = false;
  }

  /** Moves the record to the front and reads more behind it; false at the end of the input. */
  private boolean refill() throws IOException {
    if (at > 0) {
      System.arraycopy(buffer, at, buffer, 0, limit - at);
      limit -= at;
      at = 0;
    }
    if (limit == buffer.length) {
      if (limit >= LONGEST_RECORD) {
        throw new IllegalArgumentException(
            "row %d: a row may have %,d bytes at most: got more".formatted(line, LONGEST_RECORD));
      }
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    while (limit < buffer.length && !ended) {
      int read = in.read(buffer, limit, buffer.length - limit);
      ended = read < 0;
      limit += Math.max(0, read);
    }
    return limit > 0;
  }
}
