package offprint.papers.bitstack;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import offprint.method.Table;

/** A table as a CSV file. */
final class CsvFile {
  private CsvFile() {}

  static byte[] of(Table table) {
    StringBuilder text = new StringBuilder();
    line(List.copyOf(table.columns()), text);
    table.rows().forEach(row -> line(row, text));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void line(List<?> cells, StringBuilder text) {
    text.append(cells.stream().map(CsvFile::cell).collect(Collectors.joining(","))).append('\n');
  }

  private static String cell(Object cell) {
    if (cell instanceof Double number && number.isNaN()) {
      return "";
    }
    return cell instanceof String text
        ? '"' + text.replace("\"", "\"\"") + '"'
        : String.valueOf(cell);
  }
}
