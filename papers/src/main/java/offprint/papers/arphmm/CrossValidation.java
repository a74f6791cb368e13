package offprint.papers.arphmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import offprint.harness.Frame;
import offprint.kernels.hmm.Sequence;

/**
 * Prediction error on held-out units: unit i of the fleet belongs to fold i mod folds, and every
 * tenth row from 31 on is predicted from the rows up to it, where no more than 1.16 caps of life
 * remain (145 cycles for the standard cap).
 *
 * @param cuts the predictions, fold by fold
 */
record CrossValidation(List<Cut> cuts) {
  private static final int FIRST_CUT = 31;
  private static final int EVERY = 10;
  private static final double MOST_CAPS = 1.16;

  CrossValidation {
    cuts = List.copyOf(cuts);
  }

  /**
   * A unit, truncated at one of its rows.
   *
   * @param fold whose fit did not see the unit, from 1
   * @param time of that row
   * @param estimate of the remaining life
   * @param truth remaining life, uncapped
   */
  record Cut(int fold, String unit, double time, double estimate, double truth) {}

  /** Fits a health index on a fleet. */
  interface Health {
    HealthIndex fit(Fleet fleet);
  }

  /**
   * @param progress called with fold and iteration
   */
  static CrossValidation of(
      Fleet fleet,
      Health health,
      Settings settings,
      int folds,
      BiConsumer<Integer, Integer> progress) {
    List<Cut> cuts = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      List<Unit> seen = new ArrayList<>();
      List<Unit> held = new ArrayList<>();
      for (int u = 0; u < fleet.units().size(); u++) {
        (u % folds == fold ? held : seen).add(fleet.units().get(u));
      }
      Fleet training = fleet.with(seen);
      int number = fold;
      EngineModel model =
          EngineFit.of(training, health.fit(training), settings, i -> progress.accept(number, i))
              .model();
      for (Unit unit : held) {
        predict(model, fleet, unit, fold + 1, cuts);
      }
    }
    if (cuts.isEmpty()) {
      throw new IllegalArgumentException(
          "folds: no failed unit has more than %d rows to be cut in cross-validation"
              .formatted(Math.max(FIRST_CUT, settings.skip() + 1)));
    }
    return new CrossValidation(cuts);
  }

  private static void predict(EngineModel model, Fleet fleet, Unit unit, int fold, List<Cut> cuts) {
    int skip = model.settings().skip();
    if (!unit.failed() || unit.rows() <= skip) {
      return;
    }
    RulPredictor predictor = new RulPredictor(model, 0.9, 0);
    double[] observed = model.health().of(fleet, unit);
    double[] filled = RulPredictor.carriedForward(observed);
    double[] filtered = model.regimes().filter(Sequence.of(observed, skip));
    double[] remaining = unit.remaining();
    int regimes = model.regimes().states();
    for (int row = FIRST_CUT - 1; row < unit.rows(); row += EVERY) {
      if (row >= skip && remaining[row] <= MOST_CAPS * model.cap()) {
        double[] now =
            Arrays.copyOfRange(filtered, (row - skip) * regimes, (row - skip + 1) * regimes);
        double estimate = predictor.clip(predictor.mixture(now, filled, row).expectation());
        cuts.add(new Cut(fold, unit.name(), unit.time()[row], estimate, remaining[row]));
      }
    }
  }

  double[] estimate() {
    return cuts.stream().mapToDouble(Cut::estimate).toArray();
  }

  double[] truth() {
    return cuts.stream().mapToDouble(Cut::truth).toArray();
  }

  Scores scores() {
    return Scores.of(estimate(), truth());
  }

  /** Number of units that were cut. */
  long units() {
    return cuts.stream().map(Cut::unit).distinct().count();
  }

  /** One row a cut. */
  Frame frame() {
    Frame frame = Frame.of("unit", "time", "fold", "estimate", "truth");
    cuts.forEach(c -> frame.row(c.unit(), c.time(), c.fold(), c.estimate(), c.truth()));
    return frame;
  }
}
