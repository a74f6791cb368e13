package offprint.kernels.sampling;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The steps before the draws. They adapt the step size by Robbins and Monro's rule, ln s += t^-0.6
 * (acceptance - target), and learn the deviation of each coordinate; then both are frozen, since a
 * chain that keeps adapting samples another law.
 *
 * @param steps number of steps
 * @param stepSize true to adapt it
 * @param scale true to learn a deviation for each coordinate, from the third quarter of the steps
 */
public record Warmup(int steps, boolean stepSize, boolean scale) {
  private static final int FEWEST_FOR_SCALE = 40;

  /** Steps that only move the chain away from its start. */
  public static Warmup fixed(int steps) {
    return new Warmup(steps, false, false);
  }

  /** Steps that adapt step size and scale. */
  public static Warmup adaptive(int steps) {
    return new Warmup(steps, true, true);
  }

  /**
   * Warms a chain up.
   *
   * @param beat run after each step
   */
  public void run(Chain chain, RandomGenerator random, Runnable beat) {
    boolean scaled = scale && steps >= FEWEST_FOR_SCALE;
    int half = steps / 2;
    int learnt = half + (steps - half) / 2;
    Deviations deviations = new Deviations(chain.point().length);
    if (stepSize) {
      chain.stepSize(chain.usualStepSize());
    }
    chain.learning(stepSize);
    int since = 0;
    for (int t = 0; t < steps; t++) {
      if (scaled && t == learnt) {
        chain.scale(deviations.values());
        since = 0;
        if (stepSize) {
          chain.stepSize(chain.usualStepSize());
        }
      }
      double acceptance = chain.step(random);
      since++;
      if (stepSize) {
        double change = Math.pow(since, -0.6) * (acceptance - chain.targetAcceptance());
        chain.stepSize(chain.stepSize() * Math.exp(change));
      }
      if (t >= half && t < learnt) {
        deviations.add(chain.point());
      }
      beat.run();
    }
    chain.learning(false);
  }

  /** Standard deviations of points, by Welford's update; 1 for a coordinate that never moved. */
  private static final class Deviations {
    private final double[] mean;
    private final double[] squares;
    private int count;

    Deviations(int dimension) {
      mean = new double[dimension];
      squares = new double[dimension];
    }

    void add(double[] x) {
      count++;
      for (int i = 0; i < x.length; i++) {
        double gap = x[i] - mean[i];
        mean[i] += gap / count;
        squares[i] += gap * (x[i] - mean[i]);
      }
    }

    double[] values() {
      return Arrays.stream(squares).map(s -> s > 0 ? Math.sqrt(s / (count - 1)) : 1).toArray();
    }
  }
}
