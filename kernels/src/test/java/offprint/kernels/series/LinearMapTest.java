package offprint.kernels.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinearMapTest {
  /** Ridge regression on the windows written out, one row per window and channel. */
  @Test
  void agreesWithRidgeRegressionOnTheWindowsWrittenOut() {
    long seed = Long.getLong("seed", 9);
    SplittableRandom random = new SplittableRandom(seed);
    int lookback = 7;
    int horizon = 3;
    float[][] values = new float[2][60];
    for (float[] series : values) {
      for (int t = 0; t < series.length; t++) {
        series[t] = (float) (Math.sin(t * 0.7) + random.nextGaussian() + 5);
      }
    }
    Windows windows = Windows.targets(values, new float[0][], lookback, horizon, 2, 55);
    LinearMap map = LinearMap.fit(windows, 1e-3);
    Windows.Batch all = windows.batch(0, windows.count());
    int rows = all.size() * 2;
    double[][] x = new double[rows][lookback];
    double[][] y = new double[rows][horizon];
    double[] mean = new double[rows];
    for (int r = 0; r < rows; r++) {
      for (int l = 0; l < lookback; l++) {
        mean[r] += all.x()[r * lookback + l] / (double) lookback;
      }
      for (int l = 0; l < lookback; l++) {
        x[r][l] = all.x()[r * lookback + l] - mean[r];
      }
      for (int h = 0; h < horizon; h++) {
        y[r][h] = all.y()[r * horizon + h] - mean[r];
      }
    }
    double[][] xtx = new double[lookback][lookback];
    double[][] xty = new double[lookback][horizon];
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < lookback; i++) {
        for (int j = 0; j < lookback; j++) {
          xtx[i][j] += x[r][i] * x[r][j];
        }
        for (int h = 0; h < horizon; h++) {
          xty[i][h] += x[r][i] * y[r][h];
        }
      }
    }
    double[][] w = solve(xtx, xty, 1e-3 * all.size());
    float[] forecast = map.forecast(all);
    for (int r = 0; r < rows; r++) {
      for (int h = 0; h < horizon; h++) {
        double expected = mean[r];
        for (int l = 0; l < lookback; l++) {
          expected += x[r][l] * w[l][h];
        }
        assertThat((double) forecast[r * horizon + h])
            .as("seed %d", seed)
            .isCloseTo(expected, within(1e-4));
      }
    }
  }

  /** Gauss-Jordan elimination. */
  private static double[][] solve(double[][] a, double[][] b, double ridge) {
    int n = a.length;
    for (int i = 0; i < n; i++) {
      a[i][i] += ridge;
    }
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        if (i == k) {
          continue;
        }
        double factor = a[i][k] / a[k][k];
        for (int j = 0; j < n; j++) {
          a[i][j] -= factor * a[k][j];
        }
        for (int j = 0; j < b[0].length; j++) {
          b[i][j] -= factor * b[k][j];
        }
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < b[0].length; j++) {
        b[i][j] /= a[i][i];
      }
    }
    return b;
  }
}
