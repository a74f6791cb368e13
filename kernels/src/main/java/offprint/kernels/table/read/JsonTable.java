package offprint.kernels.table.read;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.table.Cells;
import offprint.kernels.table.Table;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON lines, one object a line: a column for every field, in order of first appearance.
 * Text, numbers and truth values are cells as written; lists and objects are compact JSON; null and
 * absent fields are blank.
 */
final class JsonTable {
  private final Map<String, Cells> columns = new LinkedHashMap<>();
  private long[] lines = new long[64];
  private int rows;

  static Table read(InputStream in, ReadOptions options) throws IOException {
    JsonTable table = new JsonTable();
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    long number = 0;
    for (String line = reader.readLine();
        line != null && table.rows < options.rows();
        line = reader.readLine()) {
      number++;
      if (!line.isBlank()) {
        table.take(object(line, number), number);
      }
    }
    return new Table(
        new ArrayList<>(table.columns.keySet()),
        new ArrayList<>(table.columns.values()),
        Arrays.copyOf(table.lines, table.rows),
        true,
        new Table.Conventions(
            options.decimal(), options.dates(), Table.Conventions.USUAL.likelyDecimal()),
        List.of());
  }

  private void take(JsonObject object, long line) {
    for (String key : object.keySet()) {
      if (!columns.containsKey(key)) {
        if (columns.size() == RecordScanner.MOST_CELLS) {
          throw new IllegalArgumentException(
              "row %d: a table may have %,d columns at most: got more"
                  .formatted(line, RecordScanner.MOST_CELLS));
        }
        columns.put(key, blank());
      }
    }
    columns.forEach((key, cells) -> cells.add(cell(object.get(key))));
    if (rows == lines.length) {
      lines = Arrays.copyOf(lines, Math.addExact(rows, rows >> 1));
    }
    lines[rows++] = line;
  }

  private Cells blank() {
    Cells cells = new Cells();
    for (int r = 0; r < rows; r++) {
      cells.add("");
    }
    return cells;
  }

  private static JsonObject object(String line, long number) {
    try {
      JsonElement element = JsonParser.parseString(line);
      if (element.isJsonObject()) {
        return element.getAsJsonObject();
      }
    } catch (JsonParseException e) {
      throw new IllegalArgumentException(
          "row %d: expected a JSON object: got %s".formatted(number, shortened(line)), e);
    }
    throw new IllegalArgumentException(
        "row %d: expected a JSON object: got %s".formatted(number, shortened(line)));
  }

  private static String shortened(String line) {
    return "'" + (line.length() > 40 ? line.substring(0, 40) + "…" : line) + "'";
  }

  private static String cell(@Nullable JsonElement value) {
    if (value == null || value.isJsonNull()) {
      return "";
    }
    return value.isJsonPrimitive() ? value.getAsString().strip() : value.toString();
  }
}
