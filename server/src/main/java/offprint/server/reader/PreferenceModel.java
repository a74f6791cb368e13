package offprint.server.reader;

import java.util.ArrayList;
import java.util.List;
import offprint.server.reader.LogisticRegression.Example;

/**
 * What a reader likes, as a logistic regression. Positive are the papers they saved. Negative are
 * those they hid, together {@value #HIDDEN_SHARE} of the class, and the recent papers, most of
 * which nobody in particular would save.
 */
final class PreferenceModel {
  private static final double LAMBDA = 3e-3;
  private static final double HIDDEN_SHARE = 0.5;

  private final double[] weights;

  private PreferenceModel(double[] weights) {
    this.weights = weights;
  }

  /**
   * @param saved at least one
   * @param usual at least one; none of them saved
   * @param featureCount dense and sparse together
   */
  static PreferenceModel of(
      List<Features> saved, List<Features> hidden, List<Features> usual, int featureCount) {
    List<Example> examples = new ArrayList<>();
    double hiddenShare = hidden.isEmpty() ? 0 : HIDDEN_SHARE;
    saved.forEach(x -> examples.add(new Example(x, 1, 0.5 / saved.size())));
    hidden.forEach(x -> examples.add(new Example(x, -1, 0.5 * hiddenShare / hidden.size())));
    usual.forEach(x -> examples.add(new Example(x, -1, 0.5 * (1 - hiddenShare) / usual.size())));
    return new PreferenceModel(LogisticRegression.fit(examples, featureCount, LAMBDA));
  }

  /** Grows with how much the reader would like it; logarithm of the odds. */
  double score(Features x) {
    return LogisticRegression.score(weights, x);
  }
}
