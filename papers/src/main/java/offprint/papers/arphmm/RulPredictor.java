package offprint.papers.arphmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import offprint.kernels.hmm.Sequence;
import offprint.kernels.hmm.WindowRegression;

/**
 * Predicts the remaining life of units from the filtered distribution of their regime. A prediction
 * uses neither later rows nor true remaining lives.
 */
final class RulPredictor {
  private final EngineModel model;
  private final double band;
  private final FailurePaths paths;
  private final PhaseLife phase;
  private final long seed;

  /**
   * @param band probability between low and high
   * @param seed of the simulated paths; each unit's depend on it and the unit's name only
   */
  RulPredictor(EngineModel model, double band, long seed) {
    this.model = model;
    this.band = band;
    this.seed = seed;
    this.paths = new FailurePaths(model);
    this.phase = new PhaseLife(model.regimes().chain());
  }

  /**
   * @throws IllegalArgumentException if a sensor is missing in the fleet or in all rows of the unit
   */
  RulEstimate predict(Fleet fleet, Unit unit) {
    List<String> flags = new ArrayList<>();
    double[] observed = model.health().of(fleet, unit);
    double[] filled = carriedForward(observed);
    if (Double.isNaN(filled[0])) {
      throw new IllegalArgumentException(
          "unit %s must have a row with all sensors of the model: got none".formatted(unit.name()));
    }
    if (Arrays.stream(observed).anyMatch(Double::isNaN)) {
      flags.add("gap");
    }
    int skip = model.settings().skip();
    if (observed.length <= skip) {
      flags.add("short");
      observed = padded(observed, filled[0], skip + 1);
      filled = padded(filled, filled[0], skip + 1);
    }
    model.health().outside(fleet, unit).forEach(s -> flags.add("outside:" + s));
    int regimes = model.regimes().states();
    double[] filtered = model.regimes().filter(Sequence.of(observed, skip));
    double[] now = Arrays.copyOfRange(filtered, filtered.length - regimes, filtered.length);
    NormalMixture life = mixture(now, filled, filled.length - 1);
    RandomGenerator random =
        RandomGeneratorFactory.of("L64X128MixRandom").create(seed + unit.name().hashCode());
    return new RulEstimate(
        unit.name(),
        unit.time()[unit.rows() - 1],
        clip(life.expectation()),
        clip(life.quantile(0.5 - band / 2)),
        clip(life.quantile(0.5 + band / 2)),
        clip(paths.median(now, filled, random) * model.timeStep()),
        clip(phase.mean(now) * model.timeStep()),
        now,
        Arrays.copyOfRange(
            filled, filled.length - Math.min(unit.rows(), filled.length), filled.length),
        flags);
  }

  /** Law of remaining life after row {@code last} when the regime there has law {@code now}. */
  NormalMixture mixture(double[] now, double[] health, int last) {
    WindowRegression life = model.life();
    double[] mean = new double[now.length];
    double[] sd = new double[now.length];
    for (int k = 0; k < now.length; k++) {
      mean[k] = life.mean(k, health, last);
      sd[k] = Math.sqrt(life.variance(k));
    }
    return new NormalMixture(now, mean, sd);
  }

  /** Clips to [0, cap]. */
  double clip(double life) {
    return Math.clamp(life, 0, model.cap());
  }

  /** Fills gaps with the last value before, or the first value after. */
  static double[] carriedForward(double[] values) {
    double[] filled = values.clone();
    double latest =
        Arrays.stream(values).filter(v -> !Double.isNaN(v)).findFirst().orElse(Double.NaN);
    for (int i = 0; i < filled.length; i++) {
      latest = Double.isNaN(filled[i]) ? latest : filled[i];
      filled[i] = latest;
    }
    return filled;
  }

  private static double[] padded(double[] values, double front, int length) {
    double[] padded = new double[length];
    Arrays.fill(padded, front);
    System.arraycopy(values, 0, padded, length - values.length, values.length);
    return padded;
  }
}
