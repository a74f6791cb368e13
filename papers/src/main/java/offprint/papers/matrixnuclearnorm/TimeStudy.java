package offprint.papers.matrixnuclearnorm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.kernels.task.Timing;
import offprint.kernels.torch.Lapack;
import offprint.kernels.torch.Session;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/**
 * Claims C1 and C2: seconds of MNN, of the exact measures and of the authors' decomposition on
 * random matrices.
 *
 * @param largest d
 */
record TimeStudy(int largest) {
  private static final int[] WIDTHS = {256, 512, 768, 1024, 2048};

  private record Row(int rows, int columns, double norm, double exact, double decomposition) {}

  void run(Session session, Run run, List<Report.Block> blocks, Map<String, Double> metrics) {
    int[] widths = Arrays.stream(WIDTHS).filter(d -> d <= largest).toArray();
    List<Row> fixed = new ArrayList<>();
    List<Row> square = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      int d = widths[i];
      double done = 0.7 + 0.3 * i / widths.length;
      fixed.add(time(session, run, 512, d, done));
      square.add(d == 512 ? fixed.getLast() : time(session, run, d, d, done));
      run.point("seconds of the decomposition", d, square.getLast().decomposition);
      run.point("seconds of MNN", d, square.getLast().norm);
    }
    double[] x = Arrays.stream(widths).asDoubleStream().toArray();
    blocks.add(
        new Chart(
            "Time against size, N = d",
            Chart.Axis.log("d"),
            Chart.Axis.log("seconds"),
            List.of(
                Chart.Series.line("MNN", x, square.stream().mapToDouble(Row::norm).toArray()),
                Chart.Series.line(
                    "exact, small Gram matrix",
                    x,
                    square.stream().mapToDouble(Row::exact).toArray()),
                Chart.Series.line(
                    "authors' decomposition",
                    x,
                    square.stream().mapToDouble(Row::decomposition).toArray())),
            "On logarithmic axes the slope is the exponent."));
    blocks.add(table("Seconds at N = 512", fixed));
    blocks.add(table("Seconds at N = d", square));
    blocks.add(
        Note.text(
            Lapack.isNative()
                ? "Eigenvalues and singular values by the LAPACK of torch's native library."
                : "Eigenvalues and singular values by EJML: torch's LAPACK is not there, the ratios"
                    + " flatter MNN."));
    Row claimed =
        fixed.stream().filter(r -> r.columns == Math.min(1024, largest)).findFirst().orElseThrow();
    metrics.put("speed_ratio", claimed.decomposition / claimed.norm);
    metrics.put("speed_ratio_exact", claimed.exact / claimed.norm);
    metrics.put("exact_over_decomposition", claimed.decomposition / claimed.exact);
    metrics.put("exponent_mnn", slope(x, square.stream().mapToDouble(Row::norm).toArray()));
    metrics.put("exponent_exact", slope(x, square.stream().mapToDouble(Row::exact).toArray()));
    metrics.put(
        "exponent_decomposition",
        slope(x, square.stream().mapToDouble(Row::decomposition).toArray()));
  }

  private static Row time(Session session, Run run, int rows, int columns, double done) {
    SplittableRandom random = new SplittableRandom(columns);
    double[] raw = new double[rows * columns];
    Arrays.setAll(raw, _ -> random.nextGaussian());
    StateMatrix x = StateMatrix.of(raw, rows, columns, "random matrix");
    String stage = "timing %d x %d: ".formatted(rows, columns);
    run.progress(done, stage + "MNN");
    double[] sink = new double[1];
    int least = Math.min(rows, columns);
    double norm = Timing.seconds(20, () -> sink[0] += Measures.norm(x, least));
    run.progress(done, stage + "exact");
    double exact = Timing.seconds(2, () -> sink[0] += Spectrum.of(session, x).matrixEntropy());
    run.progress(done, stage + "decomposition");
    double decomposition =
        Timing.seconds(
            Math.max(2, 4096 / columns), () -> sink[0] += Spectrum.byDecomposition(session, x)[0]);
    if (!(sink[0] > 0)) {
      throw new ArithmeticException("the measures of a random matrix are " + sink[0]);
    }
    return new Row(rows, columns, norm, exact, decomposition);
  }

  private static Table table(String title, List<Row> rows) {
    return new Table(
        title,
        List.of("N", "d", "MNN", "exact, small Gram", "authors' decomposition", "over MNN"),
        rows.stream()
            .map(
                r ->
                    List.<Object>of(
                        r.rows,
                        r.columns,
                        r.norm,
                        r.exact,
                        r.decomposition,
                        r.decomposition / r.norm))
            .toList());
  }

  /** Least-squares slope of ln y over ln x. */
  static double slope(double[] x, double[] y) {
    double mx = Arrays.stream(x).map(Math::log).average().orElseThrow();
    double my = Arrays.stream(y).map(Math::log).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (Math.log(x[i]) - mx) * (Math.log(y[i]) - my);
      xx += (Math.log(x[i]) - mx) * (Math.log(x[i]) - mx);
    }
    return xy / xx;
  }
}
