package offprint.kernels.convex;

/** f(x) + 1/2 sum_k r_k x_k^2: the dual of targets with Gaussian errors of variance r_k. */
final class Ridge implements SmoothConvex {
  private final SmoothConvex f;
  private final double[] ridge;

  Ridge(SmoothConvex f, double[] ridge) {
    this.f = f;
    this.ridge = ridge;
  }

  @Override
  public int dimension() {
    return f.dimension();
  }

  @Override
  public double evaluate(double[] x, double[] gradient, double[] hessian) {
    double value = f.evaluate(x, gradient, hessian);
    for (int k = 0; k < x.length; k++) {
      value += 0.5 * ridge[k] * x[k] * x[k];
      gradient[k] += ridge[k] * x[k];
      hessian[k * x.length + k] += ridge[k];
    }
    return value;
  }
}
