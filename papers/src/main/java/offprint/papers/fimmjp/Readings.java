package offprint.papers.fimmjp;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.Wording;
import offprint.kernels.table.ColumnType;
import offprint.kernels.table.TextTable;
import offprint.method.Kind;
import offprint.method.Param;
import offprint.method.Source;

/** The parameters that say what the readings are, and the reading of the file. */
record Readings(
    @Param(
            label = "Data",
            help =
                "Table with columns path, time and state, in order of time within a path; or one"
                    + " path of digits a line",
            value = "example:flashing-ratchet-v1",
            accepts = Kind.SEQUENCES)
        Source data,
    @Param(
            label = "Path column",
            help = "Column that names the path; empty: path or id if there is one, else one path",
            columnOf = "data")
        String path,
    @Param(
            label = "Time column",
            help = "Column of times; empty: time or t if there is one, else even intervals",
            columnOf = "data")
        String time,
    @Param(
            label = "State column",
            help = "Column of states; empty: state, or the last column",
            columnOf = "data")
        String state,
    @Param(
            label = "Value column",
            help = "Column of recorded numbers, such as a current, that are cut into states",
            columnOf = "data")
        String value,
    @Param(
            label = "Thresholds",
            help = "Values at which one state ends and the next begins; empty: equal shares")
        List<Double> thresholds,
    @Param(
            label = "Levels",
            help = "States of equal share that values are cut into where there are no thresholds",
            value = "2")
        @Min(2)
        @Max(20)
        int levels,
    @Param(label = "States", help = "Names of the states in order; empty: those found, in order")
        List<String> states,
    @Param(
            label = "Interval",
            help = "Time between readings of a file without times; 0: what the file says, or 1",
            value = "0")
        @DecimalMin("0")
        @DecimalMax("1e9")
        double interval,
    @Param(
            label = "Window",
            help = "Longer paths are cut into parts of so many readings",
            unit = "readings",
            value = "100",
            advanced = true)
        @Min(10)
        @Max(100_000)
        int window,
    @Param(
            label = "Paths",
            help = "At most so many paths are used",
            value = "5000",
            advanced = true)
        @Min(1)
        @Max(100_000)
        int paths) {
  private static final double MILLIS_A_DAY = 86_400_000;

  Readings {
    for (int k = 1; k < thresholds.size(); k++) {
      if (!(thresholds.get(k) > thresholds.get(k - 1))) {
        throw new IllegalArgumentException("thresholds must increase: got " + thresholds);
      }
    }
    if (states.size() == 1 || states.stream().distinct().count() < states.size()) {
      throw new IllegalArgumentException(
          "states must name at least two different states: got " + states);
    }
  }

  Observed read(Findings out) throws IOException {
    Inputs in = new Inputs(out);
    DigitPaths digits = in.read("data", data, DigitPaths::read);
    if (!digits.lines().isEmpty()) {
      return digits.observed(this, out);
    }
    TextTable table = in.table("data", data, List.of("path", "time", "t", "id", path, time));
    Observed.Collector collector = new Observed.Collector();
    int pathColumn = optional("path", table, path, List.of("path", "id"));
    int timeColumn = optional("time", table, time, List.of("time", "t"));
    String[] texts = value.isEmpty() ? states(table) : cut(table);
    List<String> labels = labels(texts, table);
    Map<String, Integer> number = new LinkedHashMap<>();
    labels.forEach(label -> number.put(label, number.size()));
    double[] times = times(table, timeColumn, out);
    Map<String, List<Integer>> rows = new LinkedHashMap<>();
    for (int row = 0; row < texts.length; row++) {
      String name = pathColumn < 0 ? "" : table.cell(row, pathColumn).strip();
      if (pathColumn >= 0 && name.isEmpty()) {
        throw table.wrong(row, pathColumn, "the name of a path");
      }
      rows.computeIfAbsent(name, _ -> new ArrayList<>()).add(row);
    }
    rows.forEach(
        (name, own) -> {
          int[] reading = new int[own.size()];
          double[] at = new double[own.size()];
          for (int i = 0; i < at.length; i++) {
            int row = own.get(i);
            reading[i] = number.getOrDefault(texts[row], 0);
            at[i] = timeColumn < 0 ? i * step(1) : times[row];
            if (i > 0 && !(at[i] > at[i - 1])) {
              throw new IllegalArgumentException(
                  "data: times must increase within a path: path %s, line %d: got %s after %s"
                      .formatted(
                          name.isEmpty() ? "1" : name,
                          table.line(row),
                          Wording.number(at[i]),
                          Wording.number(at[i - 1])));
            }
          }
          collector.add(reading, at);
        });
    return collector.observed(labels, window, paths, out);
  }

  double step(double otherwise) {
    return interval > 0 ? interval : otherwise;
  }

  private static int optional(String parameter, TextTable table, String name, List<String> usual) {
    return name.isEmpty() && usual.stream().noneMatch(table.columns()::contains)
        ? -1
        : Inputs.column(parameter, table, name, usual, 0);
  }

  private double[] times(TextTable table, int column, Findings out) {
    if (column < 0) {
      out.assumed(
          "The table has no column of times: readings are %s apart."
              .formatted(Wording.number(step(1))));
      return new double[0];
    }
    if (table.table().column(column).type() == ColumnType.TIME) {
      out.assumed("Times are dates: rates are per day.");
      long[] millis = table.table().column(column).millis();
      return Arrays.stream(millis).mapToDouble(at -> (at - millis[0]) / MILLIS_A_DAY).toArray();
    }
    return table.numbers(column);
  }

  private String[] states(TextTable table) {
    int column = Inputs.column("state", table, state, List.of("state"), -1);
    String[] texts = table.text(column).clone();
    for (int row = 0; row < texts.length; row++) {
      texts[row] = texts[row].strip();
      if (texts[row].isEmpty()) {
        throw table.wrong(row, column, "a state");
      }
      if (!states.isEmpty() && !states.contains(texts[row])) {
        throw table.wrong(row, column, "one of the states " + Wording.list(states, 20));
      }
    }
    return texts;
  }

  /** Values as numbers of the level they lie in, from 1. */
  private String[] cut(TextTable table) {
    double[] values = table.numbers(Inputs.column("value", table, value, 0));
    double[] at = thresholds.stream().mapToDouble(Double::doubleValue).toArray();
    if (at.length == 0) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      at =
          IntStream.range(1, levels)
              .mapToDouble(k -> sorted[k * sorted.length / levels])
              .distinct()
              .toArray();
    }
    double[] cuts = at;
    return Arrays.stream(values)
        .mapToObj(
            x -> Long.toString(1 + Arrays.stream(cuts).filter(threshold -> x >= threshold).count()))
        .toArray(String[]::new);
  }

  private List<String> labels(String[] texts, TextTable table) {
    if (!states.isEmpty() && value.isEmpty()) {
      return states;
    }
    TreeSet<String> found =
        new TreeSet<>(
            Comparator.comparingDouble(Readings::number).thenComparing(Comparator.naturalOrder()));
    found.addAll(Arrays.asList(texts));
    if (found.size() > 50) {
      throw new IllegalArgumentException(
          "state must have at most 50 different states: got %,d in %,d rows; give value and thresholds to cut numbers into states"
              .formatted(found.size(), table.rows()));
    }
    return List.copyOf(found);
  }

  /** Texts that are no numbers come last. */
  private static double number(String text) {
    try {
      return Double.parseDouble(text.replace(',', '.'));
    } catch (NumberFormatException e) {
      return Double.POSITIVE_INFINITY;
    }
  }
}
