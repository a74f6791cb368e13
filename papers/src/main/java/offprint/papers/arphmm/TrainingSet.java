package offprint.papers.arphmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.kernels.hmm.Sequence;

/**
 * The usable units of a fleet as sequences of their health index, with plausibilities and capped
 * remaining lives.
 *
 * @param units those with at least q + 1 rows
 * @param health [unit][rows] health index
 * @param leftOut names of the shorter ones
 */
record TrainingSet(
    List<Unit> units, List<double[]> health, List<Sequence> sequences, List<String> leftOut) {
  private static final int FEWEST_FAILED = 3;

  /**
   * @throws IllegalArgumentException if fewer than three failed units are long enough
   */
  static TrainingSet of(Fleet fleet, HealthIndex index, Settings settings) {
    List<Unit> units = new ArrayList<>();
    List<double[]> health = new ArrayList<>();
    List<Sequence> sequences = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (Unit unit : fleet.units()) {
      if (unit.rows() <= settings.skip()) {
        leftOut.add(unit.name());
        continue;
      }
      double[] values = index.of(fleet, unit);
      units.add(unit);
      health.add(values);
      sequences.add(sequence(unit, values, settings));
    }
    long failed = units.stream().filter(Unit::failed).count();
    if (failed < FEWEST_FAILED) {
      throw new IllegalArgumentException(
          ("train must have at least %d failed units of more than %d rows (order %d, window %d):"
                  + " got %d of %d units")
              .formatted(
                  FEWEST_FAILED,
                  settings.skip(),
                  settings.order(),
                  settings.window(),
                  failed,
                  fleet.units().size()));
    }
    return new TrainingSet(units, health, sequences, leftOut);
  }

  private static Sequence sequence(Unit unit, double[] values, Settings settings) {
    double[] target = unit.remaining();
    for (int r = 0; r < target.length; r++) {
      target[r] = unit.failed() ? Math.min(target[r], settings.capOrInfinity()) : Double.NaN;
    }
    Sequence sequence =
        Sequence.of(values, settings.skip())
            .withPlausibility(Plausibility.of(unit, settings))
            .withTarget(target);
    return unit.failed() ? sequence.asEnded() : sequence;
  }

  /** Mean last health index of failed units: the failure threshold. */
  double threshold() {
    double sum = 0;
    int count = 0;
    for (int u = 0; u < units.size(); u++) {
      double last = health.get(u)[health.get(u).length - 1];
      if (units.get(u).failed() && !Double.isNaN(last)) {
        sum += last;
        count++;
      }
    }
    return sum / count;
  }

  /** Population variance of all health indices. */
  double variance() {
    double[] all =
        health.stream().flatMapToDouble(Arrays::stream).filter(v -> !Double.isNaN(v)).toArray();
    double mean = Arrays.stream(all).average().orElse(0);
    return Arrays.stream(all).map(v -> (v - mean) * (v - mean)).average().orElse(0);
  }

  /**
   * First weights of the regimes: row i of N of a unit belongs to segment floor(i Q / N) with .9 +
   * .1 / Q, to the others with .1 / Q, times plausibility, normalised.
   */
  void startWeights(List<double[]> weights, int regimes) {
    for (int s = 0; s < sequences.size(); s++) {
      Sequence sequence = sequences.get(s);
      double[] logPlausibility = sequence.logPlausibility(regimes);
      double[] weight = weights.get(s);
      for (int i = 0; i < sequence.rows(); i++) {
        int segment = (int) ((long) i * regimes / sequence.rows());
        double sum = 0;
        for (int k = 0; k < regimes; k++) {
          double own = (k == segment ? 0.9 : 0) + 0.1 / regimes;
          weight[i * regimes + k] = own * Math.exp(logPlausibility[i * regimes + k]);
          sum += weight[i * regimes + k];
        }
        for (int k = 0; k < regimes; k++) {
          weight[i * regimes + k] /= sum;
        }
      }
    }
  }
}
