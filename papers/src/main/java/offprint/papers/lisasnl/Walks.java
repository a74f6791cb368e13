package offprint.papers.lisasnl;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.kernels.sampling.AutocorrelationTime;
import offprint.kernels.sampling.Ensemble;
import offprint.kernels.task.Progress;

/**
 * Walks of an ensemble on a posterior (section 3.7 of the sheet).
 *
 * @param draws of the second half of the steps
 * @param autocorrelation the largest over the parameters, in steps
 * @param acceptance share of accepted moves
 */
record Walks(Draws draws, double autocorrelation, double acceptance) {

  /**
   * Walks on prior times likelihood^(1/temperature).
   *
   * @param starts points of positive density, one a walker
   */
  static Walks on(
      Ensemble.Batch likelihood,
      Box prior,
      double temperature,
      double[][] starts,
      int steps,
      RandomGenerator random,
      Progress watcher) {
    Ensemble ensemble = new Ensemble(posterior(likelihood, prior, temperature), starts);
    int half = steps / 2;
    int walkers = starts.length;
    double[][] points = new double[(steps - half) * walkers][];
    for (int step = 0; step < steps; step++) {
      watcher.progress((double) step / steps, "walking");
      ensemble.step(random);
      if (step >= half) {
        double[][] now = ensemble.walkers();
        for (int w = 0; w < walkers; w++) {
          points[(step - half) * walkers + w] = now[w];
        }
      }
    }
    double tau =
        IntStream.range(0, starts[0].length)
            .mapToDouble(i -> autocorrelation(points, walkers, i))
            .max()
            .orElseThrow();
    double[][] folded = Arrays.stream(points).map(prior::fold).toArray(double[][]::new);
    return new Walks(Draws.equal(folded), tau, ensemble.acceptance());
  }

  private static double autocorrelation(double[][] points, int walkers, int parameter) {
    double[][] paths = new double[walkers][points.length / walkers];
    for (int s = 0; s < points.length; s++) {
      paths[s % walkers][s / walkers] = points[s][parameter];
    }
    return AutocorrelationTime.of(paths);
  }

  private static Ensemble.Batch posterior(
      Ensemble.Batch likelihood, Box prior, double temperature) {
    return points -> {
      double[] values = new double[points.length];
      double[][] folded = new double[points.length][];
      int inside = 0;
      for (int i = 0; i < points.length; i++) {
        double[] point = prior.fold(points[i]);
        values[i] = prior.logDensity(point);
        if (values[i] > Double.NEGATIVE_INFINITY) {
          folded[inside++] = point;
        }
      }
      double[] learned = likelihood.values(Arrays.copyOf(folded, inside));
      int at = 0;
      for (int i = 0; i < points.length; i++) {
        if (values[i] > Double.NEGATIVE_INFINITY) {
          values[i] += learned[at++] / temperature;
        }
      }
      return values;
    };
  }

  /**
   * The points of highest posterior density, as starts of walkers.
   *
   * @throws IllegalArgumentException if fewer than {@code count} lie inside the prior
   */
  static double[][] best(Ensemble.Batch likelihood, Box prior, double[][] points, int count) {
    double[] values = posterior(likelihood, prior, 1).values(points);
    double[][] best =
        IntStream.range(0, points.length)
            .filter(i -> values[i] > Double.NEGATIVE_INFINITY)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> values[i]).reversed())
            .limit(count)
            .map(i -> points[i])
            .toArray(double[][]::new);
    if (best.length < count) {
      throw new IllegalArgumentException(
          "walkers must be at most the simulations inside the prior: got %d of %d"
              .formatted(count, best.length));
    }
    return best;
  }
}
