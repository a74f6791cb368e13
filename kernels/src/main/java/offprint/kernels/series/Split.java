package offprint.kernels.series;

/**
 * A chronological split: rows [0, train) train, [train, validation) choose, [validation, test)
 * judge. Windows of a later part may look back into the part before for their inputs.
 */
public record Split(int train, int validation, int test) {

  /** The customary split of the hourly ETT data: 12, 4 and 4 months of 30 days. */
  public static final Split ETT_HOURLY = new Split(8640, 11520, 14400);

  /**
   * Parts of all rows, e.g. "0.7/0.1/0.2".
   *
   * @throws IllegalArgumentException if these are not three positive numbers with the sum 1
   */
  public static Split parse(String parts, int rows) {
    double[] part = fractions(parts);
    int train = (int) Math.round(rows * part[0]);
    int test = (int) Math.round(rows * part[2]);
    return new Split(train, rows - test, rows);
  }

  /**
   * The three numbers of "0.7/0.1/0.2".
   *
   * @throws IllegalArgumentException if these are not three positive numbers with the sum 1
   */
  public static double[] fractions(String parts) {
    String[] texts = parts.split("/");
    double sum = 0;
    double[] part = new double[3];
    boolean good = texts.length == 3;
    for (int i = 0; i < 3 && good; i++) {
      part[i] = Double.parseDouble(texts[i]);
      good = part[i] > 0;
      sum += part[i];
    }
    if (!good || Math.abs(sum - 1) > 1e-9) {
      throw new IllegalArgumentException(
          "split must be three positive numbers with the sum 1, as 0.7/0.1/0.2: got " + parts);
    }
    return part;
  }

  /**
   * @throws IllegalArgumentException if a part has fewer rows than one window and one more row
   */
  public void require(int lookback, int horizon) {
    int least = lookback + horizon + 1;
    int[] rows = {train, validation - train, test - validation};
    String[] names = {"train", "validation", "test"};
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] < least) {
        throw new IllegalArgumentException(
            "need at least %d rows for lookback %d and horizon %d in each part: the %s part has %d"
                .formatted(least, lookback, horizon, names[i], rows[i]));
      }
    }
  }
}
