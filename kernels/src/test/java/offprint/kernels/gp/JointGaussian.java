package offprint.kernels.gp;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Posterior of all components at all places by the whole precision matrix. */
record JointGaussian(double[] mean, double[] covariance, double logNormaliser) {
  static JointGaussian of(MaternProcess process, PseudoObservations evidence) {
    int n = evidence.x().length;
    int r = evidence.components();
    DMatrixRMaj prior = new DMatrixRMaj(n * r, n * r);
    DMatrixRMaj lambda = new DMatrixRMaj(n * r, n * r);
    DMatrixRMaj eta = new DMatrixRMaj(n * r, 1);
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < r; i++) {
        eta.set(k * r + i, 0, evidence.shift()[k * r + i]);
        for (int j = 0; j < r; j++) {
          lambda.set(k * r + i, k * r + j, evidence.precision()[(k * r + i) * r + j]);
        }
        for (int l = 0; l < n; l++) {
          prior.set(k * r + i, l * r + i, process.covariance(evidence.x()[k] - evidence.x()[l]));
        }
      }
    }
    DMatrixRMaj whole = CommonOps_DDRM.identity(n * r);
    CommonOps_DDRM.multAdd(prior, lambda, whole);
    DMatrixRMaj posterior = new DMatrixRMaj(n * r, n * r);
    CommonOps_DDRM.solve(whole, prior, posterior); // (I + K Lambda)^-1 K: K itself is near singular
    DMatrixRMaj mean = new DMatrixRMaj(n * r, 1);
    CommonOps_DDRM.mult(posterior, eta, mean);
    double[] covariance = new double[n * r * r];
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < r; i++) {
        for (int j = 0; j < r; j++) {
          covariance[(k * r + i) * r + j] = posterior.get(k * r + i, k * r + j);
        }
      }
    }
    double logNormaliser =
        0.5 * CommonOps_DDRM.dot(eta, mean) - 0.5 * Math.log(CommonOps_DDRM.det(whole));
    return new JointGaussian(mean.data, covariance, logNormaliser);
  }
}
