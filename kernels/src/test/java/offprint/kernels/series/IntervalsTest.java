package offprint.kernels.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IntervalsTest {
  private static Windows.Batch targets(int size, int channels, int horizon, float[] y) {
    return new Windows.Batch(
        size, channels, 1, horizon, new float[size * channels], y, new float[0], new int[size]);
  }

  @Test
  void halfWidthIsTheCorrectedQuantileOfEachChannelAndStep() {
    // Nine windows of one channel and two steps: absolute errors 1..9 and 10..90.
    float[] y = new float[18];
    for (int i = 0; i < 9; i++) {
      y[2 * i] = i % 2 == 0 ? i + 1 : -(i + 1);
      y[2 * i + 1] = 10 * (i + 1);
    }
    Intervals.Calibration calibration = new Intervals.Calibration(1, 2, 9);
    calibration.add(targets(9, 1, 2, y), new float[18]);
    Intervals intervals = calibration.intervals(0.8, 0.9, 0.5);
    assertThat(intervals.halfWidth(0, 0, 0)).isEqualTo(8); // ceil(10 * 0.8)
    assertThat(intervals.halfWidth(1, 0, 0)).isEqualTo(9);
    assertThat(intervals.halfWidth(2, 0, 1)).isEqualTo(50);
    Intervals.Coverage coverage = new Intervals.Coverage(intervals);
    coverage.add(targets(2, 1, 2, new float[] {8, -81, 8.5f, Float.NaN}), new float[] {0, 0, 0, 0});
    assertThat(coverage.covered(0)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(coverage.covered(1)).isCloseTo(1, within(1e-12));
    assertThat(coverage.meanWidth(0)).isCloseTo((16 + 16 + 160) / 3.0, within(1e-9));
  }

  @Test
  void tooFewWindowsAreRefused() {
    assertThat(Intervals.leastWindows(0.95)).isEqualTo(19);
    assertThat(Intervals.leastWindows(0.8)).isEqualTo(4);
    assertThat(Intervals.leastWindows(0.5)).isEqualTo(1);
    Intervals.Calibration calibration = new Intervals.Calibration(1, 1, 19);
    calibration.add(targets(18, 1, 1, new float[18]), new float[18]);
    assertThatThrownBy(() -> calibration.intervals(0.95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("intervals of level 0.95 need at least 19 validation windows: got 18");
    calibration.add(targets(1, 1, 1, new float[1]), new float[1]);
    assertThat(calibration.intervals(0.95).halfWidth(0, 0, 0)).isZero();
    assertThatThrownBy(() -> calibration.intervals(95))
        .hasMessage("level must lie between 0 and 1: got 95.0");
  }

  @Test
  void exchangeableErrorsAreCoveredAtTheirLevel() {
    long seed = Long.getLong("seed", 11);
    SplittableRandom random = new SplittableRandom(seed);
    double covered = 0;
    int rounds = 300;
    for (int round = 0; round < rounds; round++) {
      Intervals.Calibration calibration = new Intervals.Calibration(1, 1, 39);
      calibration.add(targets(39, 1, 1, skewed(random, 39)), new float[39]);
      Intervals.Coverage coverage = new Intervals.Coverage(calibration.intervals(0.9));
      coverage.add(targets(200, 1, 1, skewed(random, 200)), new float[200]);
      covered += coverage.covered(0) / rounds;
    }
    assertThat(covered).as("seed %d", seed).isBetween(0.89, 0.91); // exactly 36/40 expected
  }

  private static float[] skewed(SplittableRandom random, int n) {
    float[] y = new float[n];
    for (int i = 0; i < n; i++) {
      y[i] = (float) random.nextExponential();
    }
    return y;
  }
}
