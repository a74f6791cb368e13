package offprint.papers.srrw;

import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The batch minimum of sum_i target_i F_i by Newton's method with halved steps: what a token that
 * hops for ever comes to.
 */
final class Newton {
  /** More parameters than this take minutes. */
  static final int MOST_PARAMETERS = 600;

  private static final int MOST_STEPS = 200;

  private final Objective objective;
  private final double[] target;
  private final Runnable onStep;

  Newton(Objective objective, double[] target, Runnable onStep) {
    this.objective = objective;
    this.target = target;
    this.onStep = onStep;
  }

  /**
   * The minimum.
   *
   * @throws ArithmeticException if 200 steps do not suffice, or the minimum is not unique
   */
  double[] minimise(double[] start) {
    double[] theta = start.clone();
    double loss = loss(theta);
    for (int step = 0; step < MOST_STEPS; step++) {
      onStep.run();
      DMatrixRMaj gradient = gradient(theta);
      DMatrixRMaj move = new DMatrixRMaj(theta.length, 1);
      if (!CommonOps_DDRM.solve(hessian(theta), gradient, move)) {
        throw new ArithmeticException(
            "Newton step %d: the Hessian is singular; kappa above 0 makes the minimum unique"
                .formatted(step));
      }
      double decrease = CommonOps_DDRM.dot(gradient, move);
      if (!Double.isFinite(decrease)) {
        throw new ArithmeticException("Newton step %d: the move is not finite".formatted(step));
      }
      if (decrease < 1e-26 * Math.max(1, Math.abs(loss))) {
        return theta;
      }
      double length = 1;
      double[] next = moved(theta, move, length);
      double nextLoss = loss(next);
      double rounding = 1e-14 * Math.max(1, Math.abs(loss));
      while (nextLoss > loss - 1e-4 * length * decrease + rounding && length > 1e-10) {
        length /= 2;
        next = moved(theta, move, length);
        nextLoss = loss(next);
      }
      if (length <= 1e-10) {
        return theta;
      }
      theta = next;
      loss = nextLoss;
    }
    throw new ArithmeticException("Newton does not converge in %d steps".formatted(MOST_STEPS));
  }

  private static double[] moved(double[] theta, DMatrixRMaj move, double length) {
    double[] next = theta.clone();
    for (int k = 0; k < next.length; k++) {
      next[k] -= length * move.data[k];
    }
    return next;
  }

  double loss(double[] theta) {
    double sum = 0;
    for (int i = 0; i < target.length; i++) {
      sum += target[i] * objective.loss(theta, i);
    }
    return sum;
  }

  private DMatrixRMaj gradient(double[] theta) {
    DMatrixRMaj sum = new DMatrixRMaj(theta.length, 1);
    double[] one = new double[theta.length];
    for (int i = 0; i < target.length; i++) {
      objective.gradient(theta, i, 0, NO_RANDOM, one);
      for (int k = 0; k < one.length; k++) {
        sum.data[k] += target[i] * one[k];
      }
    }
    return sum;
  }

  DMatrixRMaj hessian(double[] theta) {
    DMatrixRMaj sum = new DMatrixRMaj(theta.length, theta.length);
    for (int i = 0; i < target.length; i++) {
      if ((i & 0x3F) == 0) {
        onStep.run();
      }
      objective.addHessian(theta, i, target[i], sum);
    }
    return sum;
  }

  /** For batch 0, which draws nothing. */
  static final RandomGenerator NO_RANDOM =
      () -> {
        throw new IllegalStateException("a full batch draws nothing");
      };
}
