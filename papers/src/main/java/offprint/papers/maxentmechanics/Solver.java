package offprint.papers.maxentmechanics;

import java.util.ArrayList;
import java.util.List;
import offprint.kernels.convex.MaximumEntropy;
import offprint.method.Note;

/** What every task asks of a solution before it shows one. */
final class Solver {
  /** A miss, in standard deviations, beyond which a solution is not shown at all. */
  private static final double USELESS = 1e-6;

  private Solver() {}

  /**
   * @throws ArithmeticException if the targets are missed by more than the tolerance and than
   *     rounding explains
   */
  static void requireSolved(
      String what, boolean converged, double residual, double tol, int maxIter) {
    if (!converged && residual > Math.max(USELESS, tol)) {
      throw new ArithmeticException(
          "%s: not solved within maxIter = %d steps at tol = %s: targets are missed by %.3g sd"
              .formatted(what, maxIter, tol, residual));
    }
  }

  static List<Note> notes(MaximumEntropy model, double tol) {
    List<Note> notes = new ArrayList<>();
    if (!model.isConverged()) {
      notes.add(
          Note.warning(
              "tol = %s is below what rounding allows: targets are missed by %.3g sd."
                  .formatted(tol, model.residual())));
    }
    if (model.isOnBoundary()) {
      notes.add(
          Note.warning(
              "The targets lie on the boundary of what the states can reach: the model lives on the"
                  + " supporting face, the other states have probability 0, and multipliers marked"
                  + " ∞ are infinite."));
    }
    return notes;
  }

  /** "∞" with its sign where infinite. */
  static Object multiplier(MaximumEntropy model, int constraint) {
    return switch (model.infinite(constraint)) {
      case 1 -> "∞";
      case -1 -> "-∞";
      default -> model.multiplier(constraint);
    };
  }
}
