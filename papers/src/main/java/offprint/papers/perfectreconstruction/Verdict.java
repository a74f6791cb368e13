package offprint.papers.perfectreconstruction;

/** Whether X can be recovered from its functions, and which test decided. */
enum Verdict {
  IMPOSSIBLE_CONDITION("impossible (condition)"),
  IMPOSSIBLE_TREE("impossible (tree)"),
  IMPOSSIBLE_EXACT("impossible (exact)"),
  RECONSTRUCTS_INDEPENDENT("reconstructs (independent, equality)"),
  RECONSTRUCTS_EXACT("reconstructs (exact)");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  boolean reconstructs() {
    return this == RECONSTRUCTS_INDEPENDENT || this == RECONSTRUCTS_EXACT;
  }

  @Override
  public String toString() {
    return words;
  }
}
