package offprint.kernels.table;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON lines, one object a line, into a {@link TextTable}: a column for every field, in order
 * of first appearance. Text, numbers and truth values are cells as written; lists and objects are
 * compact JSON; null and absent fields are blank.
 */
public final class JsonLines {
  private JsonLines() {}

  /**
   * @throws IllegalArgumentException naming the row that is no JSON object, or if there is none
   */
  public static TextTable read(InputStream in) throws IOException {
    TableBuilder table = new TableBuilder();
    Map<String, Integer> columns = new LinkedHashMap<>();
    boolean blank = true;
    long number = 0;
    BufferedReader lines = new BufferedReader(new Utf8Reader(in));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      blank = false;
      JsonObject object = object(line, number);
      for (String key : object.keySet()) {
        if (columns.putIfAbsent(key, columns.size()) == null) {
          table.column(key);
        }
      }
      columns.forEach((key, c) -> table.cell(c, cell(object.get(key))));
      table.endRow(number);
    }
    if (blank) {
      throw new IllegalArgumentException("the file is empty: expected lines of JSON objects");
    }
    return table.build();
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
