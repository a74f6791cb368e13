package offprint.papers.fimmjp;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A size of data on which estimators are compared.
 *
 * @param states n
 * @param paths K
 * @param length L, readings of a path
 * @param epsilon share of misread readings
 * @param even true for equal intervals
 */
record Setting(int states, int paths, int length, double epsilon, boolean even) {
  /** Baum and Welch are run on the first so many processes of a setting. */
  static final int NOISY = 12;

  static final List<Setting> ALL =
      List.of(
          new Setting(2, 5, 50, 0.02, true),
          new Setting(3, 10, 20, 0.05, true),
          new Setting(4, 30, 30, 0.1, true),
          new Setting(4, 30, 30, 0, true),
          new Setting(6, 100, 50, 0.01, true),
          new Setting(6, 300, 50, 0.01, true),
          new Setting(6, 300, 50, 0.1, true),
          new Setting(4, 50, 40, 0.02, false),
          new Setting(6, 100, 50, 0.05, false));

  /** One process: relative errors by estimator, and how the network's other answers do. */
  record Trial(
      Map<Estimator, Double> error,
      double coverage,
      double links,
      double initial,
      double firstReadings,
      double epsilon) {}

  /** Compares on one process. */
  Trial trial(RateNetwork network, SplittableRandom random, Runnable watcher) {
    Prior.Example example = Prior.SHIPPED.draw(states, paths, length, epsilon, even, random);
    HiddenProcess truth = example.process();
    Fits fits = Fits.of(example.paths(), network, Fits.Plan.USUAL, watcher);
    Map<Estimator, Double> error = new EnumMap<>(Estimator.class);
    fits.rates()
        .forEach((key, rate) -> error.put(key, Scores.relative(rate, truth.rate(), states)));
    Estimate estimate = Objects.requireNonNull(fits.network());
    return new Trial(
        error,
        Scores.coverage(estimate, truth.rate(), Band.DEVIATIONS_90),
        estimate.link().length == 0 ? Double.NaN : Scores.linkAccuracy(estimate, truth.rate()),
        Scores.totalVariation(estimate.initial(), truth.initial()),
        Scores.totalVariation(example.paths().firstShare(), truth.initial()),
        Math.abs(estimate.epsilon() - epsilon));
  }

  /** All trials of a setting. */
  record Outcome(Setting setting, List<Trial> trials) {
    /** Median relative error; of processes without an answer it is infinite. */
    double median(Estimator estimator) {
      return median(estimator, trials.size());
    }

    double median(Estimator estimator, int first) {
      return Scores.median(
          trials.stream()
              .limit(first)
              .mapToDouble(t -> t.error.getOrDefault(estimator, Double.POSITIVE_INFINITY))
              .toArray());
    }

    double mean(ToDoubleFunction<Trial> score) {
      return trials.stream().mapToDouble(score).average().orElse(Double.NaN);
    }

    /** The best of counts, logarithm and exact likelihood. */
    double bestDirect() {
      return Stream.of(Estimator.COUNTS, Estimator.LOG, Estimator.EM)
          .mapToDouble(this::median)
          .filter(Double::isFinite)
          .min()
          .orElse(Double.NaN);
    }

    /** The network over Baum and Welch, on the same processes. */
    double toNoisy() {
      return median(Estimator.NETWORK, NOISY) / median(Estimator.HMM, NOISY);
    }
  }

  @Override
  public String toString() {
    return "%d states, %d paths of %d readings, %.0f %% misread%s"
        .formatted(states, paths, length, 100 * epsilon, even ? "" : ", uneven");
  }
}
