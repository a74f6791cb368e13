package offprint.papers.fimmjp;

import java.util.Arrays;
import java.util.List;
import offprint.kernels.markov.BridgeExpectations;
import offprint.kernels.markov.RateMatrix;

/**
 * Maximum likelihood of rates, first law and share of misread readings, by Baum and Welch's
 * expectations of the hidden states and those of the jumps between them. Paths with the same
 * intervals are done side by side. Keeps work space; not thread-safe.
 */
final class NoisyReadings {
  private static final int SIDE_BY_SIDE = 64;
  private static final int LOG_EVERY = 8;
  private static final double SMALLEST = 1e-30;
  private static final double START_EPSILON = 0.05;
  private static final double START_SHARE = 0.7;

  private final Paths paths;
  private final int n;
  private final Intervals intervals;
  private final List<Block> blocks;
  private final double[][] transition;
  private final double[][] pairs;
  private double[] alpha = new double[0];
  private double[] inverse = new double[0];

  /** The readings of a grid, one path a lane: [reading * lanes + lane]. */
  private record Block(int[] interval, int lanes, int[] reading) {}

  NoisyReadings(Paths paths) {
    this.paths = paths;
    this.n = paths.states();
    this.intervals = new Intervals(paths);
    this.blocks = intervals.grids(SIDE_BY_SIDE).stream().map(this::block).toList();
    this.transition = new double[intervals.count()][n * n];
    this.pairs = new double[intervals.count()][n * n];
  }

  private Block block(Intervals.Grid grid) {
    int lanes = grid.paths().length;
    int length = grid.interval().length + 1;
    int[] reading = new int[length * lanes];
    for (int l = 0; l < lanes; l++) {
      int[] path = paths.readings()[grid.paths()[l]];
      for (int t = 0; t < length; t++) {
        reading[t * lanes + l] = path[t];
      }
    }
    return new Block(grid.interval(), lanes, reading);
  }

  /**
   * A step.
   *
   * @param process the better process
   * @param logLikelihood of the process before, in nats
   */
  record Step(HiddenProcess process, double logLikelihood) {}

  /** 0.7 of the counted rates, the counted first readings, 5 % misread. */
  HiddenProcess start() {
    return start(ExactReadings.start(paths, START_SHARE), START_EPSILON);
  }

  /** Given rates [n * n], the counted first readings. */
  HiddenProcess start(double[] rate, double epsilon) {
    double[] first = paths.firstShare();
    for (int i = 0; i < n; i++) {
      first[i] = (first[i] * paths.count() + 0.5) / (paths.count() + 0.5 * n);
    }
    return new HiddenProcess(n, rate, first, epsilon);
  }

  /** The process after {@code iterations} steps. */
  HiddenProcess fit(HiddenProcess start, int iterations, Runnable watcher) {
    HiddenProcess process = start;
    for (int i = 0; i < iterations; i++) {
      watcher.run();
      process = step(process).process;
    }
    return process;
  }

  /** Log likelihood of all readings, in nats. */
  double logLikelihood(HiddenProcess process) {
    prepare(process);
    double log = 0;
    for (Block block : blocks) {
      log += forward(block, process);
    }
    return log;
  }

  Step step(HiddenProcess process) {
    RateMatrix chain = prepare(process);
    for (double[] pair : pairs) {
      Arrays.fill(pair, 0);
    }
    double[] first = new double[n];
    double log = 0;
    double right = 0;
    for (Block block : blocks) {
      log += forward(block, process);
      right += backward(block, process, first);
    }
    BridgeExpectations bridges = new BridgeExpectations(chain);
    for (int k = 0; k < pairs.length; k++) {
      for (int cell = 0; cell < n * n; cell++) {
        pairs[k][cell] *= transition[k][cell];
      }
      bridges.add(pairs[k], intervals.length(k));
    }
    for (int i = 0; i < n; i++) {
      first[i] /= paths.count();
    }
    double wrong = Math.max(0, 1 - right / paths.total());
    double[] rate = ExactReadings.rates(bridges, process.rate(), n);
    return new Step(new HiddenProcess(n, rate, first, process.epsilon() == 0 ? 0 : wrong), log);
  }

  private RateMatrix prepare(HiddenProcess process) {
    RateMatrix chain = RateMatrix.of(process.rate(), n);
    for (int k = 0; k < transition.length; k++) {
      transition[k] = chain.transition(intervals.length(k));
    }
    return chain;
  }

