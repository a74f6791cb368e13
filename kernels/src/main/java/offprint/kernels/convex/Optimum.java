package offprint.kernels.convex;

/** Where a minimisation ended, and how. */
public final class Optimum {
  /** Why it ended. */
  public enum End {
    /** The gradient is below the tolerance. */
    CONVERGED,
    /** The value fell below the floor given: there is no minimum. */
    UNBOUNDED,
    /** No step improves value or gradient in floating point. */
    STALLED,
    /** The iterations are used up. */
    EXHAUSTED
  }

  private final End end;
  private final double[] point;
  private final double value;
  private final double residual;
  private final double[] hessian;
  private final int iterations;

  Optimum(
      End end, double[] point, double value, double residual, double[] hessian, int iterations) {
    this.end = end;
    this.point = point;
    this.value = value;
    this.residual = residual;
    this.hessian = hessian;
    this.iterations = iterations;
  }

  public End end() {
    return end;
  }

  /** [k]; not to be changed. */
  public double[] point() {
    return point;
  }

  public double value() {
    return value;
  }

  /** Largest violation of the optimality condition: max |gradient| where there is no penalty. */
  public double residual() {
    return residual;
  }

  /** [k * k] at the point, row-major; not to be changed. */
  public double[] hessian() {
    return hessian;
  }

  public int iterations() {
    return iterations;
  }
}
