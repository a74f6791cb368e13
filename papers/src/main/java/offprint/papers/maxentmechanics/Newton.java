package offprint.papers.maxentmechanics;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.harness.Findings;
import offprint.kernels.convex.MaximumEntropy;
import offprint.kernels.convex.MomentProblem;
import offprint.method.Param;

/** Tolerance and step limit of the solver. */
record Newton(
    @Param(
            label = "Tolerance",
            help = "Largest miss of a target, in standard deviations",
            value = "1e-12",
            advanced = true)
        @DecimalMin("1e-15")
        @DecimalMax("1e-3")
        double tol,
    @Param(
            label = "Newton steps",
            help = "Most Newton steps",
            unit = "steps",
            value = "200",
            advanced = true)
        @Min(1)
        @Max(10_000)
        int maxIter) {
  /** Error of a target, in standard deviations, beyond which a solution is refused. */
  private static final double USELESS = 1e-6;

  /**
   * @param what for messages
   * @param onStep told each step; may throw to stop
   * @throws ArithmeticException as {@link #requireSolved}
   */
  MaximumEntropy solve(MomentProblem problem, String what, Runnable onStep) {
    MaximumEntropy model = MaximumEntropy.solve(problem, tol, maxIter, _ -> onStep.run());
    requireSolved(what, model.isConverged(), model.residual());
    return model;
  }

  /**
   * @throws ArithmeticException if the targets are missed by more than the tolerance and than
   *     rounding explains
   */
  void requireSolved(String what, boolean converged, double residual) {
    if (!converged && residual > Math.max(USELESS, tol)) {
      throw new ArithmeticException(
          "%s: not solved within maxIter = %d steps at tol = %s: targets are missed by %.3g sd"
              .formatted(what, maxIter, tol, residual));
    }
  }

  void warnUnlessConverged(boolean converged, double residual, Findings out) {
    if (!converged) {
      out.warning(
          "tol = %s is below what rounding allows: targets are missed by %.3g sd."
              .formatted(tol, residual));
    }
  }

  void warn(MaximumEntropy model, Findings out) {
    warnUnlessConverged(model.isConverged(), model.residual(), out);
    if (model.isOnBoundary()) {
      out.warning(
          "The targets lie on the boundary of what the states can reach: the model lives on the"
              + " supporting face, the other states have probability 0, and multipliers marked ∞"
              + " are infinite.");
    }
  }
}
