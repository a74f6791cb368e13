package offprint.kernels.series;

/** Forecasts windows of scaled series. */
public interface Forecaster {
  /** As the table of results calls it. */
  String name();

  /**
   * @return [size, channels, horizon], row-major, scaled
   */
  float[] forecast(Windows.Batch batch);

  /** Windows that it forecasts in well under a second and in bounded memory. */
  default int windowsAtOnce() {
    return 64;
  }
}
