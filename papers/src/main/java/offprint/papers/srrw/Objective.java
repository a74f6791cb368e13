package offprint.papers.srrw;

import java.util.random.RandomGenerator;

/** The loss F_i(theta) of what node i holds, the mean over its rows. */
interface Objective {
  /** Length of theta. */
  int parameters();

  /**
   * Sets {@code out} to the gradient of F_node [parameters].
   *
   * @param batch rows drawn with repetition; 0 takes all the node has, and draws nothing
   */
  void gradient(double[] theta, int node, int batch, RandomGenerator random, double[] out);

  double loss(double[] theta, int node);

  /** Adds weight times the Hessian of F_node [parameters * parameters]. */
  void addHessian(double[] theta, int node, double weight, double[] hessian);

  /** The gradient over all rows of a node. */
  default void gradient(double[] theta, int node, double[] out) {
    gradient(theta, node, 0, NO_RANDOM, out);
  }

  /** For a batch of 0. */
  RandomGenerator NO_RANDOM =
      () -> {
        throw new IllegalStateException("a full batch draws nothing");
      };
}
