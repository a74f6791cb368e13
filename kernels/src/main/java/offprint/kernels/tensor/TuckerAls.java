package offprint.kernels.tensor;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Tucker decomposition, y = w' (u^1(i_1) x ... x u^K(i_K)), of a sparse tensor by alternating ridge
 * regressions of core and factors. An index without entries has a zero vector.
 */
public final class TuckerAls {
  private final int rank;
  private final double[][] factors; // [K][sizes, rank]
  private final double[] core; // [rank^K]

  private TuckerAls(int rank, double[][] factors) {
    this.rank = rank;
    this.factors = factors;
    core = new double[KroneckerSums.power(rank, factors.length)];
  }

  /**
   * Fits from factors drawn evenly from [0, 1].
   *
   * @param ridge weight of |w|^2 and |u|^2 beside the squared errors, positive
   * @param onSweep told after each sweep
   */
  public static TuckerAls fit(
      SparseTensor tensor,
      int rank,
      double ridge,
      int sweeps,
      RandomGenerator random,
      Runnable onSweep) {
    TuckerAls model = new TuckerAls(rank, CpAls.randomFactors(tensor.sizes(), rank, random));
    KroneckerSums sums = new KroneckerSums(tensor.index(), tensor.sizes());
    for (int sweep = 0; sweep < sweeps; sweep++) {
      model.fitCore(tensor, ridge);
      for (int k = 0; k < tensor.modes(); k++) {
        NormalEquations equations = new NormalEquations(tensor.sizes()[k], rank);
        int[] index = tensor.index()[k];
        sums.gradients(
            model.core,
            model.factors,
            rank,
            k,
            (n, gradient) -> equations.add(index[n], gradient, tensor.values()[n]));
        equations.solve(ridge, model.factors[k]);
      }
      onSweep.run();
    }
    return model;
  }

  private void fitCore(SparseTensor tensor, double ridge) {
    NormalEquations equations = new NormalEquations(1, core.length);
    double[] z = new double[core.length];
    for (int n = 0; n < tensor.entries(); n++) {
      kronecker(tensor.index(), n, z);
      equations.add(0, z, tensor.values()[n]);
    }
    equations.solve(ridge, core);
  }

  private void kronecker(int[][] index, int entry, double[] z) {
    Arrays.fill(z, 1);
    int stride = z.length;
    for (int k = 0; k < factors.length; k++) {
      stride /= rank;
      for (int i = 0; i < z.length; i++) {
        z[i] *= factors[k][index[k][entry] * rank + i / stride % rank];
      }
    }
  }

  /** Values at entries [K, entries]. */
  public double[] predict(int[][] index) {
    double[] values = new double[index[0].length];
    double[] z = new double[core.length];
    for (int n = 0; n < values.length; n++) {
      kronecker(index, n, z);
      for (int i = 0; i < z.length; i++) {
        values[n] += core[i] * z[i];
      }
    }
    return values;
  }
}
