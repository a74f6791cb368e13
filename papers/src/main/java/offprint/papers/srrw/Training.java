package offprint.papers.srrw;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.markov.Replicas;
import offprint.kernels.markov.Walk;

/** Trains by an arm many times and compares with the batch minimum. */
final class Training {
  private static final int MOST_LOSSES = 5;

  private final Network network;
  private final Objective objective;
  private final Optimiser optimiser;
  private final double[] minimum;
  private final long[] checkpoints;
  private final Progress progress;

  Training(
      Network network,
      Objective objective,
      Optimiser optimiser,
      double[] minimum,
      long[] checkpoints,
      Progress progress) {
    this.network = network;
    this.objective = objective;
    this.optimiser = optimiser;
    this.minimum = minimum;
    this.checkpoints = checkpoints;
    this.progress = progress;
  }

  /** What one arm came to. */
  static final class Trace {
    final Arm arm;

    /** Mean over runs of |theta - theta*|^2 [checkpoints]. */
    final double[] squaredError;

    /** Standard error of its last value. */
    final double lastError;

    /** The first runs' theta. */
    final List<double[]> theta;

    private Trace(Arm arm, double[] squaredError, double lastError, List<double[]> theta) {
      this.arm = arm;
      this.squaredError = squaredError;
      this.lastError = lastError;
      this.theta = theta;
    }

    double last() {
      return squaredError[squaredError.length - 1];
    }
  }

  private record Outcome(List<Double> squares, List<Double> theta) {}

  Trace run(Arm arm, int runs, String start, RandomGenerator seeds) {
    List<Outcome> outcomes =
        Replicas.run(
            runs,
            seeds,
            (replica, random) -> {
              Walk walk = arm.start(network.origin(start, random));
              Token token = new Token(objective, optimiser, arm.importance());
              List<Double> squares = new ArrayList<>();
              long hops = 0;
              for (long checkpoint : checkpoints) {
                while (hops < checkpoint) {
                  long count = Math.min(checkpoint - hops, Progress.EVERY / 8);
                  progress.add(count, arm.name);
                  token.walk(walk, count, random);
                  hops += count;
                }
                squares.add(token.squaredDistance(minimum));
              }
              List<Double> theta = new ArrayList<>();
              for (double t : replica < MOST_LOSSES ? token.result() : new double[0]) {
                theta.add(t);
              }
              return new Outcome(squares, theta);
            });
    double[] mean = new double[checkpoints.length];
    double square = 0;
    List<double[]> theta = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      for (int c = 0; c < mean.length; c++) {
        mean[c] += outcome.squares().get(c) / runs;
      }
      square += Math.pow(outcome.squares().getLast(), 2) / runs;
      if (!outcome.theta().isEmpty()) {
        theta.add(outcome.theta().stream().mapToDouble(t -> t).toArray());
      }
    }
    double last = mean[mean.length - 1];
    double spread = Math.sqrt(Math.max(0, square - last * last) / Math.max(1, runs - 1));
    return new Trace(arm, mean, runs > 1 ? spread : Double.NaN, theta);
  }
}
