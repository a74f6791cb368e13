package offprint.kernels.series;

import java.util.ArrayList;
import java.util.List;

/**
 * The Theta method for each channel by itself, fitted on the training rows. A window's forecast
 * starts from the level after its last input; season and slope stay those of the training rows.
 */
public final class Theta implements Forecaster {
  private final List<ThetaLine> lines;
  private final float[][] levels; // [channels][time], after each row

  private Theta(float[][] values, List<ThetaLine> lines) {
    this.lines = List.copyOf(lines);
    this.levels = new float[values.length][];
    for (int c = 0; c < values.length; c++) {
      ThetaLine line = lines.get(c);
      double level = line.level();
      levels[c] = new float[values[c].length];
      for (int t = 0; t < levels[c].length; t++) {
        level += line.alpha() * (values[c][t] - line.seasonal(t) - level);
        levels[c][t] = (float) level;
      }
    }
  }

  /**
   * @param values scaled series [channels][time]
   * @param rows training rows [0, rows)
   * @param season rows; 1 without season
   */
  public static Theta fit(float[][] values, int rows, int season) {
    List<ThetaLine> lines = new ArrayList<>();
    for (float[] channel : values) {
      lines.add(ThetaLine.fit(ExponentialSmoothing.doubles(channel, rows), season));
    }
    return new Theta(values, lines);
  }

  /** The fit of each channel. */
  public List<ThetaLine> lines() {
    return lines;
  }

  @Override
  public String name() {
    return "Theta method";
  }

  @Override
  public float[] forecast(Windows.Batch batch) {
    float[] y = new float[batch.size() * batch.channels() * batch.horizon()];
    int at = 0;
    for (int start : batch.starts()) {
      int now = start + batch.lookback();
      for (int c = 0; c < levels.length; c++) {
        ThetaLine line = lines.get(c);
        double level = levels[c][now - 1] + line.drift(now, 0);
        for (int h = 0; h < batch.horizon(); h++) {
          y[at++] = (float) (level + h * line.slope() / 2 + line.seasonal(now + h));
        }
      }
    }
    return y;
  }
}
