package offprint.server.search.ranking;

/**
 * One score of two: a convex combination of the BM25 score, divided by the greatest of the
 * candidates, and the cosine, stretched from the least to the greatest of the nearest papers
 * (Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023, sections 3
 * and 4). A paper without vector is scored by words alone.
 */
final class Fusion {
  private Fusion() {}

  /** Standard deviations by which the nearest paper stands out when the model is unsure … */
  private static final double UNSURE = 2.75;

  /** … and when it is sure. */
  private static final double SURE = 4;

  /**
   * Weight of the BM25 score for a query that is a list of words, which the model may or may not
   * understand as a whole.
   *
   * @param cosine of question and paper [candidates], NaN where the paper has no vector
   * @param most if the nearest paper hardly stands out from the other candidates
   * @param least if it stands out most
   */
  static float share(float[] cosine, float most, float least) {
    double sum = 0;
    double squares = 0;
    double near = Double.NEGATIVE_INFINITY;
    int papers = 0;
    for (float each : cosine) {
      if (!Float.isNaN(each)) {
        sum += each;
        squares += (double) each * each;
        near = Math.max(near, each);
        papers++;
      }
    }
    double mean = sum / papers;
    double deviation = Math.sqrt(Math.max(0, squares / papers - mean * mean));
    if (papers == 0 || deviation == 0) {
      return most;
    }
    double sure = ((near - mean) / deviation - UNSURE) / (SURE - UNSURE);
    return (float) (most + (least - most) * Math.clamp(sure, 0, 1));
  }

  /**
   * @param lexical BM25 scores [candidates], 0 for none
   * @param cosine of question and paper [candidates], NaN where the paper has no vector
   * @param lexicalShare weight of the BM25 score, from 0 to 1
   * @return scores [candidates], the greater the better
   */
  static float[] convex(float[] lexical, float[] cosine, float lexicalShare) {
    float greatest = 0;
    float near = Float.NEGATIVE_INFINITY;
    float far = Float.POSITIVE_INFINITY;
    for (int i = 0; i < lexical.length; i++) {
      greatest = Math.max(greatest, lexical[i]);
      if (!Float.isNaN(cosine[i])) {
        near = Math.max(near, cosine[i]);
        far = Math.min(far, cosine[i]);
      }
    }
    float[] scores = new float[lexical.length];
    for (int i = 0; i < scores.length; i++) {
      float words = greatest > 0 ? lexical[i] / greatest : 0;
      if (Float.isNaN(cosine[i])) {
        scores[i] = words;
      } else {
        float meaning = near > far ? (cosine[i] - far) / (near - far) : 0;
        scores[i] = lexicalShare * words + (1 - lexicalShare) * meaning;
      }
    }
    return scores;
  }
}
