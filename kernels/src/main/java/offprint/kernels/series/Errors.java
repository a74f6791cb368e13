package offprint.kernels.series;

/**
 * Errors of forecasts over windows, channels and steps.
 *
 * @param mse mean squared error of scaled values
 * @param mae mean absolute error of scaled values
 * @param rmse root of {@code mse}
 * @param smape mean of {@code 200 |y - f| / (|y| + |f|)} in per cent, of original values
 * @param mase mean absolute scaled error: the absolute error divided by that of the seasonal naive
 *     forecast on the training rows, averaged over channels; without channels that are constant
 *     there
 * @param windows number of windows
 */
public record Errors(double mse, double mae, double rmse, double smape, double mase, int windows) {

  /** Accumulates errors batch by batch. Targets that are NaN (unknown) are skipped. */
  public static final class Sum {
    private final Scaling scaling;
    private final double[] naive;
    private final double[] absolute;
    private double squares;
    private double smape;
    private long count;
    private int windows;

    /**
     * @param naive mean absolute error of the seasonal naive forecast in training, by channel, in
     *     scaled units: {@link Errors#seasonalNaive}
     */
    public Sum(Scaling scaling, double[] naive) {
      this.scaling = scaling;
      this.naive = naive;
      this.absolute = new double[naive.length];
    }

    /**
     * Adds the errors of a batch.
     *
     * @param forecast [size, channels, horizon]
     */
    public void add(Windows.Batch batch, float[] forecast) {
      int at = 0;
      windows += batch.size();
      for (int i = 0; i < batch.size(); i++) {
        for (int c = 0; c < batch.channels(); c++) {
          for (int h = 0; h < batch.horizon(); h++, at++) {
            if (Float.isNaN(batch.y()[at])) {
              continue;
            }
            double error = (double) forecast[at] - batch.y()[at];
            squares += error * error;
            absolute[c] += Math.abs(error);
            double size =
                Math.abs(scaling.unscale(c, forecast[at]))
                    + Math.abs(scaling.unscale(c, batch.y()[at]));
            smape += size > 0 ? 200 * Math.abs(error) * scaling.sd()[c] / size : 0;
            count++;
          }
        }
      }
    }

    /**
     * The errors over all batches so far.
     *
     * @throws ArithmeticException if a forecast was not finite
     * @throws IllegalStateException if no target was known
     */
    public Errors errors() {
      if (count == 0) {
        throw new IllegalStateException("no known target");
      }
      double sum = 0;
      double scaled = 0;
      int channels = 0;
      for (int c = 0; c < absolute.length; c++) {
        sum += absolute[c];
        if (naive[c] > 0) {
          scaled += absolute[c] / ((double) count / absolute.length) / naive[c];
          channels++;
        }
      }
      double mse = squares / count;
      if (!Double.isFinite(mse)) {
        throw new ArithmeticException("the forecast's mean squared error is " + mse);
      }
      return new Errors(
          mse,
          sum / count,
          Math.sqrt(mse),
          smape / count,
          channels == 0 ? Double.NaN : scaled / channels,
          windows);
    }
  }

  /** Mean absolute difference of values one season apart in rows [0, rows), by channel. */
  public static double[] seasonalNaive(float[][] values, int rows, int season) {
    double[] naive = new double[values.length];
    for (int c = 0; c < naive.length; c++) {
      for (int t = season; t < rows; t++) {
        naive[c] += Math.abs((double) values[c][t] - values[c][t - season]) / (rows - season);
      }
    }
    return naive;
  }
}
