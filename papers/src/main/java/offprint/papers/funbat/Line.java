package offprint.papers.funbat;

import java.util.Arrays;
import offprint.harness.Part;
import offprint.kernels.gp.Matern;
import offprint.kernels.gp.MaternProcess;
import offprint.kernels.gp.MaternRegression;
import offprint.kernels.gp.Moments;
import offprint.kernels.series.NelderMead;

/** One series y(x) as a Matérn process with noise, in units of the deviation of y. */
final class Line {
  private static final double TOLERANCE = 1e-7;
  private static final double LOGARITHMS = 16; // width of the search box in ln l
  private static final double VARIANCES = 12; // and in ln variance and ln noise

  private final double[] x;
  private final double[] y; // standardised
  private final double[] noises; // standard deviations, NaN where not given, standardised
  private final Matern kernel;
  private final double mean;
  private final double unit;

  /**
   * What was chosen, in the units of the data.
   *
   * @param deviation of the function
   * @param noise standard deviation; the mean one where rows have their own
   */
  record Fitted(double lengthscale, double deviation, double noise, double logEvidence) {}

  /**
   * @param noises standard deviation of each row's noise, or NaN
   */
  Line(Rows rows, double[] noises, Matern kernel) {
    x = rows.coordinates()[0];
    this.kernel = kernel;
    Scaling scaling =
        Scaling.of(
            rows.modes().toArray(String[]::new), rows.coordinates(), rows.values(), false, true);
    mean = scaling.mean();
    unit = scaling.deviation();
    y = scaling.standardised(rows.values());
    this.noises = Arrays.stream(noises).map(sd -> sd / unit).toArray();
  }

  double unit() {
    return unit;
  }

  double value(double standardised) {
    return mean + unit * standardised;
  }

  /**
   * Chooses what is not given by the evidence of the rows.
   *
   * @param lengthscale 0 to choose it
   * @param noise standard deviation in the unit of y; 0 to choose it
   */
  Fitted fit(double lengthscale, double noise, Part part) {
    double range = Arrays.stream(x).max().orElseThrow() - Arrays.stream(x).min().orElseThrow();
    NelderMead search =
        new NelderMead(
            box -> {
              part.progress(0.5, "weighing the evidence");
              return -evidence(process(box, lengthscale, range), noise(box, noise));
            },
            TOLERANCE);
    NelderMead.Minimum best = search.minimise(new double[] {0.7, 0.8, 0.7}, 0.15);
    best = search.minimise(best.x(), 0.1);
    MaternProcess process = process(best.x(), lengthscale, range);
    double variance = Arrays.stream(variances(noise(best.x(), noise))).average().orElseThrow();
    double change = y.length * Math.log(unit); // ln p in the unit of y
    return new Fitted(
        process.lengthscale(),
        unit * Math.sqrt(process.variance()),
        unit * Math.sqrt(variance),
        -best.value() - change);
  }

  private MaternProcess process(double[] box, double lengthscale, double range) {
    double l = lengthscale > 0 ? lengthscale : range * Math.exp(LOGARITHMS * (box[0] - 0.875));
    return new MaternProcess(kernel, l, Math.exp(VARIANCES * (box[1] - 0.75)));
  }

  private double noise(double[] box, double given) {
    return given > 0 ? given / unit : Math.exp(VARIANCES * (box[2] - 0.875) / 2);
  }

  private double[] variances(double noise) {
    return Arrays.stream(noises).map(sd -> Double.isNaN(sd) ? noise * noise : sd * sd).toArray();
  }

  private double evidence(MaternProcess process, double noise) {
    return new MaternRegression(process, x, y, variances(noise)).logEvidence();
  }

  /** Posterior of the function at places, in units of the deviation of y. */
  Moments at(Fitted fitted, double[] places) {
    double deviation = fitted.deviation / unit;
    MaternProcess process = new MaternProcess(kernel, fitted.lengthscale, deviation * deviation);
    return new MaternRegression(process, x, y, variances(fitted.noise / unit))
        .smooth(Arrays.stream(places).map(v -> v + 0.0).toArray());
  }
}
