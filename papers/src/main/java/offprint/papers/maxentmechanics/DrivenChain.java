package offprint.papers.maxentmechanics;

/**
 * A chain under a force lambda_t that may change at every step t = 0 … T-1, with the observable
 * J(x,y). {@link #response} differentiates the mean fluxes by carrying tangents through their
 * definition; {@link #covariance} sums second moments over paths. The fluctuation–dissipation
 * theorem says that they are opposite. Both take O(T^2 n^2).
 */
interface DrivenChain {
  /** Mean flux [T] at each step. */
  double[] mean();

  /** d mean_t / d lambda_s [T][T], t first. */
  double[][] response();

  /** What must be minus the response [T][T]. */
  double[][] covariance();
}
