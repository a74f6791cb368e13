package offprint.harness;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import offprint.kernels.table.ColumnType;
import offprint.kernels.table.Table;
import offprint.kernels.table.read.TableReader;

/**
 * The beginning of a table as {@link Inputs} reads it, so that a person can check it before a run.
 *
 * @param rows the first rows, [row][column], as the file has them
 * @param rowsRead count of rows that types and assumptions were made from
 * @param isWhole true if these are all rows of the file
 * @param assumptions phrases such as "decimal comma"
 */
public record TablePreview(
    List<Column> columns,
    List<List<String>> rows,
    int rowsRead,
    boolean isWhole,
    List<String> assumptions) {
  private static final int SHOWN_ROWS = 6;
  private static final int MOST_ROWS = 2_000;
  private static final int MOST_COLUMNS = 400;
  private static final int LONGEST_CELL = 80;

  /**
   * A column of the table.
   *
   * @param type "number", "time", "text" or "blank"
   */
  public record Column(String name, String type) {}

  /**
   * Reads the beginning of a table.
   *
   * @param fileName as the user knows it
   * @throws IllegalArgumentException if the file is empty or no table, in one sentence
   */
  public static TablePreview read(InputStream in, String fileName) throws IOException {
    Table table = TableReader.preview(in, fileName, MOST_ROWS + 1);
    int columns = Math.min(MOST_COLUMNS, table.names().size());
    List<List<String>> rows = new ArrayList<>();
    for (int r = 0; r < Math.min(SHOWN_ROWS, table.rows()); r++) {
      List<String> cells = new ArrayList<>();
      for (int c = 0; c < columns; c++) {
        cells.add(shortened(table.cell(r, c)));
      }
      rows.add(cells);
    }
    return new TablePreview(
        table.columns().stream()
            .limit(columns)
            .map(column -> new Column(column.name(), word(column.type())))
            .toList(),
        rows,
        Math.min(MOST_ROWS, table.rows()),
        table.rows() <= MOST_ROWS,
        table.assumptions());
  }

  private static String word(ColumnType type) {
    return switch (type) {
      case NUMBER -> "number";
      case TIME -> "time";
      case TEXT -> "text";
      case BLANK -> "blank";
    };
  }

  private static String shortened(String cell) {
    return cell.length() <= LONGEST_CELL ? cell : cell.substring(0, LONGEST_CELL) + "…";
  }

  /** One line of JSON with the components as they are called here. */
  public String json() {
    return new GsonBuilder().disableHtmlEscaping().create().toJson(this);
  }
}
