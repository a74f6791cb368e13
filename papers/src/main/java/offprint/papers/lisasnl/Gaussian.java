package offprint.papers.lisasnl;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/** A Gaussian of d coordinates, factored on the scale of its standard deviations. */
final class Gaussian {
  private static final double RIDGE = 1e-10;

  private final double[] mean;
  private final double[] scale;

  /** C [d × d], lower, of the correlation C C'. */
  private final double[] factor;

  /**
   * @param covariance [d × d]
   * @throws ArithmeticException if it is not positive definite
   */
  Gaussian(double[] mean, double[] covariance) {
    int d = mean.length;
    this.mean = mean.clone();
    scale = new double[d];
    Arrays.setAll(scale, i -> Math.sqrt(covariance[i * d + i]));
    DMatrixRMaj correlation = new DMatrixRMaj(d, d);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        correlation.set(i, j, covariance[i * d + j] / (scale[i] * scale[j]) + (i == j ? RIDGE : 0));
      }
    }
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(d, true);
    if (!cholesky.decompose(correlation)) {
      throw new ArithmeticException("a covariance is not positive definite");
    }
    factor = cholesky.getT(null).data.clone();
  }

  double[] mean() {
    return mean.clone();
  }

  /** The covariance [d × d]. */
  double[] covariance() {
    int d = mean.length;
    double[] covariance = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        double sum = 0;
        for (int k = 0; k <= Math.min(i, j); k++) {
          sum += factor[i * d + k] * factor[j * d + k];
        }
        covariance[i * d + j] = scale[i] * scale[j] * sum;
      }
    }
    return covariance;
  }

  /** z = C⁻¹ ((x - mean) / scale): N(0, I) for draws. */
  double[] whiten(double[] x) {
    int d = mean.length;
    double[] z = new double[d];
    for (int i = 0; i < d; i++) {
      double sum = (x[i] - mean[i]) / scale[i];
      for (int j = 0; j < i; j++) {
        sum -= factor[i * d + j] * z[j];
      }
      z[i] = sum / factor[i * d + i];
    }
    return z;
  }

  /** The point whose whitened coordinates are z. */
  double[] colour(double[] z) {
    int d = mean.length;
    double[] x = mean.clone();
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        x[i] += scale[i] * factor[i * d + j] * z[j];
      }
    }
    return x;
  }

  /** Squared Mahalanobis distance of a point. */
  double distance(double[] x) {
    return Arrays.stream(whiten(x)).map(z -> z * z).sum();
  }

  double[] draw(RandomGenerator random) {
    double[] z = new double[mean.length];
    Arrays.setAll(z, _ -> random.nextGaussian());
    return colour(z);
  }
}
