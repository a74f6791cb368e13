package offprint.papers.maxentmechanics;

import java.util.function.IntConsumer;

/**
 * A chain under a force lambda_t that may change at every step t = 0 … T-1, with the observable
 * J(x,y). {@link #response} differentiates the mean fluxes by carrying tangents through their
 * definition; {@link #covariance} sums second moments over paths. The fluctuation–dissipation
 * theorem says that they are opposite. Both take O(T^2 n^2).
 */
interface DrivenChain {
  /** Mean flux [T] at each step. */
  double[] mean();

  /**
   * d mean_t / d lambda_s [T][T], t first.
   *
   * @param onStep told each s; may throw to stop
   */
  double[][] response(IntConsumer onStep);

  /** What must be minus the response [T][T]. */
  double[][] covariance(IntConsumer onStep);

  /** Largest |response + covariance|: 0 by the fluctuation–dissipation theorem. */
  static double largestSum(double[][] response, double[][] covariance) {
    double largest = 0;
    for (int t = 0; t < response.length; t++) {
      for (int s = 0; s < response.length; s++) {
        largest = Math.max(largest, Math.abs(response[t][s] + covariance[t][s]));
      }
    }
    return largest;
  }
}
