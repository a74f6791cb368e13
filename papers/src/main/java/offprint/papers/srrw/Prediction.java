package offprint.papers.srrw;

import java.util.function.IntConsumer;
import offprint.kernels.markov.SelfRepellentVariance;

/**
 * What theory says of the error of a weighted mean: for an arm whose visits have law mu and
 * importance h = target / mu, the estimate sum x h f / sum x h errs like the mean of h (f - truth).
 */
final class Prediction {
  private final SelfRepellentVariance variance;

  Prediction(Arm arm, double[] value, double truth, IntConsumer onStep) {
    double[] h = arm.importance();
    double[] error = new double[value.length];
    for (int i = 0; i < error.length; i++) {
      error[i] = h[i] * (value[i] - truth);
    }
    variance = new SelfRepellentVariance(arm.chain, error, onStep);
  }

  /**
   * The squared error after {@code hops}: variance / n for a = 1, variance g_n for a &lt; 1.
   *
   * @param gammaExponent a
   */
  double squaredError(double alpha, double hops, double gammaExponent) {
    return variance(alpha, gammaExponent) * Math.pow(hops, -gammaExponent);
  }

  double variance(double alpha, double gammaExponent) {
    return variance.of(alpha, gammaExponent == 1);
  }

  double independent() {
    return variance.independent();
  }
}
