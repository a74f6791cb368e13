package offprint.kernels.markov;

/** Checks of transition matrices, and their rates of entropy. */
public final class TransitionMatrix {
  /** How far a row may be from summing to 1. */
  public static final double ROW_TOLERANCE = 1e-9;

  private TransitionMatrix() {}

  /**
   * The matrix with each row scaled to sum to 1 exactly.
   *
   * @param transition [n][n]
   * @throws IllegalArgumentException naming the row (from 1) that is not a distribution
   */
  public static double[][] checked(double[][] transition) {
    int n = transition.length;
    double[][] p = new double[n][n];
    for (int i = 0; i < n; i++) {
      if (transition[i].length != n) {
        throw new IllegalArgumentException(
            "transition row %d: expected %d probabilities: got %d"
                .formatted(i + 1, n, transition[i].length));
      }
      double sum = 0;
      for (int j = 0; j < n; j++) {
        double value = transition[i][j];
        if (!(value >= 0) || Double.isInfinite(value)) {
          throw new IllegalArgumentException(
              "transition row %d, column %d: must be a probability: got %s"
                  .formatted(i + 1, j + 1, value));
        }
        sum += value;
      }
      if (!(Math.abs(sum - 1) <= ROW_TOLERANCE)) {
        throw new IllegalArgumentException(
            "transition row %d: must sum to 1: got %s".formatted(i + 1, sum));
      }
      for (int j = 0; j < n; j++) {
        p[i][j] = transition[i][j] / sum;
      }
    }
    return p;
  }

  /** Entropy rate -sum_i pi_i sum_j P_ij ln P_ij, in nats per step. */
  public static double entropyRateNats(double[][] transition, double[] stationary) {
    double rate = 0;
    for (int i = 0; i < transition.length; i++) {
      for (double p : transition[i]) {
        rate -= p > 0 ? stationary[i] * p * StrictMath.log(p) : 0;
      }
    }
    return rate;
  }

  /**
   * Information lost by a step when its direction in time is forgotten: sum_xy p_x P_xy ln [p_x
   * P_xy / (p'_y P_yx)], p' = p P, in nats; not negative. For the stationary law it is the entropy
   * production per step.
   *
   * @return infinity if a move has no reverse
   */
  public static double irreversibilityNats(double[][] transition, double[] law) {
    int n = law.length;
    double[] next = new double[n];
    for (int x = 0; x < n; x++) {
      for (int y = 0; y < n; y++) {
        next[y] += law[x] * transition[x][y];
      }
    }
    double loss = 0;
    for (int x = 0; x < n; x++) {
      for (int y = 0; y < n; y++) {
        double forth = law[x] * transition[x][y];
        if (forth > 0) {
          loss += forth * StrictMath.log(forth / (next[y] * transition[y][x]));
        }
      }
    }
    return loss;
  }
}
