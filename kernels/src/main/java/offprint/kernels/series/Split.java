package offprint.kernels.series;

/**
 * A chronological split into training, validation and test rows. Inputs of a later part's windows
 * may begin in the part before.
 *
 * @param train end of the training rows [0, train)
 * @param validation end of the validation rows [train, validation)
 * @param test end of the test rows [validation, test)
 */
public record Split(int train, int validation, int test) {

  /** Standard split of the hourly ETT data: 12, 4 and 4 months of 30 days. */
  public static final Split ETT_HOURLY = new Split(8640, 11520, 14400);

  /**
   * Splits by fractions of all rows, such as "0.7/0.1/0.2".
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
   * Parses fractions such as "0.7/0.1/0.2".
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
   * @throws IllegalArgumentException if the training rows hold fewer than two windows, or a later
   *     part the targets of fewer than two; the message names a lookback or horizon that fits
   */
  public void require(int lookback, int horizon, int season) {
    if (fits(lookback, horizon)) {
      return;
    }
    if (train == 0 || validation == train || test == validation) {
      throw new IllegalArgumentException(
          "lookback %d and horizon %d need rows to train, to validate and to test: got %d in all"
              .formatted(lookback, horizon, test));
    }
    int suggested = suggestLookback(lookback, horizon, season);
    String advice =
        "this horizon needs about %d rows at any lookback".formatted(leastRows(1, horizon));
    int shorter = Math.min(validation - train, test - validation) / 2;
    if (suggested > 0) {
      advice = "try lookback " + suggested;
    } else if (shorter > 0 && fits(lookback, shorter)) {
      advice += ", try horizon " + shorter;
    }
    throw new IllegalArgumentException(
        "lookback %d and horizon %d need about %d rows: got %d; %s"
            .formatted(lookback, horizon, leastRows(lookback, horizon), test, advice));
  }

  /** As {@link #require(int, int, int)} for a series without season. */
  public void require(int lookback, int horizon) {
    require(lookback, horizon, 1);
  }

  /** Whether each part has rows for two windows; later parts look back into the one before. */
  private boolean fits(int lookback, int horizon) {
    return train >= lookback + horizon + 1
        && validation - train >= horizon + 1
        && test - validation >= horizon + 1;
  }

  /**
   * The largest sensible lookback up to {@code wanted}: at least as many training windows as the
   * lookback has rows, and whole seasons where one fits.
   *
   * @param season rows; 1 without season
   * @return 0 if no lookback fits the horizon
   */
  public int suggestLookback(int wanted, int horizon, int season) {
    int longest = Math.min(wanted, (train - horizon + 1) / 2);
    int whole = season > 1 && longest >= season ? longest / season * season : longest;
    return whole > 0 && fits(whole, horizon) ? whole : 0;
  }

  /** Rows that a series split in these proportions needs. */
  private int leastRows(int lookback, int horizon) {
    double rows = test;
    int least =
        (int)
            Math.max(
                (lookback + horizon + 0.5) * rows / train,
                horizon * Math.max(rows / (validation - train), rows / (test - validation)));
    while (!scaled(least).fits(lookback, horizon)) {
      least++;
    }
    return least;
  }

  private Split scaled(int rows) {
    int parts = (int) Math.round((double) rows * train / test);
    int last = (int) Math.round((double) rows * (test - validation) / test);
    return new Split(parts, rows - last, rows);
  }
}
