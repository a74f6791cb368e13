package offprint.kernels.series;

import java.util.ArrayList;
import java.util.List;

/**
 * Exponential smoothing of each channel by itself. Its model is chosen and fitted on the training
 * rows; the filter then runs once over all rows, so that a window's forecast starts from the states
 * after its last input and knows every row before.
 */
public final class ExponentialSmoothing implements Forecaster {
  private final List<Smoothing> models;
  private final List<SmoothingStates> states;
  private final int season;

  private ExponentialSmoothing(float[][] values, List<Smoothing> models) {
    this.models = List.copyOf(models);
    this.season = models.stream().mapToInt(model -> model.form().season()).max().orElse(1);
    this.states = new ArrayList<>();
    for (int c = 0; c < values.length; c++) {
      states.add(models.get(c).states(values[c]));
    }
  }

  /**
   * @param values scaled series [channels][time]
   * @param rows training rows [0, rows)
   * @param season rows; 1 without season. A season over 400 rows is left out.
   */
  public static ExponentialSmoothing fit(float[][] values, int rows, int season) {
    List<Smoothing> models = new ArrayList<>();
    for (float[] channel : values) {
      models.add(Smoothing.choose(doubles(channel, rows), season));
    }
    return new ExponentialSmoothing(values, models);
  }

  /**
   * Forecasts by given models.
   *
   * @param values scaled series [channels][time]
   * @param models of each channel, with the states before row 0
   */
  public static ExponentialSmoothing of(float[][] values, List<Smoothing> models) {
    return new ExponentialSmoothing(values, models);
  }

  static double[] doubles(float[] values, int rows) {
    double[] copy = new double[rows];
    for (int t = 0; t < rows; t++) {
      copy[t] = values[t];
    }
    return copy;
  }

  /** The model of each channel, with the states before the first row. */
  public List<Smoothing> models() {
    return models;
  }

  @Override
  public String name() {
    return season > 1 ? "exponential smoothing (%d)".formatted(season) : "exponential smoothing";
  }

  @Override
  public float[] forecast(Windows.Batch batch) {
    float[] y = new float[batch.size() * batch.channels() * batch.horizon()];
    int at = 0;
    for (int start : batch.starts()) {
      for (SmoothingStates channel : states) {
        channel.forecast(start + batch.lookback() - 1, batch.horizon(), y, at);
        at += batch.horizon();
      }
    }
    return y;
  }
}
