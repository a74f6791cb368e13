package offprint.kernels.series;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * The initial states of a {@link Smoothing} model that minimise the squared one-step errors, given
 * its parameters. The errors are linear in these states, so this is ordinary least squares.
 *
 * <p>The error's response to the initial season of phase p is that of phase 0, delayed by p rows.
 * Hence one response fills all columns of the regression, its Gram matrix follows from one row by
 * running sums, and a response ends once it has died out after K rows. Cost O(rows + season K) and
 * season^3/3 to solve; memory O(rows).
 */
final class InitialStates {
  private static final double VANISHED = 1e-13;

  private final double[] y;
  private final Smoothing.Form form;
  private final int columns; // level, trend, phases 1 to season - 1; phase 0 is fixed at 0
  private final int first; // column of phase 1
  private final double[] errors; // [rows], from states of 0
  private final double[][] responses; // level, trend (or null), season (or null)
  private final int[] lengths; // of the responses, rows until they vanish
  private final DMatrixRMaj gram;
  private final DMatrixRMaj right;
  private final DMatrixRMaj states;

  InitialStates(double[] y, Smoothing.Form form) {
    this.y = y;
    this.form = form;
    boolean trended = form.trend() != Smoothing.Trend.NONE;
    this.first = trended ? 2 : 1;
    this.columns = first + form.season() - 1;
    this.errors = new double[y.length];
    this.responses = new double[first + (form.season() > 1 ? 1 : 0)][y.length];
    this.lengths = new int[responses.length];
    this.gram = new DMatrixRMaj(columns, columns);
    this.right = new DMatrixRMaj(columns, 1);
    this.states = new DMatrixRMaj(columns, 1);
  }

  /** The model with these parameters and the best initial states; its seasons sum to zero. */
  Smoothing solve(double alpha, double beta, double gamma, double phi) {
    Smoothing zero =
        new Smoothing(
            alpha, beta, gamma, phi, 0, 0, new double[form.season() > 1 ? form.season() : 0]);
    run(zero, true, errors);
    lengths[0] = run(with(zero, 1, 0, 0), false, responses[0]);
    if (first == 2) {
      lengths[1] = run(with(zero, 0, 1, 0), false, responses[1]);
    }
    if (form.season() > 1) {
      lengths[first] = run(with(zero, 0, 0, 1), false, responses[first]);
    }
    normalEquations();
    LinearSolverDense<DMatrixRMaj> cholesky = LinearSolverFactory_DDRM.chol(columns);
    if (!cholesky.setA(gram)) {
      throw new ArithmeticException(
          "the initial states of %s cannot be told apart at alpha %s, beta %s, gamma %s, phi %s"
              .formatted(form.label(), alpha, beta, gamma, phi));
    }
    cholesky.solve(right, states);
    double[] season = zero.season();
    double sum = 0;
    for (int p = 1; p < season.length; p++) {
      season[p] = states.data[first + p - 1];
      sum += season[p];
    }
    double mean = season.length == 0 ? 0 : sum / season.length;
    for (int p = 0; p < season.length; p++) {
      season[p] -= mean;
    }
    return new Smoothing(
        alpha, beta, gamma, phi, states.data[0] + mean, first == 2 ? states.data[1] : 0, season);
  }

  private static Smoothing with(Smoothing s, double level, double trend, double season) {
    double[] seasons = new double[s.season().length];
    if (seasons.length > 0) {
      seasons[0] = season;
    }
    return new Smoothing(s.alpha(), s.beta(), s.gamma(), s.phi(), level, trend, seasons);
  }

  /**
   * Writes the one-step errors over the series, or over rows of 0.
   *
   * @return rows until the errors have vanished
   */
  private int run(Smoothing s, boolean series, double[] to) {
    double[] ring = s.season().length == 0 ? new double[1] : s.season().clone();
    double l = s.level();
    double b = s.trend();
    int phase = 0;
    int still = 0;
    for (int t = 0; t < y.length; t++) {
      double mean = l + s.phi() * b;
      double e = (series ? y[t] : 0) - mean - ring[phase];
      l = mean + s.alpha() * e;
      b = s.phi() * b + s.beta() * e;
      ring[phase] += s.gamma() * e;
      phase = phase + 1 == ring.length ? 0 : phase + 1;
      to[t] = e;
      still = !series && Math.abs(e) < VANISHED ? still + 1 : 0;
      if (still > ring.length + 1) {
        return t + 1;
      }
    }
    return y.length;
  }

  private void normalEquations() {
    int n = y.length;
    for (int i = 0; i < first; i++) {
      for (int j = 0; j <= i; j++) {
        set(i, j, dot(responses[i], 0, responses[j], 0, Math.min(lengths[i], lengths[j])));
      }
      right.data[i] = -dot(errors, 0, responses[i], 0, lengths[i]);
    }
    int season = form.season();
    if (season > 1) {
      double[] r = responses[first];
      int k = lengths[first];
      for (int p = 1; p < season; p++) {
        int column = first + p - 1;
        int rows = Math.min(k, n - p); // of the delayed response
        right.data[column] = -dot(errors, p, r, 0, rows);
        for (int j = 0; j < first; j++) {
          set(column, j, dot(responses[j], p, r, 0, Math.min(rows, lengths[j] - p)));
        }
        set(column, first, dot(r, p - 1, r, 0, Math.min(rows, k - p + 1)));
      }
      for (int p = 2; p < season; p++) {
        for (int q = 2; q <= p; q++) {
          double last = n - q < k && n - p < k ? r[n - q] * r[n - p] : 0;
          set(first + p - 1, first + q - 1, gram.get(first + p - 2, first + q - 2) - last);
        }
      }
    }
    for (int i = 0; i < columns; i++) {
      gram.data[i * columns + i] *= 1 + 1e-13;
    }
  }

  private void set(int i, int j, double value) {
    gram.data[i * columns + j] = value;
    gram.data[j * columns + i] = value;
  }

  private static double dot(double[] a, int from, double[] b, int start, int rows) {
    double sum = 0;
    for (int t = 0; t < rows; t++) {
      sum += a[from + t] * b[start + t];
    }
    return sum;
  }
}
