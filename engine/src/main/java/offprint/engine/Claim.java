package offprint.engine;

/**
 * Something the paper says that a run of a preset decides: {@code low <= metric <= high} holds.
 *
 * @param id short, stable, e.g. "T1-96-etth1"
 * @param statement the claim in words
 * @param where table, figure, theorem or equation of the paper
 * @param figure the paper's own number, "" where it gives none
 * @param preset name of the preset whose run decides
 * @param metric key of {@link Report#metrics()}
 * @param scale how our setting differs from the paper's, in words; "as in the paper" where it does
 *     not
 */
public record Claim(
    String id,
    String statement,
    String where,
    String figure,
    String preset,
    String metric,
    double low,
    double high,
    String scale) {
  public Claim {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "claim %s: low must not exceed high: got %s and %s".formatted(id, low, high));
    }
  }

  /** A claim whose metric must not exceed {@code high}. */
  public static Claim atMost(
      String id,
      String statement,
      String where,
      String figure,
      String preset,
      String metric,
      double high,
      String scale) {
    return new Claim(
        id, statement, where, figure, preset, metric, Double.NEGATIVE_INFINITY, high, scale);
  }

  /** A claim whose metric must reach {@code low}. */
  public static Claim atLeast(
      String id,
      String statement,
      String where,
      String figure,
      String preset,
      String metric,
      double low,
      String scale) {
    return new Claim(
        id, statement, where, figure, preset, metric, low, Double.POSITIVE_INFINITY, scale);
  }

  public boolean holds(double value) {
    return low <= value && value <= high;
  }
}
