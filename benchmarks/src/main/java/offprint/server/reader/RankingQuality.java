package offprint.server.reader;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/**
 * How well a ranking finds what was held out.
 *
 * @param auc probability that a held-out paper stands above another one; ties count a half
 * @param ndcg of the first 20
 * @param recall of the first 50
 */
public record RankingQuality(double auc, double ndcg, double recall) {
  private static final int NDCG_DEPTH = 20;
  private static final int RECALL_DEPTH = 50;

  /**
   * @param scores [n], high first; papers of equal score stay in the order given
   * @param relevant [n], at least one true and one false
   */
  static RankingQuality of(double[] scores, boolean[] relevant) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> scores[i]).reversed());
    int positives = 0;
    for (boolean one : relevant) {
      positives += one ? 1 : 0;
    }
    double gain = 0;
    double ideal = 0;
    double recalled = 0;
    for (int rank = 0; rank < order.length; rank++) {
      boolean hit = relevant[order[rank]];
      double discount = Math.log(2) / Math.log(rank + 2);
      gain += hit && rank < NDCG_DEPTH ? discount : 0;
      ideal += rank < Math.min(positives, NDCG_DEPTH) ? discount : 0;
      recalled += hit && rank < RECALL_DEPTH ? 1 : 0;
    }
    return new RankingQuality(
        auc(scores, relevant, order, positives), gain / ideal, recalled / positives);
  }

  private static double auc(double[] scores, boolean[] relevant, Integer[] order, int positives) {
    double below = 0; // others that stand lower, counted from the end
    double pairs = 0;
    int end = order.length;
    while (end > 0) {
      int start = end - 1;
      while (start > 0 && scores[order[start - 1]] == scores[order[end - 1]]) {
        start--;
      }
      int hits = 0;
      for (int k = start; k < end; k++) {
        hits += relevant[order[k]] ? 1 : 0;
      }
      int others = end - start - hits;
      pairs += hits * (below + others / 2.0);
      below += others;
      end = start;
    }
    return pairs / ((double) positives * (order.length - positives));
  }

  /** Each reader counts once. */
  public static RankingQuality mean(Collection<RankingQuality> all) {
    return new RankingQuality(
        all.stream().mapToDouble(RankingQuality::auc).average().orElse(Double.NaN),
        all.stream().mapToDouble(RankingQuality::ndcg).average().orElse(Double.NaN),
        all.stream().mapToDouble(RankingQuality::recall).average().orElse(Double.NaN));
  }
}
