package offprint.kernels.table;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    return parse(Csv.decode(in.readAllBytes()));
  }

  /** As {@link #read}, from text. */
  static TextTable parse(String text) {
    List<JsonObject> objects = new ArrayList<>();
    List<Long> lines = new ArrayList<>();
    Map<String, Integer> columns = new LinkedHashMap<>();
    long number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (!line.isBlank()) {
        JsonObject object = object(line, number);
        object.keySet().forEach(key -> columns.putIfAbsent(key, columns.size()));
        objects.add(object);
        lines.add(number);
      }
    }
    if (objects.isEmpty()) {
      throw new IllegalArgumentException("the file is empty: expected lines of JSON objects");
    }
    List<String[]> rows = new ArrayList<>();
    for (JsonObject object : objects) {
      String[] cells = new String[columns.size()];
      columns.forEach((key, c) -> cells[c] = cell(object.get(key)));
      rows.add(cells);
    }
    return new TextTable(
        new ArrayList<>(columns.keySet()),
        rows,
        lines.stream().mapToLong(Long::longValue).toArray());
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

  private static String cell(@org.jspecify.annotations.Nullable JsonElement value) {
    if (value == null || value.isJsonNull()) {
      return "";
    }
    return value.isJsonPrimitive() ? value.getAsString().strip() : value.toString();
  }
}
