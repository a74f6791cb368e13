package offprint.kernels.series;

import java.util.Arrays;

/** Baselines without training. */
public final class Baselines {
  private Baselines() {}

  /** Repeats the last value of the window. */
  public record LastValue() implements Forecaster {
    @Override
    public String name() {
      return "last value";
    }

    @Override
    public float[] forecast(Windows.Batch batch) {
      float[] y = new float[batch.size() * batch.channels() * batch.horizon()];
      for (int row = 0; row < batch.size() * batch.channels(); row++) {
        float last = batch.x()[(row + 1) * batch.lookback() - 1];
        Arrays.fill(y, row * batch.horizon(), (row + 1) * batch.horizon(), last);
      }
      return y;
    }
  }

  /** Repeats the mean of the window. */
  public record WindowMean() implements Forecaster {
    @Override
    public String name() {
      return "window mean";
    }

    @Override
    public float[] forecast(Windows.Batch batch) {
      float[] y = new float[batch.size() * batch.channels() * batch.horizon()];
      for (int row = 0; row < batch.size() * batch.channels(); row++) {
        double sum = 0;
        for (int l = 0; l < batch.lookback(); l++) {
          sum += batch.x()[row * batch.lookback() + l];
        }
        float mean = (float) (sum / batch.lookback());
        Arrays.fill(y, row * batch.horizon(), (row + 1) * batch.horizon(), mean);
      }
      return y;
    }
  }

  /**
   * Repeats the last season before the forecast origin, which may begin before the window. Where
   * the series has no such row, the last value is used.
   *
   * @param values scaled series [channels][time]
   * @param season length in rows
   */
  public record SeasonalNaive(float[][] values, int season) implements Forecaster {
    @Override
    public String name() {
      return "seasonal naive (%d)".formatted(season);
    }

    @Override
    public float[] forecast(Windows.Batch batch) {
      float[] y = new float[batch.size() * batch.channels() * batch.horizon()];
      int at = 0;
      for (int start : batch.starts()) {
        int now = start + batch.lookback();
        for (int c = 0; c < batch.channels(); c++) {
          for (int h = 0; h < batch.horizon(); h++) {
            int row = now - season + h % season;
            y[at++] = values[c][row >= 0 ? row : now - 1];
          }
        }
      }
      return y;
    }
  }
}
