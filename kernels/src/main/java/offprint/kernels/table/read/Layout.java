package offprint.kernels.table.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the table begins, and its header.
 *
 * @param skipped records before the table
 * @param headerRows records that name the columns
 * @param names of the columns as written; blank ones where there is no name
 * @param typed for each column, true if its values are mostly numbers, times or the like
 */
record Layout(int skipped, int headerRows, List<String> names, boolean[] typed) {
  private static final int MOST_HEADER_ROWS = 4;
  private static final double MOSTLY = 0.8;

  int width() {
    return names.size();
  }

  static Layout of(List<String[]> records, int width, @Nullable Boolean header) {
    int start = start(records, width);
    boolean[] typed = typed(records, start, width);
    int rows = 0;
    boolean named = header != null ? header : isHeader(records, start, typed);
    if (named && start < records.size()) {
      rows = 1;
      while (rows < MOST_HEADER_ROWS && continuesHeader(records, start, start + rows, typed)) {
        rows++;
      }
    }
    List<String> names = names(records.subList(start, start + rows), width);
    names = fit(names, records, start + rows, width);
    return new Layout(start, rows, names, Arrays.copyOf(typed, names.size()));
  }

  /** The first record that is not blank, a title or a remark. */
  private static int start(List<String[]> records, int width) {
    for (int r = 0; r < records.size(); r++) {
      String[] record = records.get(r);
      int filled = Sample.filled(record);
      boolean remark =
          filled == 0
              || (record.length < width && 2 * filled <= width)
              || (width > 2 && filled == 1)
              || record[0].startsWith("sep=");
      if (!remark) {
        return r;
      }
    }
    return 0;
  }

  /** Looks at the rows before the first blank one, the ones that may be header left out. */
  private static boolean[] typed(List<String[]> records, int start, int width) {
    int end = start + 1;
    while (end < records.size() && Sample.filled(records.get(end)) > 0) {
      end++;
    }
    int from = start + Math.max(1, Math.min(MOST_HEADER_ROWS + 1, (end - start) / 2));
    boolean[] typed = new boolean[width];
    for (int c = 0; c < width; c++) {
      int values = 0;
      int fitting = 0;
      for (int r = from; r < end; r++) {
        CellKind kind = kind(records.get(r), c);
        values += kind == CellKind.BLANK ? 0 : 1;
        fitting += kind.typed() ? 1 : 0;
      }
      typed[c] = values > 0 && fitting >= MOSTLY * values;
    }
    return typed;
  }

  private static CellKind kind(String[] record, int column) {
    return column < record.length ? CellKind.of(record[column]) : CellKind.BLANK;
  }

  private static boolean isHeader(List<String[]> records, int start, boolean[] typed) {
    if (start >= records.size()) {
      return false;
    }
    String[] first = records.get(start);
    if (yearsAcross(first)) {
      return true;
    }
    int words = 0;
    int values = 0;
    int typedCells = 0;
    for (int c = 0; c < first.length; c++) {
      CellKind kind = CellKind.of(first[c]);
      typedCells += kind.typed() ? 1 : 0;
      if (c < typed.length && typed[c] && kind != CellKind.BLANK) {
        words += kind.typed() ? 0 : 1;
        values += kind.typed() ? 1 : 0;
      }
    }
    if (words + values > 0) {
      return words > values;
    }
    return typedCells == 0 && distinct(first) && !recurs(records, start);
  }

  /** True for text followed by rising years, as in "Country, 2019, 2020, 2021". */
  private static boolean yearsAcross(String[] record) {
    int years = 0;
    int before = 0;
    boolean words = false;
    for (String cell : record) {
      if (cell.matches("1[5-9]\\d\\d|20\\d\\d")) {
        int year = Integer.parseInt(cell);
        if (years > 0 && year <= before) {
          return false;
        }
        before = year;
        years++;
      } else if (CellKind.of(cell).typed() || years > 0) {
        return false;
      } else {
        words = true;
      }
    }
    return words && years > 1;
  }

  private static boolean distinct(String[] record) {
    Set<String> seen = new HashSet<>();
    int filled = 0;
    for (String cell : record) {
      if (!cell.isBlank()) {
        filled++;
        if (cell.length() > 100) {
          return false;
        }
        seen.add(cell);
      }
    }
    return filled == seen.size() && 2 * filled >= record.length;
  }

  /** True if a cell of the first record is met again in its column, so that it is a value. */
  private static boolean recurs(List<String[]> records, int start) {
    String[] first = records.get(start);
    for (int r = start + 1; r < records.size(); r++) {
      String[] record = records.get(r);
      boolean same = Arrays.equals(first, record);
      for (int c = 0; c < Math.min(first.length, record.length) && !same; c++) {
        if (!first[c].isBlank() && first[c].equals(record[c])) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean continuesHeader(
      List<String[]> records, int start, int row, boolean[] typed) {
    if (row + 1 >= records.size()) {
      return false;
    }
    String[] record = records.get(row);
    if (Arrays.equals(record, records.get(start))) {
      return true;
    }
    int words = 0;
    for (int c = 0; c < typed.length; c++) {
      if (typed[c]) {
        CellKind kind = kind(record, c);
        if (kind.typed()) {
          return false;
        }
        words += kind == CellKind.BLANK ? 0 : 1;
      }
    }
    return words > 1 && 2 * Sample.filled(record) >= typed.length;
  }

  /**
   * Names from all header rows: different ones joined; a group's name holds for blanks after it.
   */
  private static List<String> names(List<String[]> header, int width) {
    int most = header.stream().mapToInt(r -> r.length).max().orElse(width);
    List<String> names = new ArrayList<>();
    String[] group = new String[header.size()];
    Arrays.fill(group, "");
    for (int c = 0; c < most; c++) {
      List<String> parts = new ArrayList<>();
      for (int h = 0; h < header.size(); h++) {
        String cell = c < header.get(h).length ? header.get(h)[c].strip() : "";
        if (h < header.size() - 1) {
          group[h] = cell.isEmpty() ? group[h] : cell;
          cell = group[h];
        }
        if (!cell.isEmpty() && !parts.contains(cell)) {
          parts.add(cell);
        }
      }
      names.add(String.join(" ", parts).replaceAll("\\s+", " "));
    }
    return names;
  }

  /** Brings header and rows to one width. */
  private static List<String> fit(
      List<String> header, List<String[]> records, int body, int width) {
    List<String> names = new ArrayList<>(header);
    for (int c = names.size() - 1; c >= 0 && names.size() > width; c--) {
      if (names.get(c).isEmpty()) {
        names.remove(c);
      }
    }
    int lacking = width - names.size();
    if (lacking == 1 && !blankFrom(records, body, names.size())) {
      names.addFirst("");
    } else if (lacking > 0 && !blankFrom(records, body, names.size())) {
      while (names.size() < width) {
        names.add("");
      }
    }
    return names;
  }

  private static boolean blankFrom(List<String[]> records, int body, int column) {
    for (int r = body; r < records.size(); r++) {
      for (int c = column; c < records.get(r).length; c++) {
        if (!records.get(r)[c].isBlank()) {
          return false;
        }
      }
    }
    return true;
  }
}
