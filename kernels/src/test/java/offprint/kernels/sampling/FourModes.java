package offprint.kernels.sampling;

/** Four equally likely normal laws in the plane. */
final class FourModes implements LogDensity {
  private static final double[][] MEANS = {{0, 0}, {5, 5}, {-5, 5}, {5, -5}};
  private static final double[][] COVARIANCES = {
    {.5, 0, .5}, {.8, .3, .8}, {.6, -.2, .6}, {1, .5, 1}
  };

  /** Variance added to every mode. */
  private final double blur;

  FourModes(double blur) {
    this.blur = blur;
  }

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public double value(double[] x) {
    return gradient(x, new double[2]);
  }

  @Override
  public double gradient(double[] x, double[] gradient) {
    double sum = 0;
    gradient[0] = 0;
    gradient[1] = 0;
    for (int k = 0; k < 4; k++) {
      double a = COVARIANCES[k][0] + blur;
      double b = COVARIANCES[k][1];
      double c = COVARIANCES[k][2] + blur;
      double det = a * c - b * b;
      double u = x[0] - MEANS[k][0];
      double v = x[1] - MEANS[k][1];
      double gu = -(c * u - b * v) / det;
      double gv = -(a * v - b * u) / det;
      double p = 0.25 * Math.exp((gu * u + gv * v) / 2) / (2 * Math.PI * Math.sqrt(det));
      sum += p;
      gradient[0] += p * gu;
      gradient[1] += p * gv;
    }
    gradient[0] /= sum;
    gradient[1] /= sum;
    return Math.log(sum);
  }
}
