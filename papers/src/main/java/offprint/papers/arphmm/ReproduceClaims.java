package offprint.papers.arphmm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import offprint.method.Claim;
import offprint.method.Table;

/** The paper's claims; it states them in words, its figures are not known to us. */
final class ReproduceClaims {
  private static final String ABSTRACT = "abstract";
  private static final double MOST = 1_000;
  private static final String MADE =
      "made series of 1000 rows, 3 regimes, order 1, means of 5; paper: its figures not known to"
          + " us";
  private static final String FLEET =
      "C-MAPSS FD001 with its test units, files of your own in the folder of the run; paper: its"
          + " figures not known to us";

  private ReproduceClaims() {}

  static List<Claim> all() {
    return List.of(
        least("C1", "EM with the prior converges monotonically", "smallest_gain", -1e-8),
        least("C2a", "5 % of labels find the regimes", "accuracy_share_05", 0.90),
        least("C2b", "30 % of labels find the regimes", "accuracy_share_30", 0.93),
        Claim.atMost(
            "C2c",
            "labels speed EM up: iterations with 10 % of labels over those without",
            ABSTRACT,
            "",
            "full",
            "iterations_ratio",
            0.8,
            MADE),
        least("C3a", "doubtful labels serve better soft than hard", "soft_minus_hard", 0.05),
        least("C3b", "doubtful soft labels find the regimes", "accuracy_soft", 0.92),
        fleet("C4", "autoregression: RMSE without it minus with it", "order_gain_cycles", 4, MOST),
        fleet(
            "C5a", "the autoregression can predict: RMSE of simulated paths", "path_rmse", 0, 18.5),
        fleet("C5b", "the same minus the RMSE of linear regression", "path_minus_linear", -MOST, 0),
        fleet("C6", "regimes tell degradation: rank correlation with life", "spearman", -1, -0.8),
        fleet("C7a", "useful prognostics: RMSE", "rmse", 0, 15.6),
        fleet("C7b", "useful prognostics: PHM08 score", "phm08", 0, 420),
        fleet("C7c", "RMSE over that of the best baseline", "rmse_ratio_best_baseline", 0, 0.9),
        fleet("C7d", "the 90 % band holds", "coverage", 0.85, 0.98));
  }

  private static Claim least(String id, String text, String metric, double low) {
    return Claim.atLeast(id, text, ABSTRACT, "", "full", metric, low, MADE);
  }

  private static Claim fleet(String id, String text, String metric, double low, double high) {
    return new Claim(id, text, ABSTRACT, "", "fd001", metric, low, high, FLEET);
  }

  /** What the claims on FD001 say of a run whose files have other names. */
  static Table onFd001(Map<String, Double> metrics) {
    List<List<Object>> rows = new ArrayList<>();
    for (Claim claim : all()) {
      if (claim.preset().equals("fd001")) {
        double value = metrics.getOrDefault(claim.metric(), Double.NaN);
        rows.add(
            List.of(claim.id(), claim.statement(), value, claim.holds(value) ? "holds" : "fails"));
      }
    }
    return new Table("Claims on C-MAPSS FD001", List.of("claim", "", "figure", ""), rows);
  }
}