  /** Leaves the filtered laws in {@code alpha} [reading, state, lane]. */
  private double forward(Block block, HiddenProcess process) {
    int lanes = block.lanes;
    int length = block.interval.length + 1;
    if (alpha.length < length * n * lanes) {
      alpha = new double[length * n * lanes];
      inverse = new double[length * lanes];
    }
    double hit = 1 - process.epsilon();
    double miss = process.epsilon() / (n - 1);
    double[] sum = new double[lanes];
    double[] product = new double[lanes];
    Arrays.fill(product, 1);
    double log = 0;
    for (int t = 0; t < length; t++) {
      int at = t * n * lanes;
      Arrays.fill(sum, 0);
      for (int b = 0; b < n; b++) {
        int to = at + b * lanes;
        if (t == 0) {
          Arrays.fill(alpha, to, to + lanes, process.initial()[b]);
        } else {
          predict(transition[block.interval[t - 1]], b, at - n * lanes, to, lanes);
        }
        for (int l = 0; l < lanes; l++) {
          double weight = alpha[to + l] * (block.reading[t * lanes + l] == b ? hit : miss);
          alpha[to + l] = weight;
          sum[l] += weight;
        }
      }
      for (int l = 0; l < lanes; l++) {
        double scale = Math.max(sum[l], SMALLEST);
        product[l] *= scale;
        inverse[t * lanes + l] = 1 / scale;
      }
      for (int b = 0; b < n; b++) {
        int to = at + b * lanes;
        for (int l = 0; l < lanes; l++) {
          alpha[to + l] *= inverse[t * lanes + l];
        }
      }
      if (t % LOG_EVERY == LOG_EVERY - 1 || t == length - 1) {
        for (int l = 0; l < lanes; l++) {
          log += Math.log(product[l]);
          product[l] = 1;
        }
      }
    }
    return log;
  }

  private void predict(double[] p, int b, int from, int to, int lanes) {
    Arrays.fill(alpha, to, to + lanes, 0);
    for (int a = 0; a < n; a++) {
      double factor = p[a * n + b];
      for (int l = 0; l < lanes; l++) {
        alpha[to + l] += alpha[from + a * lanes + l] * factor;
      }
    }
  }

  /**
   * Adds to {@code pairs}, divided by transition probabilities, and to {@code first}.
   *
   * @return expected number of right readings
   */
  private double backward(Block block, HiddenProcess process, double[] first) {
    int lanes = block.lanes;
    double hit = 1 - process.epsilon();
    double miss = process.epsilon() / (n - 1);
    double[] beta = new double[n * lanes];
    double[] weight = new double[n * lanes];
    Arrays.fill(beta, 1);
    double right = 0;
    for (int t = block.interval.length; t >= 0; t--) {
      int at = t * n * lanes;
      for (int l = 0; l < lanes; l++) {
        int state = block.reading[t * lanes + l] * lanes + l;
        right += alpha[at + state] * beta[state];
      }
      if (t == 0) {
        break;
      }
      for (int b = 0; b < n; b++) {
        int from = b * lanes;
        for (int l = 0; l < lanes; l++) {
          weight[from + l] =
              beta[from + l]
                  * inverse[t * lanes + l]
                  * (block.reading[t * lanes + l] == b ? hit : miss);
        }
      }
      double[] p = transition[block.interval[t - 1]];
      double[] pair = pairs[block.interval[t - 1]];
      Arrays.fill(beta, 0);
      for (int a = 0; a < n; a++) {
        for (int b = 0; b < n; b++) {
          pair[a * n + b] += dot(alpha, at - (n - a) * lanes, weight, b * lanes, lanes);
          double factor = p[a * n + b];
          for (int l = 0; l < lanes; l++) {
            beta[a * lanes + l] += factor * weight[b * lanes + l];
          }
        }
      }
    }
    for (int s = 0; s < n; s++) {
      first[s] += dot(alpha, s * lanes, beta, s * lanes, lanes);
    }
    return right;
  }

  private static double dot(double[] x, int from, double[] y, int at, int count) {
    double even = 0;
    double odd = 0;
    int l = 0;
    for (; l + 1 < count; l += 2) {
      even += x[from + l] * y[at + l];
      odd += x[from + l + 1] * y[at + l + 1];
    }
    return l < count ? even + odd + x[from + l] * y[at + l] : even + odd;
  }
}
