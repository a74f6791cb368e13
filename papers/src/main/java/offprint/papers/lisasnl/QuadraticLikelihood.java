package offprint.papers.lisasnl;

import java.util.Arrays;
import offprint.kernels.sampling.Ensemble;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The baseline without a network: s ~ N(quadratic of θ, one covariance), by least squares.
 *
 * @param weights [features × K]
 * @param law of the residuals
 * @param theta mean and covariance of the parameters
 */
record QuadraticLikelihood(DMatrixRMaj weights, Gaussian law, Gaussian theta)
    implements LearnedLikelihood {

  /**
   * @param s summaries [n][K]
   * @param points parameters [n][d]
   */
  static QuadraticLikelihood fit(double[][] s, double[][] points) {
    Draws draws = Draws.equal(points);
    Gaussian theta = new Gaussian(draws.mean(), draws.covariance());
    DMatrixRMaj features =
        new DMatrixRMaj(
            Arrays.stream(points).map(p -> features(theta.whiten(p))).toArray(double[][]::new));
    DMatrixRMaj summaries = new DMatrixRMaj(s);
    int width = features.numCols;
    DMatrixRMaj normal = new DMatrixRMaj(width, width);
    CommonOps_DDRM.multTransA(features, features, normal);
    for (int i = 0; i < width; i++) {
      normal.add(i, i, 1e-9 * normal.get(i, i));
    }
    DMatrixRMaj right = new DMatrixRMaj(width, summaries.numCols);
    CommonOps_DDRM.multTransA(features, summaries, right);
    DMatrixRMaj weights = new DMatrixRMaj(width, summaries.numCols);
    CommonOps_DDRM.solve(normal, right, weights);
    DMatrixRMaj residual = new DMatrixRMaj(s.length, summaries.numCols);
    CommonOps_DDRM.mult(features, weights, residual);
    CommonOps_DDRM.subtract(summaries, residual, residual);
    double[][] rows = new double[s.length][];
    int k = summaries.numCols;
    Arrays.setAll(rows, i -> Arrays.copyOfRange(residual.data, i * k, (i + 1) * k));
    return new QuadraticLikelihood(
        weights, new Gaussian(new double[k], Draws.equal(rows).covariance()), theta);
  }

  private static double[] features(double[] z) {
    int d = z.length;
    double[] features = new double[1 + d + d * (d + 1) / 2];
    features[0] = 1;
    int at = 1;
    for (int i = 0; i < d; i++) {
      features[at++] = z[i];
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        features[at++] = z[i] * z[j];
      }
    }
    return features;
  }

  @Override
  public Ensemble.Batch at(double[] observed) {
    return points -> Arrays.stream(points).mapToDouble(p -> one(observed, p)).toArray();
  }

  private double one(double[] observed, double[] point) {
    double[] features = features(theta.whiten(point));
    double[] residual = observed.clone();
    for (int k = 0; k < residual.length; k++) {
      for (int f = 0; f < features.length; f++) {
        residual[k] -= features[f] * weights.get(f, k);
      }
    }
    return -law.distance(residual) / 2;
  }
}
