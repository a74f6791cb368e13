package offprint.papers.uncomp;

/**
 * The number of eigenvalues that count.
 *
 * @param k their number; 0 for a quarter of the head's width
 * @param elbow those before the elbow of each spectrum instead
 */
record Truncation(int k, boolean elbow) {

  /**
   * @param width m, of a head
   * @throws IllegalArgumentException if k exceeds it
   */
  void require(int width) {
    if (k > width) {
      throw new IllegalArgumentException(
          "k must be at most %d, the width of a head: got %d".formatted(width, k));
    }
  }

  int of(Spectrum spectrum) {
    if (elbow) {
      return spectrum.elbow();
    }
    int width = spectrum.values().length;
    return k > 0 ? k : (int) Math.max(1, Math.round(width / 4.0));
  }

  double effectiveRank(Spectrum spectrum) {
    return spectrum.effectiveRank(of(spectrum));
  }
}
