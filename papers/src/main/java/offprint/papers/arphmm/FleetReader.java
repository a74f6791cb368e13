package offprint.papers.arphmm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.kernels.table.Column;
import offprint.kernels.table.ColumnType;
import offprint.kernels.table.Csv;
import offprint.kernels.table.TextTable;
import offprint.method.Source;

/**
 * Reads run-to-failure records: C-MAPSS text (26 numbers a line separated by blanks: unit, cycle,
 * three settings, 21 sensors; no header) or a table with a header. Either may be packed by gzip.
 *
 * @param unitColumn of a table; "" for "unit", or the first
 * @param timeColumn of a table, numbers or dates; "" for "cycle" or "time", or the second
 */
record FleetReader(String unitColumn, String timeColumn) {
  static final String LABEL = "label";
  static final String FAILED = "failed";
  private static final double MILLIS_OF_DAY = 86_400_000;
  private static final int CMAPSS_COLUMNS = 26;
  private static final int CMAPSS_FIRST_SENSOR = 5;

  /**
   * @param parameter that gives the source, for messages
   * @throws IllegalArgumentException naming line and column of the first fault
   */
  Fleet read(Findings out, Source source, String parameter) throws IOException {
    Inputs in = new Inputs(out);
    Optional<Fleet> plain =
        in.read(
            parameter,
            source,
            stream -> {
              String text = new String(unpacked(stream), StandardCharsets.ISO_8859_1);
              return isCmapss(text) ? Optional.of(cmapss(text)) : Optional.empty();
            });
    if (plain.isPresent()) {
      return plain.get();
    }
    TextTable table = in.table(parameter, source, List.of(unitColumn, timeColumn), Set.of(LABEL));
    return in.read(parameter, source, _ -> table(table));
  }

  /** Reads unpacked text. */
  Fleet parse(String text) throws IOException {
    return isCmapss(text)
        ? cmapss(text)
        : table(Csv.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
  }

  private static boolean isCmapss(String text) {
    String first = text.lines().filter(l -> !l.isBlank()).findFirst().orElse("").strip();
    if (first.isEmpty()) {
      throw new IllegalArgumentException("the file is empty: expected rows of values");
    }
    return first.matches("[0-9][^,;\\t]*\\s+[^,;\\t]*");
  }

  private static byte[] unpacked(InputStream in) throws IOException {
    byte[] bytes = in.readAllBytes();
    if (bytes.length < 2 || (bytes[0] & 0xFF) != 0x1F || (bytes[1] & 0xFF) != 0x8B) {
      return bytes;
    }
    try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return unpacked.readAllBytes();
    } catch (IOException e) {
      throw new IllegalArgumentException("the gzip file is damaged: " + e.getMessage(), e);
    }
  }

  private static Fleet cmapss(String text) {
    Map<String, Rows> units = new LinkedHashMap<>();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].isBlank()) {
        continue;
      }
      String[] cells = lines[i].strip().split("\\s+");
      if (cells.length != CMAPSS_COLUMNS) {
        throw new IllegalArgumentException(
            "line %d: C-MAPSS rows must have %d columns: got %d"
                .formatted(i + 1, CMAPSS_COLUMNS, cells.length));
      }
      double[] row = new double[CMAPSS_COLUMNS];
      for (int c = 0; c < row.length; c++) {
        row[c] = number(cells[c], i + 1, c + 1);
      }
      units
          .computeIfAbsent(cells[0], Rows::new)
          .add(row[1], Arrays.copyOfRange(row, CMAPSS_FIRST_SENSOR, row.length), "", i + 1);
    }
    List<String> sensors = new ArrayList<>();
    for (int s = 1; s <= CMAPSS_COLUMNS - CMAPSS_FIRST_SENSOR; s++) {
      sensors.add("sensor" + s);
    }
    return new Fleet(sensors, units.values().stream().map(Rows::unit).toList(), false);
  }

  private static double number(String cell, int line, int column) {
    try {
      double value = Double.parseDouble(cell);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "line %d, column %d: expected a number: got '%s'".formatted(line, column, cell));
  }

  private Fleet table(TextTable table) {
    if (table.rows() == 0) {
      throw new IllegalArgumentException("the table has a header but no rows");
    }
    int unit = Inputs.column("unitColumn", table, unitColumn, List.of("unit"), 0);
    int clock = Inputs.column("timeColumn", table, timeColumn, List.of("cycle", "time"), 1);
    String[] names = table.text(unit);
    double[] time = time(table, clock);
    int label = table.columns().indexOf(LABEL);
    int failed = table.columns().indexOf(FAILED);
    List<String> sensors = new ArrayList<>();
    List<double[]> columns = new ArrayList<>();
    for (int c = 0; c < table.columns().size(); c++) {
      if (c != label && c != failed && c != unit && c != clock) {
        sensors.add(table.columns().get(c));
        columns.add(table.numbersOrGaps(c));
      }
    }
    Map<String, Rows> units = new LinkedHashMap<>();
    for (int r = 0; r < table.rows(); r++) {
      double[] values = new double[columns.size()];
      for (int s = 0; s < values.length; s++) {
        values[s] = columns.get(s)[r];
      }
      Rows rows = units.computeIfAbsent(names[r], Rows::new);
      rows.add(time[r], values, label < 0 ? "" : table.cell(r, label), table.line(r));
      if (failed >= 0) {
        rows.failed(table, r, failed);
      }
    }
    return new Fleet(sensors, units.values().stream().map(Rows::unit).toList(), label >= 0);
  }

  /** Numbers as they are; dates in days. */
  private static double[] time(TextTable table, int column) {
    Column clock = table.table().column(column);
    if (clock.type() != ColumnType.TIME || clock.missingCount() > 0) {
      return table.numbers(column);
    }
    return Arrays.stream(clock.millis()).mapToDouble(millis -> millis / MILLIS_OF_DAY).toArray();
  }

  /** Rows of one unit as they come. */
  private static final class Rows {
    private final String name;
    private final List<Double> time = new ArrayList<>();
    private final List<double[]> sensors = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private final List<Long> lines = new ArrayList<>();
    private String failed = "";

    Rows(String name) {
      this.name = name;
    }

    void add(double t, double[] values, String label, long line) {
      if (!time.isEmpty() && !(t > time.getLast())) {
        throw new IllegalArgumentException(
            "unit %s, line %d: time must increase: got %s after %s"
                .formatted(name, line, shown(t), shown(time.getLast())));
      }
      time.add(t);
      sensors.add(values);
      labels.add(label);
      lines.add(line);
    }

    private static String shown(double value) {
      return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    void failed(TextTable table, int row, int column) {
      String cell = table.cell(row, column);
      if (!cell.equals("0") && !cell.equals("1")) {
        throw table.wrong(row, column, "0 or 1");
      }
      if (!failed.isEmpty() && !failed.equals(cell)) {
        throw new IllegalArgumentException(
            "unit %s, line %d: column '%s' must be the same in all rows of a unit: got %s after %s"
                .formatted(name, table.line(row), FAILED, cell, failed));
      }
      failed = cell;
    }

    Unit unit() {
      return new Unit(
          name,
          time.stream().mapToDouble(t -> t).toArray(),
          sensors.toArray(double[][]::new),
          labels.toArray(String[]::new),
          !failed.equals("0"),
          lines.stream().mapToLong(l -> l).toArray());
    }
  }
}
