package offprint.kernels.hmm;

import java.util.Arrays;

/**
 * A hidden chain of Q states: law of the first row, transitions, and the probability that the
 * sequence ends after a row. Immutable.
 */
public final class HiddenChain {
  private static final double TOLERANCE = 1e-9;

  private final int states;
  private final double[] start;
  private final double[] transition;
  private final double[] exit;

  private HiddenChain(double[] start, double[] transition, double[] exit) {
    this.states = start.length;
    this.start = start;
    this.transition = transition;
    this.exit = exit;
  }

  /** A chain that never ends. See {@link #of(double[], double[][], double[])}. */
  public static HiddenChain of(double[] start, double[][] transition) {
    return of(start, transition, new double[start.length]);
  }

  /**
   * @param start [Q], sums to 1
   * @param transition [Q][Q], rows sum to 1
   * @param exit [Q], in [0, 1]: probability to end after a row in that state
   * @throws IllegalArgumentException if shapes differ or a law is not one
   */
  public static HiddenChain of(double[] start, double[][] transition, double[] exit) {
    int states = start.length;
    if (states == 0 || transition.length != states || exit.length != states) {
      throw new IllegalArgumentException(
          "start, transition and exit must have one entry a state: got %d, %d and %d"
              .formatted(states, transition.length, exit.length));
    }
    double[] flat = new double[states * states];
    requireLaw("start", start);
    for (int k = 0; k < states; k++) {
      if (transition[k].length != states) {
        throw new IllegalArgumentException(
            "transition row %d must have %d entries: got %d"
                .formatted(k, states, transition[k].length));
      }
      requireLaw("transition row " + k, transition[k]);
      System.arraycopy(transition[k], 0, flat, k * states, states);
      if (!(exit[k] >= 0 && exit[k] <= 1)) {
        throw new IllegalArgumentException(
            "exit of state %d must lie in [0, 1]: got %s".formatted(k, exit[k]));
      }
    }
    return new HiddenChain(start.clone(), flat, exit.clone());
  }

  private static void requireLaw(String name, double[] law) {
    double sum = 0;
    for (double p : law) {
      if (!(p >= 0)) {
        throw new IllegalArgumentException(
            "%s must have no negative entry: got %s".formatted(name, p));
      }
      sum += p;
    }
    if (!(Math.abs(sum - 1) <= TOLERANCE)) {
      throw new IllegalArgumentException("%s must sum to 1: got %s".formatted(name, sum));
    }
  }

  public int states() {
    return states;
  }

  public double start(int state) {
    return start[state];
  }

  public double transition(int from, int to) {
    return transition[from * states + to];
  }

  public double exit(int state) {
    return exit[state];
  }

  public double[] start() {
    return start.clone();
  }

  /** [Q][Q]. */
  public double[][] transition() {
    double[][] rows = new double[states][];
    for (int k = 0; k < states; k++) {
      rows[k] = Arrays.copyOfRange(transition, k * states, (k + 1) * states);
    }
    return rows;
  }

  public double[] exit() {
    return exit.clone();
  }

  /** S = diag(1 - exit) A, flat: the probability to go on, and where. */
  public double[] survival() {
    double[] survival = transition.clone();
    for (int i = 0; i < survival.length; i++) {
      survival[i] *= 1 - exit[i / states];
    }
    return survival;
  }

  /** Last factor of a sequence: {@link #exit} where its end was seen, 1 where it was cut off. */
  public double[] end(boolean seen) {
    double[] end = exit.clone();
    if (!seen) {
      Arrays.fill(end, 1);
    }
    return end;
  }

  /** Of the log likelihood's penalty: sum of the logarithms of all positive probabilities. */
  double logProbabilities() {
    double sum = 0;
    for (double p : start) {
      sum += p > 0 ? Math.log(p) : 0;
    }
    for (double p : transition) {
      sum += p > 0 ? Math.log(p) : 0;
    }
    return sum;
  }
}
