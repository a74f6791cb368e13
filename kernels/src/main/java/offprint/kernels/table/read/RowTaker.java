package offprint.kernels.table.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import offprint.kernels.table.Cells;
import offprint.kernels.table.Table;

/**
 * Takes the rows of a table's body: brings them to one width, leaves out blank rows, the repeated
 * header, remarks below the table and a second table, and keeps count.
 */
final class RowTaker {
  private static final int MOST_REMARKS = 20;
  private static final byte[] NOTHING = {};

  private final Layout layout;
  private final int width;
  private final List<Cells> cells = new ArrayList<>();
  private final List<String[]> remarks = new ArrayList<>();
  private final List<Long> remarkLines = new ArrayList<>();
  private long[] lines = new long[64];
  private int rows;
  private int blankRows;
  private boolean afterBlank;
  private int shortRows;
  private long firstShort;
  private int longRows;
  private long firstLong;
  private int repeatedHeaders;
  private long secondTable;

  RowTaker(Layout layout) {
    this.layout = layout;
    width = layout.width();
    for (int c = 0; c < width; c++) {
      cells.add(new Cells());
    }
  }

  int rows() {
    return rows;
  }

  /** Takes the scanner's record; false if the table has ended before it. */
  boolean take(RecordScanner record) {
    int count = record.count();
    if (count != width || afterBlank || !remarks.isEmpty() || blank(record, 0)) {
      int filled = filled(record);
      if (filled == 0) {
        blankRows++;
        afterBlank = true;
        return true;
      }
      if (afterBlank && rows > 0 && startsTable(record)) {
        secondTable = record.line();
        return false;
      }
      if (width > 2 && filled == 1 && rows > 0 && remarks.size() < MOST_REMARKS) {
        remarks.add(texts(record));
        remarkLines.add(record.line());
        return true;
      }
      flush();
      afterBlank = false;
    }
    int alike = layout.headerRows() > 0 ? likeHeader(record) : 0;
    if (alike > 0) {
      if (alike == width && count == width) {
        repeatedHeaders++;
        return true;
      }
      secondTable = record.line();
      return false;
    }
    measure(record);
    byte[] buffer = record.buffer();
    for (int c = 0; c < width; c++) {
      if (c < count) {
        cells.get(c).add(buffer, record.from(c), record.to(c));
      } else {
        cells.get(c).add(NOTHING, 0, 0);
      }
    }
    endRow(record.line());
    return true;
  }

  private void flush() {
    for (int r = 0; r < remarks.size(); r++) {
      String[] record = remarks.get(r);
      for (int c = 0; c < width; c++) {
        cells.get(c).add(c < record.length ? record[c] : "");
      }
      if (record.length < width) {
        firstShort = shortRows++ == 0 ? remarkLines.get(r) : firstShort;
      }
      endRow(remarkLines.get(r));
    }
    remarks.clear();
    remarkLines.clear();
  }

  private void endRow(long line) {
    if (rows == lines.length) {
      lines = Arrays.copyOf(lines, Math.addExact(rows, rows >> 1));
    }
    lines[rows++] = line;
  }

  private void measure(RecordScanner record) {
    int count = record.count();
    while (count > width && blank(record, count - 1)) {
      count--;
    }
    if (count < width) {
      firstShort = shortRows++ == 0 ? record.line() : firstShort;
    } else if (count > width) {
      firstLong = longRows++ == 0 ? record.line() : firstLong;
    }
  }

  private static boolean blank(RecordScanner record, int cell) {
    return record.from(cell) == record.to(cell);
  }

  private static int filled(RecordScanner record) {
    int filled = 0;
    for (int c = 0; c < record.count(); c++) {
      filled += blank(record, c) ? 0 : 1;
    }
    return filled;
  }

  private static String[] texts(RecordScanner record) {
    String[] texts = new String[record.count()];
    Arrays.setAll(texts, record::text);
    return texts;
  }

  /** Count of cells equal to the names of their columns; 0 if that is less than half of them. */
  private int likeHeader(RecordScanner record) {
    String first = layout.names().getFirst();
    if (width < 2
        || record.to(0) - record.from(0) > 3 * first.length()
        || first.isEmpty()
        || !first.equals(record.text(0))) {
      return 0;
    }
    int alike = 0;
    for (int c = 0; c < Math.min(width, record.count()); c++) {
      alike += layout.names().get(c).equals(record.text(c)) ? 1 : 0;
    }
    return alike > 1 && 2 * alike >= Math.max(width, record.count()) ? alike : 0;
  }

  /** True for a header where numbers are expected: text in all typed columns. */
  private boolean startsTable(RecordScanner record) {
    int words = 0;
    for (int c = 0; c < Math.min(width, record.count()); c++) {
      if (layout.typed()[c]) {
        CellKind kind = CellKind.of(record.text(c));
        if (kind.typed()) {
          return false;
        }
        words += kind == CellKind.BLANK ? 0 : 1;
      }
    }
    return words > 0 && filled(record) > 1;
  }

  /** The table, and what was left out or filled. */
  Table table(Table.Conventions conventions, List<String> before) {
    List<String> notes = new ArrayList<>(before);
    List<String> written = new ArrayList<>(layout.names());
    boolean header = layout.headerRows() > 0;
    for (int c = width - 1; c > 0 && header && written.get(c).isEmpty(); c--) {
      if (cells.get(c).onlyBlank()) {
        cells.remove(c);
        written.remove(c);
      }
    }
    List<String> names = Table.uniqueNames(written);
    names(written, names, header, notes);
    note(notes, shortRows, firstShort, "too short", "blank cells added");
    note(notes, longRows, firstLong, "too long", "cells behind column " + width + " dropped");
    if (blankRows > 0 && rows > 0) {
      notes.add(
          blankRows == 1 ? "1 blank row skipped" : "%d blank rows skipped".formatted(blankRows));
    }
    if (repeatedHeaders > 0) {
      notes.add("header repeated %d times: skipped".formatted(repeatedHeaders));
    }
    if (secondTable > 0) {
      notes.add("a second table from row %d on: not read".formatted(secondTable));
    }
    if (!remarks.isEmpty()) {
      notes.add("rows from %d on skipped: below the table".formatted(remarkLines.getFirst()));
    }
    return new Table(names, cells, Arrays.copyOf(lines, rows), header, conventions, notes);
  }

  private static void names(
      List<String> written, List<String> names, boolean header, List<String> notes) {
    if (!header) {
      notes.add(
          "no header: columns named "
              + names.getFirst()
              + (names.size() > 1 ? " to " + names.getLast() : ""));
      return;
    }
    for (int c = 0; c < names.size(); c++) {
      if (written.get(c).isEmpty()) {
        notes.add("column %d has no name: named '%s'".formatted(c + 1, names.get(c)));
      } else if (!written.get(c).equals(names.get(c))) {
        notes.add(
            String.format(
                Locale.ROOT, "column '%s' twice: one renamed '%s'", written.get(c), names.get(c)));
      }
    }
  }

  private static void note(List<String> notes, int count, long first, String what, String done) {
    if (count > 0) {
      notes.add(
          count == 1
              ? "row %d is %s: %s".formatted(first, what, done)
              : "%,d rows are %s (first row %d): %s".formatted(count, what, first, done));
    }
  }
}
