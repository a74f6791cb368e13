package offprint.papers.funbat;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.Wording;
import offprint.kernels.table.TextTable;
import offprint.method.Kind;
import offprint.method.Param;
import offprint.method.Source;

/** A reader's table of scattered values, and which rows are kept for testing. */
record Data(
    @Param(
            label = "Data",
            help = "Table, one row a value: its indices (numbers or dates) and the value",
            value = "example:beijing-pm25",
            accepts = Kind.TABLE)
        Source data,
    @Param(
            label = "Modes",
            help = "Index columns, 1 to 6; empty: all but the value",
            columnOf = "data",
            value = "temperature,pressure,day")
        @Size(max = 6)
        List<String> modes,
    @Param(
            label = "Value",
            help = "Column to model; empty: the last. Blank cells are predicted",
            columnOf = "data",
            value = "pm25")
        String value,
    @Param(
            label = "Test column",
            help = "Column that says train or test; empty: rows drawn by chance",
            columnOf = "data",
            value = "split")
        String testColumn,
    @Param(
            label = "Share of test rows",
            help = "Where there is no test column; 0: no test",
            value = "0.2")
        @DecimalMin("0")
        @DecimalMax("0.9")
        double testShare,
    @Param(
            label = "Scale indices",
            help = "To [0, 1] over the training rows; length scales are shares of that",
            value = "true",
            advanced = true)
        boolean scaleIndex,
    @Param(
            label = "Standardise values",
            help = "By mean and deviation of the training rows, undone in all results",
            value = "true",
            advanced = true)
        boolean standardise) {

  /**
   * The table, split.
   *
   * @param test rows that are judged
   * @param unknown rows without a value
   */
  record Split(String value, Rows train, Rows test, Rows unknown) {}

  Split read(Findings out, RandomGenerator random) throws IOException {
    TextTable table = new Inputs(out).table("data", data, modes);
    List<String> columns = table.columns();
    int marks = testColumn.isEmpty() ? -1 : Inputs.column("testColumn", table, testColumn, -1);
    int last = marks == columns.size() - 1 ? columns.size() - 2 : columns.size() - 1;
    int measured = Inputs.column("value", table, value, Math.max(last, 0));
    List<String> indices = new ArrayList<>(modes);
    if (indices.isEmpty()) {
      indices.addAll(columns);
      indices.removeIf(c -> columns.indexOf(c) == measured || columns.indexOf(c) == marks);
    }
    if (indices.isEmpty() || indices.size() > 6) {
      throw new IllegalArgumentException(
          "modes must name 1 to 6 columns beside the value: got %d".formatted(indices.size()));
    }
    if (indices.stream().distinct().count() < indices.size()) {
      throw new IllegalArgumentException(
          "modes must name different columns: got " + Wording.list(indices));
    }
    indices.forEach(mode -> Inputs.column("modes", table, mode, -1));
    if (indices.contains(columns.get(measured))) {
      throw new IllegalArgumentException(
          "modes must differ from the value: got " + columns.get(measured));
    }
    Rows rows = Rows.read(table, indices, null, table.numbersOrGaps(measured));
    boolean[] test = marks < 0 ? drawn(rows, random) : marked(table, marks);
    Split split =
        new Split(
            columns.get(measured),
            rows.where(n -> !Double.isNaN(rows.values()[n]) && !test[n]),
            rows.where(n -> !Double.isNaN(rows.values()[n]) && test[n]),
            rows.where(n -> Double.isNaN(rows.values()[n])));
    if (split.train.count() == 0) {
      throw new IllegalArgumentException(
          "data: there are no training rows: got %s for testing and %s without a value"
              .formatted(
                  Wording.count(split.test.count(), "row"),
                  Wording.count(split.unknown.count(), "row")));
    }
    tell(out, split);
    return split;
  }

  private static void tell(Findings out, Split split) {
    if (split.unknown.count() > 0) {
      out.assumed(
          "%s without a value of %s: predicted."
              .formatted(Wording.count(split.unknown.count(), "row"), split.value));
    }
    int duplicates = split.train.duplicates();
    if (duplicates > 0) {
      out.assumed(
          "%s the indices of an earlier one: kept, each counts."
              .formatted(Wording.count(duplicates, "training row has", "training rows have")));
    }
  }

  private boolean[] drawn(Rows rows, RandomGenerator random) {
    boolean[] test = new boolean[rows.count()];
    for (int n = 0; n < test.length; n++) {
      test[n] = random.nextDouble() < testShare;
    }
    return test;
  }

  private static boolean[] marked(TextTable table, int column) {
    boolean[] test = new boolean[table.rows()];
    for (int n = 0; n < test.length; n++) {
      String word = table.cell(n, column).strip().toLowerCase(Locale.ROOT);
      test[n] = word.equals("test");
      if (!test[n] && !word.equals("train")) {
        throw table.wrong(n, column, "train or test");
      }
    }
    return test;
  }

  /** The scaling that the training rows give. */
  Scaling scaling(Rows train) {
    return Scaling.of(
        train.modes().toArray(String[]::new),
        train.coordinates(),
        train.values(),
        scaleIndex,
        standardise);
  }
}
