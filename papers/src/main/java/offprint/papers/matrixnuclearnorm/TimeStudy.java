package offprint.papers.matrixnuclearnorm;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.kernels.task.Timing;
import offprint.kernels.torch.Lapack;
import offprint.kernels.torch.Session;

/**
 * Claims C1 and C2: seconds of MNN, of the exact measures and of the authors' decomposition on
 * random matrices.
 *
 * @param largest d
 */
record TimeStudy(int largest) {
  private static final String NORM = "MNN";
  private static final String EXACT = "exact, small Gram matrix";
  private static final String DECOMPOSITION = "authors' decomposition";
  private static final int[] WIDTHS = {256, 512, 768, 1024, 2048};

  void run(Session session, Part part, Findings out) {
    Frame fixed = frame();
    Frame square = frame();
    int[] widths = Arrays.stream(WIDTHS).filter(d -> d <= largest).toArray();
    for (int i = 0; i < widths.length; i++) {
      int d = widths[i];
      Part step = part.step(i, widths.length, "");
      Object[] row = time(session, step, 512, d);
      fixed.row(row);
      square.row(d == 512 ? row : time(session, step, d, d));
      part.point("seconds of the decomposition", d, square.numbers(DECOMPOSITION)[i]);
      part.point("seconds of MNN", d, square.numbers(NORM)[i]);
    }
    Plot plot = Plot.of("Time against size, N = d").logX("d").logY("seconds");
    double[] x = square.numbers("d");
    for (String measure : List.of(NORM, EXACT, DECOMPOSITION)) {
      plot.line(measure, x, square.numbers(measure));
    }
    out.chart(plot.chart("On logarithmic axes the slope is the exponent."))
        .table("Seconds at N = 512", fixed)
        .table("Seconds at N = d", square)
        .text(
            Lapack.isNative()
                ? "Eigenvalues and singular values by the LAPACK of torch's native library."
                : "Eigenvalues and singular values by EJML: torch's LAPACK is not there, the ratios"
                    + " flatter MNN.");
    Frame claimed = fixed.where("d", Math.min(1024, largest));
    double norm = claimed.numbers(NORM)[0];
    double exact = claimed.numbers(EXACT)[0];
    double decomposition = claimed.numbers(DECOMPOSITION)[0];
    out.metric("speed_ratio", decomposition / norm)
        .metric("speed_ratio_exact", exact / norm)
        .metric("exact_over_decomposition", decomposition / exact)
        .metric("exponent_mnn", slope(x, square.numbers(NORM)))
        .metric("exponent_exact", slope(x, square.numbers(EXACT)))
        .metric("exponent_decomposition", slope(x, square.numbers(DECOMPOSITION)));
  }

  private static Frame frame() {
    return Frame.of("N", "d", NORM, EXACT, DECOMPOSITION, "over MNN");
  }

  private static Object[] time(Session session, Part part, int rows, int columns) {
    SplittableRandom random = new SplittableRandom(columns);
    double[] raw = new double[rows * columns];
    Arrays.setAll(raw, _ -> random.nextGaussian());
    StateMatrix x = StateMatrix.of(raw, rows, columns, "random matrix");
    String stage = "timing %d x %d: ".formatted(rows, columns);
    part.progress(0, stage + NORM);
    double[] sink = new double[1];
    int least = Math.min(rows, columns);
    double norm = Timing.seconds(20, () -> sink[0] += Measures.norm(x, least));
    part.progress(0, stage + EXACT);
    double exact = Timing.seconds(2, () -> sink[0] += Spectrum.of(session, x).matrixEntropy());
    part.progress(0, stage + DECOMPOSITION);
    double decomposition =
        Timing.seconds(
            Math.max(2, 4096 / columns), () -> sink[0] += Spectrum.byDecomposition(session, x)[0]);
    if (!(sink[0] > 0)) {
      throw new ArithmeticException("the measures of a random matrix are " + sink[0]);
    }
    return new Object[] {rows, columns, norm, exact, decomposition, decomposition / norm};
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
