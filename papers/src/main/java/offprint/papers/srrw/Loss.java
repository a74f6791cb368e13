package offprint.papers.srrw;

/** The loss of one row of data; all but the mean add kappa |theta|^2 / 2. */
enum Loss {
  /** |theta - z|^2 / 2 over all columns; no label. */
  MEAN,
  /** log(1 + e^m) - y m, label 0 or 1. */
  LOGISTIC,
  /** Cross-entropy over the label's classes, any text. */
  SOFTMAX,
  /** (m - y)^2 / 2. */
  SQUARES,
  /** Pinball loss at tau of y - m. */
  QUANTILE;

  boolean classifies() {
    return this == LOGISTIC || this == SOFTMAX;
  }

  /** The probabilities of the classes, or the number itself, from the scores. */
  double[] output(double[] score) {
    if (this == LOGISTIC) {
      double p = Link.sigmoid(score[0]);
      return new double[] {1 - p, p};
    }
    double[] output = score.clone();
    if (this == SOFTMAX) {
      Link.softmax(score, output);
    }
    return output;
  }
}
