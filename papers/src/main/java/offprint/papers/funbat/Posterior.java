package offprint.papers.funbat;

import java.util.Arrays;
import offprint.kernels.tensor.KroneckerSums;

/**
 * What was inferred, in the units of inference.
 *
 * @param noise variance, 1 / E[tau]
 */
record Posterior(Factor[] factors, Core core, double noise) {
  /**
   * Predictions.
   *
   * @param mean of the function [points]
   * @param variance of the function, without noise [points]
   */
  record Prediction(double[] mean, double[] variance) {}

  int modes() {
    return factors.length;
  }

  int rank() {
    return factors[0].evidence().components();
  }

  /**
   * Predicts at any indices, new ones too: they are smoothed with those of the rows.
   *
   * @param coordinates [K, points]
   */
  Prediction predict(double[][] coordinates) {
    Axis[] axes = Axis.of(coordinates);
    Factor[] at = new Factor[factors.length];
    for (int k = 0; k < at.length; k++) {
      at[k] = factors[k].at(axes[k].values());
    }
    int[][] index = Axis.indices(axes);
    KroneckerSums sums = new KroneckerSums(index, Axis.sizes(axes));
    double[][] moments = core.moments(index, sums, Tables.of(at));
    double[] variance = new double[moments[0].length];
    Arrays.setAll(variance, n -> Math.max(0, moments[1][n] - moments[0][n] * moments[0][n]));
    return new Prediction(moments[0], variance);
  }
}
