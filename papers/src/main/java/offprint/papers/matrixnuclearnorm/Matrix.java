package offprint.papers.matrixnuclearnorm;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Wording;
import offprint.kernels.table.Column;
import offprint.kernels.table.ColumnType;
import offprint.kernels.table.Csv;
import offprint.kernels.table.Npy;
import offprint.kernels.table.TextTable;
import offprint.kernels.torch.Session;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
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
              help = "CSV (columns without numbers are left out) or NPY [rows, columns]",
              value = "example:etth1",
              accepts = {Kind.MATRIX, Kind.SERIES, Kind.TABLE})
          Source data,
      @Param(
              help = "Rows to measure, the first ones, at most",
              symbol = "N",
              unit = "rows",
              value = "2000")
          @Min(2)
          @Max(1_000_000)
          int rows,
      @Param(help = "Column norms to sum, the largest; 0: min(N, d)", symbol = "D", value = "0")
          @Min(0)
          @Max(1_000_000)
          int summed) {}

  /** The numbers of a file, and its columns that are none. */
  private record Numbers(double[] values, int rows, int columns, List<String> left) {}

  @Override
  public Card card() {
    return new Card(
        "matrix",
        "Measures a table of numbers, such as embeddings: matrix nuclear-norm, exact nuclear norm,"
            + " matrix entropy, effective rank.");
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    Numbers numbers;
    try (InputStream in = run.open(params.data)) {
      byte[] bytes = in.readAllBytes();
      numbers = Npy.isNpy(bytes) ? npy(Npy.read(bytes), params.rows) : csv(bytes, params.rows);
    }
    if (params.summed > numbers.columns) {
      throw new IllegalArgumentException(
          "summed must be at most %d, the data's columns: got %d"
              .formatted(numbers.columns, params.summed));
    }
    run.progress(0.3, "measuring");
    StateMatrix x = StateMatrix.of(numbers.values, numbers.rows, numbers.columns, "data");
    try (Session session = Session.open()) {
      Measures m = Measures.of(x, params.summed, true, session);
      Spectrum spectrum = Spectrum.of(session, x);
      List<Report.Block> blocks =
          new ArrayList<>(List.of(table(m), shares(x, spectrum), Remarks.reading()));
      if (!numbers.left.isEmpty()) {
        blocks.add(
            Note.notice("Left out, no numbers: %s.".formatted(String.join(", ", numbers.left))));
      }
      if (m.zeroRows() > 0) {
        blocks.add(
            Note.notice("%d rows equal the mean row: they stay zero.".formatted(m.zeroRows())));
      }
      Map<String, Double> metrics = metrics(m);
      return new Report(
          "The matrix reaches %s of the isotropic value of the matrix nuclear-norm; its effective rank is %s of %d."
              .formatted(
                  Wording.percent(metrics.getOrDefault("ratio", Double.NaN)),
                  Wording.number(metrics.getOrDefault("effective_rank", Double.NaN)),
                  numbers.columns),
          blocks,
          metrics);
    }
  }

  private static Numbers npy(Npy file, int most) {
    if (file.shape().length != 2) {
      throw new IllegalArgumentException(
          "data must have 2 axes [rows, columns]: got shape " + file.shapeText());
    }
    int rows = Math.min(most, file.shape()[0]);
    int columns = file.shape()[1];
    return new Numbers(Arrays.copyOf(file.values(), rows * columns), rows, columns, List.of());
  }

  private static Numbers csv(byte[] bytes, int most) throws IOException {
    TextTable table = Csv.read(new ByteArrayInputStream(bytes));
    int rows = Math.min(most, table.rows());
    List<double[]> columns = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (int c = 0; c < table.columns().size(); c++) {
      if (rows > 0 && Column.typeOf(table.cell(0, c)) == ColumnType.NUMBER) {
        columns.add(table.numbers(c));
      } else {
        left.add(table.columns().get(c));
      }
    }
    if (columns.isEmpty()) {
      throw new IllegalArgumentException(
          "data must have at least 1 column of numbers: got " + String.join(", ", left));
    }
    double[] values = new double[Math.multiplyExact(rows, columns.size())];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns.size(); j++) {
        values[i * columns.size() + j] = columns.get(j)[i];
      }
    }
    return new Numbers(values, rows, columns.size(), left);
  }

  private static Table table(Measures m) {
    return new Table(
        "%d rows of %d numbers, D = %d".formatted(m.rows(), m.columns(), m.summed()),
        List.of("measure", "value", "of equal columns"),
        List.of(
            List.of("MNN", m.norm(), m.isotropic() * m.rows()),
            List.of("MNN/N", m.normPerRow(), m.isotropic()),
            List.of("MNN/N over the isotropic value", m.ratio(), 1.0),
            List.of("nuclear norm", m.nuclear(), m.isotropic() * m.rows()),
            List.of("nuclear norm/N", m.nuclearPerRow(), m.isotropic()),
            List.of("matrix entropy, of ln d", m.entropy(), Double.NaN),
            List.of("effective rank", m.effectiveRank(), Double.NaN)));
  }

  /** Where the total N of squares lies: by columns and by singular directions. */
  private static Chart shares(StateMatrix x, Spectrum spectrum) {
    double[] columns = Arrays.stream(x.columnNorms()).map(c -> c * c / x.rows()).sorted().toArray();
    return new Chart(
        "Share of columns and of singular directions",
        Chart.Axis.linear("rank, largest first"),
        Chart.Axis.linear("share of all squares"),
        List.of(
            falling("columns", columns),
            falling(
                "singular directions",
                Arrays.stream(spectrum.squares()).map(s -> s / x.rows()).toArray())),
        "MNN sees the first curve only; where the second falls faster, columns are correlated.");
  }

  private static Chart.Series falling(String name, double[] ascending) {
    int length = Math.min(200, ascending.length);
    double[] rank = new double[length];
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      rank[i] = i + 1.0;
      values[i] = ascending[ascending.length - 1 - i];
    }
    return Chart.Series.line(name, rank, values);
  }

  private static Map<String, Double> metrics(Measures m) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("mnn_over_n", m.normPerRow());
    metrics.put("isotropic", m.isotropic());
    metrics.put("ratio", m.ratio());
    metrics.put("nuclear", m.nuclearPerRow());
    if (m.columns() > 1) {
      metrics.put("entropy", m.entropy());
    }
    metrics.put("effective_rank", m.effectiveRank());
    metrics.put("rows", (double) m.rows());
    metrics.put("columns", (double) m.columns());
    return metrics;
  }
}
