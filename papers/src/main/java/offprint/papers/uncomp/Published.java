package offprint.papers.uncomp;

/** Figures of the authors' repository. */
final class Published {
  /** Scores of 32 layers, summed over heads, rounded; of which state is not said. */
  static final double[] LAYER_SCORES = {
    71.1, 70.9, 67.4, 69.0, 69.2, 69.5, 72.0, 73.1, 72.4, 73.3, 73.3, 73.3, 73.7, 73.9, 74.6, 73.3,
    73.6, 73.9, 73.9, 74.6, 74.5, 74.8, 74.9, 75.7, 74.8, 77.0, 75.6, 76.2, 76.6, 75.8, 75.3, 73.4
  };

  private Published() {}
}
