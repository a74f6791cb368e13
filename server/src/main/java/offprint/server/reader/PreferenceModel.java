package offprint.server.reader;

import java.util.ArrayList;
import java.util.List;
import offprint.server.reader.LogisticRegression.Example;

/**
 * A logistic regression of a reader's taste. Saved papers are the positive class. The negative
 * class is hidden papers, with {@value #HIDDEN_SHARE} of the weight, and recent papers, few of
 * which any one reader would save.
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
   * @param usual recent papers that are not saved, at least one
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

  /** Log-odds that the reader would save the paper. */
  double score(Features x) {
    return LogisticRegression.score(weights, x);
  }
}
