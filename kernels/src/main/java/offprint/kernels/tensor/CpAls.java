package offprint.kernels.tensor;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * CP decomposition, y = sum_r prod_k u^k_r(i_k), of a sparse tensor by alternating ridge
 * regressions. An index without entries has a zero vector.
 */
public final class CpAls {
  private final int rank;
  private final double[][] factors; // [K][sizes, rank]

  private CpAls(int rank, double[][] factors) {
    this.rank = rank;
    this.factors = factors;
  }

  /**
   * Fits from factors drawn evenly from [0, 1].
   *
   * @param ridge weight of |u|^2 beside the squared errors, positive
   * @param onSweep told after each sweep
   */
  public static CpAls fit(
      SparseTensor tensor,
      int rank,
      double ridge,
      int sweeps,
      RandomGenerator random,
      Runnable onSweep) {
    CpAls model = new CpAls(rank, randomFactors(tensor.sizes(), rank, random));
    double[] product = new double[rank];
    for (int sweep = 0; sweep < sweeps; sweep++) {
      for (int k = 0; k < tensor.modes(); k++) {
        NormalEquations equations = new NormalEquations(tensor.sizes()[k], rank);
        for (int n = 0; n < tensor.entries(); n++) {
          model.product(tensor.index(), n, k, product);
          equations.add(tensor.index()[k][n], product, tensor.values()[n]);
        }
        equations.solve(ridge, model.factors[k]);
      }
      onSweep.run();
    }
    return model;
  }

  static double[][] randomFactors(int[] sizes, int rank, RandomGenerator random) {
    return Arrays.stream(sizes)
        .mapToObj(size -> random.doubles((long) size * rank).toArray())
        .toArray(double[][]::new);
  }

  /** Elementwise product of the vectors of all modes but one. */
  private void product(int[][] index, int entry, int but, double[] product) {
    Arrays.fill(product, 1);
    for (int k = 0; k < factors.length; k++) {
      if (k != but) {
        for (int r = 0; r < rank; r++) {
          product[r] *= factors[k][index[k][entry] * rank + r];
        }
      }
    }
  }

  /** Values at entries [K, entries]. */
  public double[] predict(int[][] index) {
    double[] values = new double[index[0].length];
    double[] product = new double[rank];
    for (int n = 0; n < values.length; n++) {
      product(index, n, -1, product);
      values[n] = Arrays.stream(product).sum();
    }
    return values;
  }
}
