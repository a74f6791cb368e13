package offprint.papers.srrw;

import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;

/** The loss F_i(theta) of what node i holds, the mean over its rows. */
interface Objective {
  /** Length of theta. */
  int parameters();

  /**
   * Sets {@code out} to the gradient of F_node [parameters].
   *
   * @param batch rows drawn with repetition; 0 takes all the node has
   */
  void gradient(double[] theta, int node, int batch, RandomGenerator random, double[] out);

  double loss(double[] theta, int node);

  /** Adds weight times the Hessian of F_node [parameters, parameters]. */
  void addHessian(double[] theta, int node, double weight, DMatrixRMaj hessian);
}
