package offprint.kernels.series;

/** Forecasts windows of scaled series. */
public interface Forecaster {
  /** Label in the table of results. */
  String name();

  /**
   * Forecasts the targets of a batch from its inputs and, if the forecaster holds the series, from
   * earlier rows; never from later ones.
   *
   * @return [size, channels, horizon], row-major, scaled
   */
  float[] forecast(Windows.Batch batch);

  /** Windows that it forecasts in well under a second and in bounded memory. */
  default int windowsAtOnce() {
    return 64;
  }
}
