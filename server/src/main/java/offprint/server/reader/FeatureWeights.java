package offprint.server.reader;

/**
 * Weights of the parts of a paper's features: the Euclidean length of each part.
 *
 * @param vector of the centred sentence vector
 */
record FeatureWeights(float vector, float words, float authors) {
  /** Chosen by {@code benchmarks/evaluate personal}, see docs/decisions/010-personal-ranking.md. */
  static final FeatureWeights CHOSEN = new FeatureWeights(0.15f, 1, 1);
}
