package offprint.kernels.gp;

import java.util.Arrays;

/**
 * Regression on one variable, y = f(x) + noise with a Matérn process f, at a cost linear in the
 * rows after sorting them. Rows of equal x count as one of their joint precision.
 */
public final class MaternRegression {
  private final MaternSmoother smoother;
  private final PseudoObservations evidence;
  private final double rest; // of the log evidence: what does not depend on f

  /**
   * @param x in any order, may repeat [rows]
   * @param y [rows]
   * @param noise variance of each row's noise, positive [rows]
   */
  public MaternRegression(MaternProcess process, double[] x, double[] y, double[] noise) {
    smoother = new MaternSmoother(process, 1);
    double[] places = Arrays.stream(x).map(v -> v + 0.0).sorted().distinct().toArray(); // -0 is 0
    double[] precision = new double[places.length];
    double[] shift = new double[places.length];
    double sum = 0;
    for (int row = 0; row < x.length; row++) {
      int at = Arrays.binarySearch(places, x[row] + 0.0);
      precision[at] += 1 / noise[row];
      shift[at] += y[row] / noise[row];
      sum -= 0.5 * (Math.log(2 * Math.PI * noise[row]) + y[row] * y[row] / noise[row]);
    }
    evidence = new PseudoObservations(places, 1, precision, shift);
    rest = sum;
  }

  /** Posterior of f at the different x, ascending. */
  public Moments smooth() {
    return smoother.smooth(evidence);
  }

  /** Posterior of f at the different x and at these places, ascending. */
  public Moments smooth(double[] places) {
    return smoother.smooth(evidence, places);
  }

  /** ln p(y), nats. */
  public double logEvidence() {
    return smooth().logNormaliser() + rest;
  }
}
