package offprint.engine;

/**
 * A statement of the paper that a run of a preset decides: {@code low <= metric <= high} holds. One
 * row of the table of claims in {@code paper.md}.
 *
 * @param id short, stable, e.g. "T1-96-etth1"
 * @param task the method whose run decides
 * @param statement the claim in words
 * @param where table, figure, theorem or equation of the paper
 * @param figure the paper's own number, "" where it gives none
 * @param preset name of the preset whose run decides, "" for a claim that cannot be run here
 * @param metric key of {@link offprint.method.Report#metrics()}, "" for a claim that cannot be run
 *     here
 * @param scale how our setting differs from the paper's, in words; "as in the paper" where it does
 *     not; the reason, for a claim that cannot be run here
 */
public record Claim(
    String id,
    String task,
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

  public boolean holds(double value) {
    return low <= value && value <= high;
  }

  /** False for a claim that cannot be run here and is listed with the reason. */
  public boolean isRunnable() {
    return !metric.isEmpty();
  }
}
