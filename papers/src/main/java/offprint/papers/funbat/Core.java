package offprint.papers.funbat;

import offprint.kernels.tensor.KroneckerSums;
import offprint.kernels.tensor.SparseTensor;

/** How the functions of the modes combine: q(w), or a fixed w. */
interface Core {
  /** Updates q(w), given the functions. */
  void update(SparseTensor rows, KroneckerSums sums, Tables tables, double tau);

  /** What the rows say about the functions of one mode. */
  Messages messages(SparseTensor rows, KroneckerSums sums, Tables tables, int mode);

  /**
   * E[w'z] and E[(w'z)^2] at points.
   *
   * @param index of each mode and point among those of the tables [K, points]
   * @return [2, points]
   */
  double[][] moments(int[][] index, KroneckerSums sums, Tables tables);

  /** KL divergence of q(w) from the prior, nats. */
  double divergence();

  /** E[w] [R^K]; empty where w is fixed. */
  double[] mean();

  /** Covariance of w [R^K, R^K]; empty where w is fixed. */
  double[] covariance();
}
