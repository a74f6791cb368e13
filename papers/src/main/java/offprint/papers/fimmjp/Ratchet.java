package offprint.papers.fimmjp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import offprint.harness.Inputs;
import offprint.kernels.markov.RateMatrix;
import offprint.method.Source;

/**
 * The authors' flashing ratchet, which no network was trained on: three places whose potential is
 * on (states 0 to 2) or off (3 to 5).
 *
 * @param potential V
 */
record Ratchet(int potential) {
  private static final int STATES = 6;
  private static final int BLOCK = 300;
  private static final int BLOCKS = 5;
  private static final int EVERY = 4;
  private static final double LENGTH = 2.5;

  /** The true rates [36]. */
  double[] rates() {
    double[] rate = new double[STATES * STATES];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        if (i != j) {
          rate[i * STATES + j] = Math.exp(-0.5 * potential * (j - i));
          rate[(i + 3) * STATES + j + 3] = 1;
        }
      }
      rate[i * STATES + i + 3] = 1;
      rate[(i + 3) * STATES + i] = 1;
    }
    return rate;
  }

  /** All shipped paths, 100 readings each. */
  Paths paths(Inputs in) throws IOException {
    DigitPaths digits =
        in.read("potentials", Source.example("flashing-ratchet-v" + potential), DigitPaths::read);
    int[][] readings =
        digits.lines().stream()
            .map(line -> line.chars().map(c -> c - '0').toArray())
            .toArray(int[][]::new);
    double[] times = new double[readings[0].length];
    Arrays.setAll(times, i -> LENGTH * i / (times.length - 1));
    double[][] all = new double[readings.length][];
    Arrays.fill(all, times);
    return new Paths(STATES, readings, all);
  }

  /** Some paths, every fourth reading, a share of them misread. */
  static Paths thinned(Paths paths, int from, int count, double epsilon, SplittableRandom random) {
    double[] times = paths.times()[0];
    double[] kept = new double[(times.length + EVERY - 1) / EVERY];
    Arrays.setAll(kept, i -> times[i * EVERY]);
    int[][] readings = new int[count][kept.length];
    double[][] all = new double[count][];
    Arrays.fill(all, kept);
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < kept.length; i++) {
        readings[k][i] = paths.readings()[from + k][i * EVERY];
      }
    }
    HiddenProcess.misread(readings, STATES, epsilon, random);
    return new Paths(STATES, readings, all);
  }

  /**
   * Errors on the ratchet.
   *
   * @param error root mean square error of the rates by estimator, mean over blocks of paths
   * @param relative the network's error over the root mean square rate
   * @param production entropy production by estimator, mean over blocks, nats per unit of time
   */
  record Outcome(
      Map<Estimator, Double> error, double relative, Map<Estimator, Double> production) {}

  /** Five blocks of 300 paths, every fourth reading. */
  Outcome judge(
      Paths paths, RateNetwork network, double epsilon, SplittableRandom random, Runnable watcher) {
    double[] truth = rates();
    List<SplittableRandom> randoms = new ArrayList<>();
    for (int block = 0; block < BLOCKS; block++) {
      randoms.add(random.split());
    }
    Map<Estimator, Double> error = new EnumMap<>(Estimator.class);
    Map<Estimator, Double> production = new EnumMap<>(Estimator.class);
    for (int block = 0; block < BLOCKS; block++) {
      Paths part = thinned(paths, block * BLOCK, BLOCK, epsilon, randoms.get(block));
      Fits fits = Fits.of(part, network, Fits.Plan.USUAL, watcher);
      fits.rates()
          .forEach(
              (key, rate) -> {
                error.merge(key, Scores.rmse(rate, truth, STATES) / BLOCKS, Double::sum);
                RateMatrix chain = RateMatrix.of(rate, STATES);
                double nats = chain.entropyProductionNats(chain.stationary());
                production.merge(key, nats / BLOCKS, Double::sum);
              });
    }
    double size = Scores.rmse(new double[STATES * STATES], truth, STATES);
    double own = Objects.requireNonNull(error.get(Estimator.NETWORK));
    return new Outcome(error, own / size, production);
  }
}
