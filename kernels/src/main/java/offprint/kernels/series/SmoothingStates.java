package offprint.kernels.series;

/**
 * The states of a smoothing model after each row, so that a forecast from any row costs O(horizon).
 * Memory: at most three floats a row.
 */
final class SmoothingStates {
  private final double phi;
  private final int season;
  private final float[] level; // [rows]
  private final float[] trend; // [rows]; empty without trend
  private final float[] seasons; // [season + rows], entry r is the newest state of row r's phase

  SmoothingStates(Smoothing model, float[] values) {
    this.phi = model.phi();
    this.season = model.season().length;
    this.level = new float[values.length];
    this.trend = new float[phi == 0 ? 0 : values.length];
    this.seasons = new float[season == 0 ? 0 : season + values.length];
    double[] ring = season == 0 ? new double[1] : model.season().clone();
    for (int i = 0; i < season; i++) {
      seasons[i] = (float) ring[i];
    }
    double l = model.level();
    double b = model.trend();
    int phase = 0;
    for (int t = 0; t < values.length; t++) {
      double mean = l + phi * b;
      double e = values[t] - mean - ring[phase];
      l = mean + model.alpha() * e;
      level[t] = (float) l;
      if (phi != 0) {
        b = phi * b + model.beta() * e;
        trend[t] = (float) b;
      }
      if (season > 0) {
        ring[phase] += model.gamma() * e;
        seasons[season + t] = (float) ring[phase];
        phase = phase + 1 == season ? 0 : phase + 1;
      }
    }
  }

  /** Writes the forecasts of rows {@code row + 1} to {@code row + horizon} to {@code y[at ...]}. */
  void forecast(int row, int horizon, float[] y, int at) {
    double l = level[row];
    double b = phi == 0 ? 0 : trend[row];
    double damped = 0;
    double power = 1;
    for (int h = 0, i = 0; h < horizon; h++) {
      power *= phi;
      damped += power;
      double value = l + damped * b;
      if (season > 0) {
        value += seasons[row + 1 + i];
        i = i + 1 == season ? 0 : i + 1;
      }
      y[at + h] = (float) value;
    }
  }
}
