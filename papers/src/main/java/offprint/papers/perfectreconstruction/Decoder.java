package offprint.papers.perfectreconstruction;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.lattice.Partition;
import org.jspecify.annotations.Nullable;

/**
 * The table that recovers a target from some columns.
 *
 * @param target the column to recover
 * @param columns names, with derivation
 * @param bins of each column
 * @param entries by tuple of values, in order of first row
 */
record Decoder(
    String target, List<String> columns, List<Bins> bins, Map<List<String>, Entry> entries) {
  private static final String FORMAT = "offprint-decoder-1";

  /**
   * The target's values that belong to one tuple.
   *
   * @param value most frequent value of the target, the first where several tie
   * @param rows rows with the tuple
   * @param agree those of them with that value
   */
  record Entry(String value, long rows, long agree) {
    boolean isAmbiguous() {
      return agree < rows;
    }
  }

  /** Learns from rows; {@code key} are the columns it reads. */
  static Decoder of(List<Column> key, Column target) {
    Partition values = target.partition();
    Partition tuples = Partition.constant(values.states());
    for (Column column : key) {
      tuples = tuples.join(column.partition());
    }
    TargetCounts counts = TargetCounts.of(tuples, values);
    Map<List<String>, Entry> entries = new LinkedHashMap<>();
    for (int row = 0; row < values.states(); row++) {
      int tuple = tuples.block(row);
      if (tuple == entries.size()) {
        String best = target.values().get(counts.best(tuple));
        entries.put(tuple(key, row), new Entry(best, counts.rows(tuple), counts.agree(tuple)));
      }
    }
    return new Decoder(
        target.name(),
        key.stream().map(Column::name).toList(),
        key.stream().map(Column::bins).toList(),
        entries);
  }

  /** The values of the columns in a row. */
  static List<String> tuple(List<Column> key, int row) {
    List<String> tuple = new ArrayList<>(key.size());
    for (Column column : key) {
      tuple.add(column.value(row));
    }
    return tuple;
  }

  /** The entry of a tuple, null if it was not seen. */
  @Nullable Entry find(List<String> tuple) {
    return entries.get(tuple);
  }

  /** Writes JSON; {@link #read} reads it. */
  void write(OutputStream out) throws IOException {
    try (JsonWriter json = new JsonWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
      json.beginObject().name("format").value(FORMAT).name("target").value(target);
      json.name("columns").beginArray();
      for (int c = 0; c < columns.size(); c++) {
        json.beginObject().name("name").value(columns.get(c)).name("bins").beginArray();
        for (double edge : bins.get(c).edges()) {
          json.value(edge);
        }
        json.endArray().endObject();
      }
      json.endArray().name("entries").beginArray();
      for (Map.Entry<List<String>, Entry> entry : entries.entrySet()) {
        json.beginArray();
        for (String value : entry.getKey()) {
          json.value(value);
        }
        Entry found = entry.getValue();
        json.value(found.value).value(found.rows).value(found.agree).endArray();
      }
      json.endArray().endObject();
    }
  }

  /**
   * @throws IllegalArgumentException if it is no decoder as {@code keys} writes it
   */
  static Decoder read(InputStream in) throws IOException {
    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    try {
      JsonObject json = JsonParser.parseString(text).getAsJsonObject();
      if (!json.has("format") || !json.get("format").getAsString().equals(FORMAT)) {
        throw new IllegalArgumentException(
            "decoder must be a decoder.json of perfect-reconstruction/keys (format %s): got %s"
                .formatted(FORMAT, json.has("format") ? json.get("format") : "another file"));
      }
      return parse(json);
    } catch (JsonParseException
        | IllegalStateException
        | NullPointerException
        | UnsupportedOperationException
        | IndexOutOfBoundsException
        | NumberFormatException e) {
      throw new IllegalArgumentException(
          "decoder must be a decoder.json of perfect-reconstruction/keys: it is damaged or another"
              + " file",
          e);
    }
  }

  private static Decoder parse(JsonObject json) {
    List<String> columns = new ArrayList<>();
    List<Bins> bins = new ArrayList<>();
    for (JsonElement column : json.getAsJsonArray("columns")) {
      columns.add(column.getAsJsonObject().get("name").getAsString());
      List<Double> edges = new ArrayList<>();
      column.getAsJsonObject().getAsJsonArray("bins").forEach(e -> edges.add(e.getAsDouble()));
      bins.add(new Bins(edges));
    }
    Map<List<String>, Entry> entries = new LinkedHashMap<>();
    for (JsonElement element : json.getAsJsonArray("entries")) {
      JsonArray cells = element.getAsJsonArray();
      List<String> tuple = new ArrayList<>();
      for (int c = 0; c < columns.size(); c++) {
        tuple.add(cells.get(c).getAsString());
      }
      int at = columns.size();
      entries.put(
          tuple,
          new Entry(
              cells.get(at).getAsString(),
              cells.get(at + 1).getAsLong(),
              cells.get(at + 2).getAsLong()));
    }
    return new Decoder(json.get("target").getAsString(), columns, bins, entries);
  }
}
