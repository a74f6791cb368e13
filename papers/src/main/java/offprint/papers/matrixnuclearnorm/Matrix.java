package offprint.papers.matrixnuclearnorm;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.table.Column;
import offprint.kernels.table.ColumnType;
import offprint.kernels.table.Npy;
import offprint.kernels.table.TextTable;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;

/** Measures any table of numbers: embeddings, activations, features; a row is an item. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Matrix implements Method<Matrix.Params> {
  public record Params(
      @Param(
              label = "Matrix",
              help = "CSV (columns without numbers are left out) or NPY [rows, columns]",
              value = "example:etth1",
              accepts = {Kind.MATRIX, Kind.SERIES, Kind.TABLE})
          Source data,
      @Param(
              label = "Rows",
              help = "Rows to measure, the first ones, at most",
              symbol = "N",
              unit = "rows",
              value = "2000")
          @Min(2)
          @Max(1_000_000)
          int rows,
      @Param(
              label = "Columns summed",
              help = "Column norms to sum, the largest; 0: min(N, d)",
              symbol = "D",
              value = "0",
              advanced = true)
          @Min(0)
          @Max(1_000_000)
          int summed) {}

  /** The numbers of a file, row by row. */
  private record Numbers(double[] values, int rows, int columns) {}

  @Override
  public Card card() {
    return new Card(
        "matrix",
        "Measures a table of numbers, such as embeddings: matrix nuclear-norm, exact nuclear norm,"
            + " matrix entropy, effective rank.");
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    Findings out = new Findings(run);
    run.progress(0, "reading");
    Inputs in = new Inputs(out);
    byte[] bytes = in.read("data", params.data, InputStream::readAllBytes);
    Numbers numbers =
        Npy.isNpy(bytes)
            ? npy(Npy.read(bytes), params.rows)
            : table(in.table("data", params.data), params.rows, out);
    if (params.summed > numbers.columns) {
      throw new IllegalArgumentException(
          "summed must be at most %d, the data's columns: got %d"
              .formatted(numbers.columns, params.summed));
    }
    run.progress(0.3, "measuring");
    StateMatrix x = StateMatrix.of(numbers.values, numbers.rows, numbers.columns, "data");
    try (Session session = Session.open()) {
      Measures m = Measures.of(x, params.summed, true, session);
      out.table(table(m)).chart(shares(x, Spectrum.of(session, x))).text(Summary.READING);
      if (m.zeroRows() > 0) {
        out.assumed("%d rows equal the mean row: they stay zero.".formatted(m.zeroRows()));
      }
      metrics(m, out);
      return out.answer(
          "MNN/N is %s, %s of what %s of equal length have by shape alone; the exact nuclear norm, %s, and an effective rank of %s show the structure."
              .formatted(
                  Wording.number(m.normPerRow()),
                  Wording.percent(m.ratio()),
                  Wording.count(m.columns(), "column"),
                  Wording.number(m.nuclearPerRow()),
                  Wording.number(m.effectiveRank())));
    }
  }

  private static Numbers npy(Npy file, int most) {
    if (file.shape().length != 2) {
      throw new IllegalArgumentException(
          "data must have 2 axes [rows, columns]: got shape " + file.shapeText());
    }
    int rows = Math.min(most, file.shape()[0]);
    int columns = file.shape()[1];
    return new Numbers(Arrays.copyOf(file.values(), rows * columns), rows, columns);
  }

  private static Numbers table(TextTable table, int most, Findings out) {
    int rows = Math.min(most, table.rows());
    List<double[]> columns = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (int c = 0; c < table.columns().size(); c++) {
      boolean begins = rows > 0 && Column.typeOf(table.cell(0, c)) == ColumnType.NUMBER;
      if (table.isNumeric(c) || begins) {
        columns.add(table.numbers(c));
      } else {
        left.add(table.columns().get(c));
      }
    }
    if (columns.isEmpty()) {
      throw new IllegalArgumentException(
          "data must have at least 1 column of numbers: got " + String.join(", ", left));
    }
    if (!left.isEmpty()) {
      out.assumed("Left out, no numbers: %s.".formatted(Wording.list(left, 20)));
    }
    double[] values = new double[Math.multiplyExact(rows, columns.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = columns.get(i % columns.size())[i / columns.size()];
    }
    return new Numbers(values, rows, columns.size());
  }

  private static Table table(Measures m) {
    return Frame.of("measure", "value", "of equal columns")
        .row("MNN", m.norm(), m.isotropic() * m.rows())
        .row("MNN/N", m.normPerRow(), m.isotropic())
        .row("MNN/N over the isotropic value", m.ratio(), 1.0)
        .row("nuclear norm", m.nuclear(), m.isotropic() * m.rows())
        .row("nuclear norm/N", m.nuclearPerRow(), m.isotropic())
        .row("matrix entropy, of ln d", m.entropy(), Double.NaN)
        .row("effective rank", m.effectiveRank(), Double.NaN)
        .table("%d rows of %d numbers, D = %d".formatted(m.rows(), m.columns(), m.summed()));
  }

  /** Where the total N of squares lies: by columns and by singular directions. */
  private static Chart shares(StateMatrix x, Spectrum spectrum) {
    double[] columns = Arrays.stream(x.columnNorms()).map(c -> c * c).toArray();
    Plot plot =
        Plot.of("Share of columns and of singular directions")
            .x("rank, largest first")
            .y("share of all squares");
    falling(plot, "columns", columns, x.rows());
    falling(plot, "singular directions", spectrum.squares(), x.rows());
    return plot.chart(
        "MNN sees the first curve only; where the second falls faster, columns are correlated.");
  }

  private static void falling(Plot plot, String name, double[] squares, int rows) {
    double[] ascending = Arrays.stream(squares).map(s -> s / rows).sorted().toArray();
    double[] rank = new double[Math.min(200, ascending.length)];
    double[] values = new double[rank.length];
    for (int i = 0; i < rank.length; i++) {
      rank[i] = i + 1.0;
      values[i] = ascending[ascending.length - 1 - i];
    }
    plot.line(name, rank, values);
  }

  private static void metrics(Measures m, Findings out) {
    out.metric("mnn_over_n", m.normPerRow())
        .metric("isotropic", m.isotropic())
        .metric("ratio", m.ratio())
        .metric("nuclear", m.nuclearPerRow());
    if (m.columns() > 1) {
      out.metric("entropy", m.entropy());
    }
    out.metric("effective_rank", m.effectiveRank())
        .metric("rows", m.rows())
        .metric("columns", m.columns());
  }
}
