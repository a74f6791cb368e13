package offprint.kernels.convex;

/** A twice differentiable convex function of k variables. */
public interface SmoothConvex {
  int dimension();

  /**
   * The value at {@code x}.
   *
   * @param x [k]
   * @param gradient [k], overwritten
   * @param hessian [k * k], row-major, both triangles overwritten
   * @return not finite where x is outside the domain
   */
  double evaluate(double[] x, double[] gradient, double[] hessian);
}
