package offprint.server.reader;

/**
 * How much the parts of a paper's features weigh: the length of each.
 *
 * @param vector sentence vector, as it differs from the mean
 */
record FeatureWeights(float vector, float words, float authors) {
  /** Chosen by {@code benchmarks/evaluate personal}, see docs/decisions/010-personal-ranking.md. */
  static final FeatureWeights CHOSEN = new FeatureWeights(0.15f, 1, 1);
}
