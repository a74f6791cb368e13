package offprint.papers.timemixer;

/**
 * The whole network, or the network without one part: the rows of the paper's ablation that are run
 * here.
 */
enum Variant {
  FULL("TimeMixer"),
  /** The finest scale's predictor alone. */
  NO_FMM("no multi-predictor mixing"),
  NO_SEASON_MIX("no season mixing"),
  NO_TREND_MIX("no trend mixing");

  private final String label;

  Variant(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
