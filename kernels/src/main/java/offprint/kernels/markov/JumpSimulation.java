package offprint.kernels.markov;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Exact simulation of a jump process (Gillespie 1976). */
public final class JumpSimulation {
  private final int n;
  private final double[] meanWait;
  private final double[] cumulative;

  public JumpSimulation(RateMatrix chain) {
    n = chain.states();
    meanWait = new double[n];
    cumulative = new double[n * n];
    for (int i = 0; i < n; i++) {
      meanWait[i] = 1 / chain.exitRate(i);
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += i == j ? 0 : chain.get(i, j);
        cumulative[i * n + j] = sum / chain.exitRate(i);
      }
    }
  }

  /**
   * A path: the state from each time to the next.
   *
   * @param time of the start, 0, and of each jump
   * @param state from then on
   */
  public record Path(double[] time, int[] state) {}

  /** The path from {@code start} during {@code duration}. */
  public Path path(int start, double duration, RandomGenerator random) {
    double[] time = new double[64];
    int[] state = new int[64];
    state[0] = start;
    int jumps = 0;
    double now = wait(start, random);
    while (now < duration) {
      if (++jumps == time.length) {
        time = Arrays.copyOf(time, 2 * jumps);
        state = Arrays.copyOf(state, 2 * jumps);
      }
      time[jumps] = now;
      state[jumps] = next(state[jumps - 1], random);
      now += wait(state[jumps], random);
    }
    return new Path(Arrays.copyOf(time, jumps + 1), Arrays.copyOf(state, jumps + 1));
  }

  /**
   * The states at some times of a path that begins in {@code start} at the first of them.
   *
   * @param times increasing
   */
  public int[] at(double[] times, int start, RandomGenerator random) {
    int[] states = new int[times.length];
    int state = start;
    double leaves = times[0] + wait(state, random);
    for (int i = 0; i < times.length; i++) {
      while (leaves <= times[i]) {
        state = next(state, random);
        leaves += wait(state, random);
      }
      states[i] = state;
    }
    return states;
  }

  /** Infinite in absorbing states. */
  private double wait(int state, RandomGenerator random) {
    return meanWait[state] * random.nextExponential();
  }

  private int next(int state, RandomGenerator random) {
    double u = random.nextDouble();
    int to = 0;
    while (to < n - 1 && u >= cumulative[state * n + to]) {
      to++;
    }
    return to;
  }
}
