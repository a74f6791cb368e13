package offprint.kernels.gp;

import java.util.Arrays;
import java.util.stream.IntStream;

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
    int[] order =
        IntStream.range(0, x.length)
            .boxed()
            .sorted((i, j) -> Double.compare(x[i], x[j]))
            .mapToInt(i -> i)
            .toArray();
    double[] places = Arrays.stream(x).sorted().distinct().toArray();
    double[] precision = new double[places.length];
    double[] shift = new double[places.length];
    double sum = 0;
    int at = 0;
    for (int row : order) {
      while (places[at] != x[row]) {
        at++;
      }
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
