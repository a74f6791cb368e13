package offprint.papers.arphmm;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import offprint.kernels.hmm.HiddenChain;
import offprint.kernels.hmm.WindowRegression;

/** Simulated futures of the health index, without exit, until it falls below the threshold. */
final class FailurePaths {
  private static final int PATHS = 500;
  private static final int LONGEST = 1_000;

  private final HiddenChain chain;
  private final WindowRegression series;
  private final double threshold;

  FailurePaths(EngineModel model) {
    this.chain = model.regimes().chain();
    this.series = model.regimes().series();
    this.threshold = model.threshold();
  }

  /** Median number of rows until failure; paths that outlive {@value #LONGEST} rows count so. */
  double median(double[] now, double[] health, RandomGenerator random) {
    int[] lives = new int[PATHS];
    double[] path = start(health, LONGEST);
    for (int i = 0; i < PATHS; i++) {
      lives[i] = simulate(now, path, LONGEST, random, true);
    }
    Arrays.sort(lives);
    return 0.5 * (lives[(PATHS - 1) / 2] + lives[PATHS / 2]);
  }

  /** Futures [count][steps] that continue below the threshold, for charts. */
  double[][] futures(double[] now, double[] health, int count, int steps, RandomGenerator random) {
    double[][] futures = new double[count][];
    double[] path = start(health, steps);
    for (int i = 0; i < count; i++) {
      simulate(now, path, steps, random, false);
      futures[i] = Arrays.copyOfRange(path, path.length - steps, path.length);
    }
    return futures;
  }

  /** The last values that the lags need, followed by space for the future. */
  private double[] start(double[] health, int steps) {
    int lags = series.width();
    double[] path = new double[lags + steps];
    System.arraycopy(health, health.length - lags, path, 0, lags);
    return path;
  }

  private int simulate(
      double[] now, double[] path, int steps, RandomGenerator random, boolean stop) {
    int lags = series.width();
    int state = draw(now, random);
    for (int j = 0; j < steps; j++) {
      state = next(state, random);
      int at = lags + j;
      path[at] =
          series.mean(state, path, at - 1)
              + Math.sqrt(series.variance(state)) * random.nextGaussian();
      if (stop && path[at] < threshold) {
        return j + 1;
      }
    }
    return steps;
  }

  private static int draw(double[] law, RandomGenerator random) {
    double u = random.nextDouble();
    int k = 0;
    while (k < law.length - 1 && u >= law[k]) {
      u -= law[k++];
    }
    return k;
  }

  private int next(int state, RandomGenerator random) {
    double u = random.nextDouble();
    int last = chain.states() - 1;
    for (int l = 0; l < last; l++) {
      u -= chain.transition(state, l);
      if (u < 0) {
        return l;
      }
    }
    return last;
  }
}
