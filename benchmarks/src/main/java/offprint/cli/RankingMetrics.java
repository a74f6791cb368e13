package offprint.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How good a ranking is against judged relevance, as trec_eval counts: gains are the judged scores,
 * a document without a judgement has none, and scores of 0 or less are not relevant.
 *
 * @param ndcg at 10: Σ gain / log2(rank + 1), divided by the same of the best possible order
 * @param reciprocalRank of the first relevant document, 0 if none is among the first 10
 * @param recall share of the relevant documents among the first 100
 */
record RankingMetrics(double ndcg, double reciprocalRank, double recall) {
  private static final int TOP = 10;
  static final int DEPTH = 100;

  /**
   * @param ranking documents, the best first, none twice
   * @param judged scores of documents; at least one above 0
   */
  static RankingMetrics of(List<String> ranking, Map<String, Integer> judged) {
    double gain = 0;
    double reciprocal = 0;
    int found = 0;
    for (int i = 0; i < Math.min(DEPTH, ranking.size()); i++) {
      int score = judged.getOrDefault(ranking.get(i), 0);
      if (score > 0) {
        found++;
        if (i < TOP) {
          gain += discounted(score, i);
          reciprocal = reciprocal == 0 ? 1.0 / (i + 1) : reciprocal;
        }
      }
    }
    List<Integer> relevant =
        judged.values().stream()
            .filter(score -> score > 0)
            .sorted(Comparator.reverseOrder())
            .toList();
    double ideal = 0;
    for (int i = 0; i < Math.min(TOP, relevant.size()); i++) {
      ideal += discounted(relevant.get(i), i);
    }
    return new RankingMetrics(gain / ideal, reciprocal, (double) found / relevant.size());
  }

  /**
   * @param place from 0
   */
  private static double discounted(int score, int place) {
    return score * Math.log(2) / Math.log(place + 2.0);
  }

  static RankingMetrics mean(List<RankingMetrics> all) {
    return new RankingMetrics(
        all.stream().mapToDouble(RankingMetrics::ndcg).average().orElse(0),
        all.stream().mapToDouble(RankingMetrics::reciprocalRank).average().orElse(0),
        all.stream().mapToDouble(RankingMetrics::recall).average().orElse(0));
  }
}
