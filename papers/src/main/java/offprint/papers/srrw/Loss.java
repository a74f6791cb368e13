package offprint.papers.srrw;

import java.util.Arrays;

/** What one row of data costs; all but the mean add kappa |theta|^2 / 2. */
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

  /** Probability of class 1, probabilities of all classes, or the number itself. */
  double[] output(double[] score) {
    return switch (this) {
      case LOGISTIC -> new double[] {1 / (1 + Math.exp(-score[0]))};
      case SOFTMAX -> {
        double largest = Arrays.stream(score).max().orElseThrow();
        double[] p = Arrays.stream(score).map(s -> Math.exp(s - largest)).toArray();
        double sum = Arrays.stream(p).sum();
        yield Arrays.stream(p).map(v -> v / sum).toArray();
      }
      default -> score;
    };
  }

  /** The probability that an {@link #output} gives a class. */
  double probability(double[] output, int which) {
    return this == SOFTMAX ? output[which] : which == 1 ? output[0] : 1 - output[0];
  }

  /** The most probable class of an {@link #output}. */
  int predictedClass(double[] output) {
    if (this == LOGISTIC) {
      return output[0] > 0.5 ? 1 : 0;
    }
    int best = 0;
    for (int k = 1; k < output.length; k++) {
      best = output[k] > output[best] ? k : best;
    }
    return best;
  }
}
