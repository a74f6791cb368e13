package offprint.papers.funbat;

import java.util.Arrays;
import offprint.kernels.tensor.KroneckerSums;
import offprint.kernels.tensor.SparseTensor;
import offprint.kernels.tensor.SymmetricPairs;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.jspecify.annotations.Nullable;

/** The Tucker form: a Gaussian q(w) over a full core, prior N(0, I). */
final class TuckerCore implements Core {
  private final int rank;
  private final int size; // R^K
  private final SymmetricPairs pairs;
  private double[] mean;
  private double[] covariance;
  private double[] coefficients; // of E[w w'] for products of pairs [S^K]
  private double logDeterminant; // of the covariance

  TuckerCore(int rank, int modes) {
    this(rank, modes, null, null);
  }

  /** The posterior with these moments. */
  TuckerCore(int rank, int modes, double @Nullable [] mean, double @Nullable [] covariance) {
    this.rank = rank;
    size = (int) Math.pow(rank, modes);
    pairs = new SymmetricPairs(rank, modes);
    this.mean = mean == null ? new double[size] : mean;
    this.covariance = covariance == null ? new double[size * size] : covariance;
    coefficients = coefficients();
  }

  private double[] coefficients() {
    double[] second = covariance.clone();
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        second[i * size + j] += mean[i] * mean[j];
      }
    }
    return pairs.coefficients(second);
  }

  @Override
  public void update(SparseTensor rows, KroneckerSums sums, Tables tables, double tau) {
    double[] ones = new double[rows.entries()];
    Arrays.fill(ones, tau);
    DMatrixRMaj precision =
        DMatrixRMaj.wrap(
            size, size, pairs.matrix(sums.total(tables.second(), pairs.pairs(), ones)));
    for (int i = 0; i < size; i++) {
      precision.data[i * size + i] += 1;
    }
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(size);
    if (!solver.setA(precision)) {
      throw new ArithmeticException("the precision of the core is not positive definite");
    }
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = solver.getDecomposition();
    DMatrixRMaj factor = cholesky.getT(null);
    logDeterminant = 0;
    for (int i = 0; i < size; i++) {
      logDeterminant -= 2 * Math.log(factor.get(i, i));
    }
    DMatrixRMaj inverse = new DMatrixRMaj(size, size);
    solver.invert(inverse);
    covariance = inverse.data;
    double[] shift = sums.total(tables.mean(), rank, rows.values());
    mean = new double[size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        mean[i] += tau * covariance[i * size + j] * shift[j];
      }
    }
    coefficients = coefficients();
  }

  @Override
  public Messages messages(SparseTensor rows, KroneckerSums sums, Tables tables, int mode) {
    int n = rows.sizes()[mode];
    int[] index = rows.index()[mode];
    Messages messages = new Messages(new double[n * pairs.pairs()], new double[n * rank]);
    sums.gradients(
        mean,
        tables.mean(),
        rank,
        mode,
        (row, gradient) -> {
          for (int r = 0; r < rank; r++) {
            messages.first()[index[row] * rank + r] += rows.values()[row] * gradient[r];
          }
        });
    double[] second = messages.second();
    int width = pairs.pairs();
    sums.gradients(
        coefficients,
        tables.second(),
        width,
        mode,
        (row, gradient) -> {
          for (int pair = 0; pair < width; pair++) {
            second[index[row] * width + pair] += gradient[pair];
          }
        });
    for (int i = 0; i < n; i++) {
      for (int r = 0; r < rank; r++) {
        for (int s = r + 1; s < rank; s++) {
          second[i * width + pairs.pair(r, s)] *= 0.5; // a pair stands for (r, s) and (s, r)
        }
      }
    }
    return messages;
  }

  @Override
  public double[][] moments(int[][] index, KroneckerSums sums, Tables tables) {
    return new double[][] {
      values(mean, index[0], sums, tables.mean(), rank),
      values(coefficients, index[0], sums, tables.second(), pairs.pairs())
    };
  }

  private static double[] values(
      double[] coefficients, int[] index, KroneckerSums sums, double[][] vectors, int width) {
    double[] values = new double[index.length];
    sums.gradients(
        coefficients,
        vectors,
        width,
        0,
        (n, gradient) -> {
          for (int i = 0; i < width; i++) {
            values[n] += gradient[i] * vectors[0][index[n] * width + i];
          }
        });
    return values;
  }

  @Override
  public double divergence() {
    double sum = -size - logDeterminant;
    for (int i = 0; i < size; i++) {
      sum += covariance[i * size + i] + mean[i] * mean[i];
    }
    return 0.5 * sum;
  }

  @Override
  public double[] mean() {
    return mean;
  }

  @Override
  public double[] covariance() {
    return covariance;
  }
}
