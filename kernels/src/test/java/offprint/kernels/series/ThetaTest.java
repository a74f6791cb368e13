package offprint.kernels.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Golden values: statsmodels 0.14.4, ThetaModel with additive season, on SmoothingTest's series.
 */
class ThetaTest {
  private static final double ALPHA = 0.29174954127780606;
  private static final double SLOPE = 0.01882810984418149;
  private static final double[] SEASON = {
    1.0285156238071502, 1.5342290636808398, 1.2960592180003292, 1.085335859535161,
    1.1969447510426743, 1.5104771090843543, 1.093025797545019, -0.7231072003777719,
    -2.274731959601137, -3.0678539481438047, -2.193874578813912, -0.4850197357589016
  };

  @Test
  void forecastIsThatOfStatsmodels() {
    double[] y = SmoothingTest.series(120);
    ThetaLine line = new ThetaLine(ALPHA, y[0] - SEASON[0], SLOPE, SEASON);
    double[] forecast = line.forecast(y, 14);
    assertThat(forecast[0]).isCloseTo(8.22610215804587, within(1e-9));
    assertThat(forecast[1]).isCloseTo(8.741229652841652, within(1e-9));
    assertThat(forecast[11]).isCloseTo(6.8161214026228185, within(1e-9));
    assertThat(forecast[12]).isCloseTo(8.33907081711096, within(1e-9));
    assertThat(forecast[13]).isCloseTo(8.85419831190674, within(1e-9));
  }

  @Test
  void fitFindsSeasonAndSlopeOfStatsmodelsAndABetterLevel() {
    double[] y = SmoothingTest.series(120);
    ThetaLine line = ThetaLine.fit(y, 12);
    assertThat(line.season()).containsExactly(SEASON, within(1e-9));
    assertThat(line.slope()).isCloseTo(SLOPE, within(1e-9));
    double[] rest = y.clone();
    for (int t = 0; t < rest.length; t++) {
      rest[t] -= SEASON[t % 12];
    }
    assertThat(simple(line.alpha(), line.level()).squares(rest))
        .isLessThan(simple(ALPHA, rest[0]).squares(rest));
  }

  private static Smoothing simple(double alpha, double level) {
    return new Smoothing(alpha, 0, 0, 0, level, 0, new double[0]);
  }

  @Test
  void seasonOfNoiseIsNotRemoved() {
    long seed = Long.getLong("seed", 4);
    SplittableRandom random = new SplittableRandom(seed);
    int removed = 0;
    for (int i = 0; i < 200; i++) {
      double[] noise = new double[120];
      for (int t = 0; t < noise.length; t++) {
        noise[t] = random.nextGaussian();
      }
      removed += ThetaLine.fit(noise, 12).season().length > 0 ? 1 : 0;
    }
    assertThat(removed).as("seed %d", seed).isBetween(2, 30);
  }

  @Test
  void rollingForecastsAreThoseOfTheLineRunToEachRow() {
    float[][] values = new float[1][150];
    double[] y = SmoothingTest.series(150);
    for (int t = 0; t < 150; t++) {
      values[0][t] = (float) y[t];
    }
    Theta theta = Theta.fit(values, 100, 12);
    Windows.Batch batch =
        Windows.targets(values, new float[0][], 5, 15, 100, 150).batch(new int[] {0, 20}, 0, 2);
    float[] forecast = theta.forecast(batch);
    int at = 0;
    for (int start : batch.starts()) {
      double[] past = ExponentialSmoothing.doubles(values[0], start + 5);
      for (double expected : theta.lines().getFirst().forecast(past, 15)) {
        assertThat(forecast[at++]).isCloseTo((float) expected, within(1e-5f));
      }
    }
  }
}
