package offprint.papers.uncomp;

/** Ways to keep a cache small. */
enum Strategy {
  FULL("full cache"),
  UNCOMP("UNComp"),
  SNAPKV("SnapKV"),
  H2O("H2O"),
  STREAMING_LLM("StreamingLLM"),
  RANDOM("random + window"),
  REVERSED("UNComp, groups reversed");

  private final String label;

  Strategy(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
