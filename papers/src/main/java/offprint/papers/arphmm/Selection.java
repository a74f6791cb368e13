package offprint.papers.arphmm;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import offprint.harness.Frame;
import offprint.method.Run;
import offprint.method.Table;

/**
 * Chooses regimes and order among half, all and two more of the given regimes, and a sixth, half
 * and all of the given order, by cross-validated RMSE or by BIC on all training units. Test units
 * take no part.
 *
 * @param settings the chosen
 * @param table the candidates with their figures
 */
record Selection(Settings settings, Table table) {

  static Selection of(
      Fleet fleet, CrossValidation.Health health, Settings given, Select by, int folds, Run run) {
    List<Settings> candidates = candidates(given);
    Settings best = given;
    double least = Double.POSITIVE_INFINITY;
    String figure = by == Select.CV ? "RMSE, %d folds over units".formatted(folds) : "BIC";
    Frame rows = Frame.of("regimes", "order", figure);
    for (int c = 0; c < candidates.size(); c++) {
      Settings candidate = candidates.get(c);
      String stage =
          "selection, regimes %d, order %d".formatted(candidate.regimes(), candidate.order());
      double done = 0.6 * c / candidates.size();
      double value;
      if (by == Select.CV) {
        value =
            CrossValidation.of(
                    fleet,
                    health,
                    candidate,
                    folds,
                    (f, _) -> run.progress(done, stage + ", fold " + (f + 1)))
                .scores()
                .rmse();
      } else {
        value =
            bic(EngineFit.of(fleet, health.fit(fleet), candidate, _ -> run.progress(done, stage)));
      }
      rows.row(candidate.regimes(), candidate.order(), value);
      if (value < least) {
        least = value;
        best = candidate;
      }
    }
    return new Selection(best, rows.table("Selection on training units"));
  }

  private static List<Settings> candidates(Settings given) {
    TreeSet<Integer> regimes =
        new TreeSet<>(
            List.of(
                Math.max(1, given.regimes() / 2),
                given.regimes(),
                Math.min(30, given.regimes() + 2)));
    TreeSet<Integer> orders =
        new TreeSet<>(List.of(given.order() / 6, given.order() / 2, given.order()));
    List<Settings> candidates = new ArrayList<>();
    for (int q : regimes) {
      for (int p : orders) {
        candidates.add(given.withShape(q, p));
      }
    }
    return candidates;
  }

  /**
   * -2 L + free parameters · ln rows. Deviation: where remaining life is a second emission, L holds
   * it, so its Q (w + 2) parameters are counted too.
   */
  static double bic(EngineFit fit) {
    Settings s = fit.model().settings();
    int weights = s.order() + 2 + (s.joint() ? s.window() + 2 : 0);
    int free = s.em().freeProbabilities() + s.regimes() * weights;
    int rows = fit.training().sequences().stream().mapToInt(x -> x.rows()).sum();
    return -2 * fit.logLikelihoods().getLast() + free * Math.log(rows);
  }
}
