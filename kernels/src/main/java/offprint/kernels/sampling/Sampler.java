package offprint.kernels.sampling;

import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.markov.Replicas;

/**
 * Runs several chains on all cores, each with its own stream, so that draws depend on the seed and
 * not on the number of threads.
 *
 * @param draws kept of each chain
 * @param thin transitions for each kept draw, at least 1
 */
public record Sampler(Kernel kernel, Warmup warmup, int draws, int thin) {
  private static final int BEAT = 64;

  /** A sampler that keeps every point. */
  public Sampler(Kernel kernel, Warmup warmup, int draws) {
    this(kernel, warmup, draws, 1);
  }

  /** Counts transitions on any thread. */
  @FunctionalInterface
  public interface Watch {
    /** Told of {@code more} transitions; may throw to stop the sampling. */
    void add(long more);
  }

  /**
   * Draws.
   *
   * @param starts first point of each chain [chains][d]
   * @param seeds gives one seed a chain
   * @throws ArithmeticException if the log density is NaN or +∞ somewhere
   */
  public Draws run(LogDensity density, double[][] starts, RandomGenerator seeds, Watch watch) {
    List<Result> results =
        Replicas.run(
            starts.length,
            seeds,
            (c, random) -> one(density.forThread(), starts[c], random, watch));
    return new Draws(
        results.stream().map(Result::points).toArray(double[][][]::new),
        results.stream().map(Result::logDensity).toArray(double[][]::new),
        results.stream().mapToDouble(Result::acceptance).toArray(),
        results.stream().mapToDouble(Result::stepSize).toArray(),
        results.stream().mapToLong(Result::divergences).sum(),
        results.stream().mapToLong(Result::evaluations).sum());
  }

  private record Result(
      double[][] points,
      double[] logDensity,
      double acceptance,
      double stepSize,
      long divergences,
      long evaluations) {}

  private Result one(LogDensity density, double[] start, RandomGenerator random, Watch watch) {
    Chain chain = kernel.start(density, start);
    long[] done = {0};
    Runnable beat =
        () -> {
          if (++done[0] % BEAT == 0) {
            watch.add(BEAT);
          }
        };
    warmup.run(chain, random, beat);
    long before = chain.evaluations();
    double[][] points = new double[draws][];
    double[] logDensity = new double[draws];
    long accepted = 0;
    long divergences = 0;
    for (int n = 0; n < draws; n++) {
      for (int t = 0; t < thin; t++) {
        chain.step(random);
        accepted += chain.accepted() ? 1 : 0;
        divergences += chain.divergent() ? 1 : 0;
        beat.run();
      }
      points[n] = chain.point().clone();
      logDensity[n] = chain.logDensity();
    }
    return new Result(
        points,
        logDensity,
        (double) accepted / ((long) draws * thin),
        chain.stepSize(),
        divergences,
        chain.evaluations() - before);
  }
}
