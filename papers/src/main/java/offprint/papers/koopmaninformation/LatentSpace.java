package offprint.papers.koopmaninformation;

import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.kernels.linalg.GeneralEigen;
import offprint.kernels.linalg.SpectrumEntropy;
import offprint.kernels.linalg.SymmetricEigen;
import offprint.method.Chart;

/**
 * What a linear system in latent coordinates tells: eigenvalues with periods and decay, information
 * that is kept over time, effective dimension.
 *
 * @param operator K [d × d]
 * @param latents of runs, each [rows][d]
 * @param dt time between rows
 */
record LatentSpace(double[] operator, GeneralEigen eigen, List<double[][]> latents, double dt) {
  /** Lags at which information is told. */
  static final int[] LAGS = {1, 5, 20};

  private static final double SLOW = 0.95;
  private static final double GROWING = 1.05;
  private static final int SHOWN_ROWS = 400;

  static LatentSpace of(double[] operator, List<double[][]> latents, double dt) {
    int d = latents.getFirst()[0].length;
    return new LatentSpace(operator, GeneralEigen.of(operator, d), latents, dt);
  }

  static LatentSpace of(KoopmanModel model, List<double[][]> runs, double dt) {
    return of(model.operator(), model.encode(runs), dt);
  }

  private int size() {
    return latents.getFirst()[0].length;
  }

  /** Covariance of all latents, by 1/rows [d × d]. */
  double[] covariance() {
    return covariance(latents.stream().flatMap(Arrays::stream).toArray(double[][]::new));
  }

  private static double[] covariance(double[][] rows) {
    int d = rows[0].length;
    double[] mean = new double[d];
    for (double[] row : rows) {
      Arrays.setAll(mean, i -> mean[i] + row[i] / rows.length);
    }
    double[] c = new double[d * d];
    for (double[] row : rows) {
      for (int i = 0; i < d; i++) {
        double left = (row[i] - mean[i]) / rows.length;
        for (int j = 0; j < d; j++) {
          c[i * d + j] += left * (row[j] - mean[j]);
        }
      }
    }
    return c;
  }

  /** exp(S): as many equal directions would spread the latents as much. */
  double effectiveDimension() {
    return Math.exp(SpectrumEntropy.Gradient.of(covariance(), size(), Loss.LEAST_SHARE).nats());
  }

  /** Mutual information of latents so many rows apart, in nats. */
  double informationNats(int lag) {
    double[][] residuals =
        latents.stream()
            .flatMap(
                run -> {
                  double[][] left = new double[run.length - 1][];
                  for (int t = 0; t + 1 < run.length; t++) {
                    left[t] = KoopmanModel.product(operator, run[t]);
                    for (int i = 0; i < left[t].length; i++) {
                      left[t][i] = run[t + 1][i] - left[t][i];
                    }
                  }
                  return Arrays.stream(left);
                })
            .toArray(double[][]::new);
    return new GaussianInformation(operator, covariance(residuals), covariance(), size(), false)
        .nats(lag);
  }

  /** Number of eigenvalues of modulus above 0.95. */
  int slow() {
    return (int) eigen.values().stream().filter(value -> value.modulus() > SLOW).count();
  }

  double radius() {
    return eigen.radius();
  }

  /** Warns where a forecast grows without bound. */
  void warn(Findings out, String name) {
    if (radius() > GROWING) {
      out.warning(
          ("The operator of %s has an eigenvalue of modulus %.3f: a long forecast grows without"
               + " bound. The parameter clip of koopman-information/forecast moves it to the unit"
               + " circle.")
              .formatted(name, radius()));
    }
  }

  /** Eigenvalues of models: one row an eigenvalue, a pair once. */
  static Frame empty() {
    return Frame.of("model", "real", "imaginary", "modulus", "period", "decay_time", "growth");
  }

  /** The eigenvalues of this one. */
  Frame frame(String model) {
    Frame frame = empty();
    add(frame, model);
    return frame;
  }

  /** Adds the rows of {@link #frame}. */
  void add(Frame frame, String model) {
    for (GeneralEigen.Complex value : eigen.values()) {
      if (value.im() >= 0) {
        double log = Math.log(value.modulus());
        boolean turns = Math.abs(value.angle()) > 1e-9;
        frame.row(
            model,
            value.re(),
            value.im(),
            value.modulus(),
            turns ? 2 * Math.PI * dt / Math.abs(value.angle()) : Double.NaN,
            log < -1e-9 ? -dt / log : Double.NaN,
            Math.abs(log) <= 1e-9 ? "stays" : log < 0 ? "decays" : "grows");
      }
    }
  }

  /** The eigenvalues of several models in the complex plane, with the unit circle. */
  static Chart chart(Frame eigenvalues) {
    double[] cos = new double[201];
    double[] sin = new double[201];
    for (int i = 0; i <= 200; i++) {
      cos[i] = Math.cos(Math.PI * i / 200);
      sin[i] = Math.sin(Math.PI * i / 200);
    }
    return Plot.of("Eigenvalues of the operators")
        .x("real part")
        .y("imaginary part, of a pair the upper")
        .thinLine("unit circle", cos, sin)
        .points(eigenvalues, "real", "imaginary", "model")
        .chart("On the circle a mode stays, inside it decays, outside it grows.");
  }

  /** The first two directions of greatest spread of the latents of one run. */
  Chart portrait() {
    double[][] rows = latents.getFirst();
    int d = size();
    SymmetricEigen directions = SymmetricEigen.of(covariance(), d);
    int shown = Math.min(SHOWN_ROWS, rows.length);
    double[] x = new double[shown];
    double[] y = new double[shown];
    for (int t = 0; t < shown; t++) {
      for (int i = 0; i < d; i++) {
        x[t] += directions.vector(0)[i] * rows[t][i];
        y[t] += d > 1 ? directions.vector(1)[i] * rows[t][i] : 0;
      }
    }
    return Plot.of("One run in the latent space")
        .x("first principal direction")
        .y("second principal direction")
        .line("run", x, y)
        .chart("The two directions in which the latents spread most.");
  }

  /** Eigenfunctions of the leading modes along one run: real parts of wᵀ z. */
  Frame eigenfunctions(int most) {
    Frame frame = Frame.of("time", "mode", "value");
    double[][] rows = latents.getFirst();
    int drawn = 0;
    for (int e = 0; e < size() && drawn < most; e++) {
      if (eigen.value(e).im() < 0) {
        continue;
      }
      drawn++;
      GeneralEigen.ComplexVector w = eigen.left(e);
      for (int t = 0; t < Math.min(SHOWN_ROWS, rows.length); t++) {
        double value = 0;
        for (int i = 0; i < size(); i++) {
          value += w.re()[i] * rows[t][i];
        }
        frame.row(t * dt, "mode " + drawn, value);
      }
    }
    return frame;
  }
}
