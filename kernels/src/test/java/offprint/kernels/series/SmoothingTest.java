package offprint.kernels.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import offprint.kernels.series.Smoothing.Form;
import offprint.kernels.series.Smoothing.Trend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden values: statsmodels 0.14.4, ETSModel and ExponentialSmoothing, on {@link #series}. */
class SmoothingTest {
  private static final double[] SEASON = {
    0.5, -0.2, 0.1, 0.3, -0.7, 0.4, -0.1, 0.2, 0.6, -0.9, -0.3, 0.1
  };

  /** Trend, season of 12, a slow wave and noise of a linear congruential generator. */
  static double[] series(int rows) {
    double[] y = new double[rows];
    long state = 12345;
    for (int t = 0; t < rows; t++) {
      state = (state * 1103515245 + 12345) % 2147483648L;
      double noise = state / 2147483648.0 - 0.5;
      y[t] =
          5
              + 0.02 * t
              + 2 * Math.sin(2 * Math.PI * t / 12)
              + Math.cos(2 * Math.PI * t / 6)
              + noise
              + 0.3 * Math.sin(t / 7.0);
    }
    return y;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 5.997472827288191, 5.997472827288191, 5.997472827288191, 328.0875596701883,"
        + " -230.6199507960338",
    "0.05, 0, 1, 5.518551280967456, 5.302941095697453, 2.931229057727423, 424.39663946475855,"
        + " -246.06322872091363",
    "0.05, 0, 0.9, 5.565193450043966, 5.418134438787092, 4.509941421321556, 397.94218604285606,"
        + " -242.20152342968717",
    "0, 0.2, 0, 8.466366444630317, 8.73491482094405, 8.466366444630317, 107.92611823767773,"
        + " -163.90993357578276",
    "0.05, 0.2, 1, 8.626103379895941, 8.968898487941695, 8.454271537506362, 139.23208236028393,"
        + " -179.19165130188696",
    "0.05, 0.2, 0.9, 8.630007682389492, 8.948970540656834, 8.470448937357542,"
        + " 133.33187756091743, -176.59359982286688"
  })
  void filterIsThatOfStatsmodelsForEveryForm(
      double beta,
      double gamma,
      double phi,
      double first,
      double second,
      double thirteenth,
      double squares,
      double logLikelihood) {
    double[] season = gamma > 0 ? SEASON : new double[0];
    Smoothing model = new Smoothing(0.3, beta, gamma, phi, 4.5, beta > 0 ? 0.05 : 0, season);
    double[] y = series(120);
    double[] forecast = model.after(y).forecast(14);
    assertThat(forecast[0]).isCloseTo(first, within(1e-9));
    assertThat(forecast[1]).isCloseTo(second, within(1e-9));
    assertThat(forecast[12]).isCloseTo(thirteenth, within(1e-9));
    assertThat(model.squares(y)).isCloseTo(squares, within(1e-9 * squares));
    assertThat(model.logLikelihood(y)).isCloseTo(logLikelihood, within(1e-9 * -logLikelihood));
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, 1, -182.73782546037208",
    "NONE, 12, -32.813760902394044",
    "ADDITIVE, 1, -182.23351343088362",
    "ADDITIVE, 12, -30.27225252626866",
    "DAMPED, 1, -171.92660326171378",
    "DAMPED, 12, -26.51845815492415"
  })
  void likelihoodIsNotBelowThatOfStatsmodels(Trend trend, int season, double logLikelihood) {
    double[] y = series(120);
    Smoothing model = Smoothing.fit(y, new Form(trend, season));
    assertThat(model.form()).isEqualTo(new Form(trend, season));
    assertThat(model.logLikelihood(y)).isGreaterThan(logLikelihood - 1e-6 * -logLikelihood);
    assertThat(Arrays.stream(model.season()).sum()).isCloseTo(0, within(1e-9));
  }

  @Test
  void initialStatesAreTheLeastSquaresOnes() {
    double[] y = series(70);
    for (Trend trend : Trend.values()) {
      for (int season : new int[] {1, 2, 12}) {
        double phi = trend == Trend.NONE ? 0 : trend == Trend.DAMPED ? 0.9 : 1;
        double beta = phi == 0 ? 0 : 0.1;
        double gamma = season == 1 ? 0 : 0.2;
        Smoothing best = new InitialStates(y, new Form(trend, season)).solve(0.4, beta, gamma, phi);
        double squares = best.squares(y);
        for (int i = 0; i < 2 + best.season().length; i++) {
          for (double step : new double[] {-1e-3, 1e-3}) {
            double[] moved = best.season().clone();
            if (i > 1) {
              moved[i - 2] += step;
            }
            double level = best.level() + (i == 0 ? step : 0);
            double slope = best.trend() + (i == 1 && phi > 0 ? step : 0);
            if (i != 1 || phi > 0) {
              assertThat(new Smoothing(0.4, beta, gamma, phi, level, slope, moved).squares(y))
                  .as("%s season %d state %d", trend, season, i)
                  .isGreaterThan(squares);
            }
          }
        }
      }
    }
  }

  @Test
  void longSeriesHasTheInitialStatesOfItsFirstRows() {
    double[] y = series(SmoothingFit.MOST_ROWS + 1000);
    for (int t = 0; t < 1000; t++) {
      y[t] += 50;
    }
    Smoothing model = Smoothing.fit(y, new Form(Trend.NONE, 12));
    assertThat(model.level()).isCloseTo(55, within(1.0));
    assertThat(model)
        .usingRecursiveComparison()
        .isEqualTo(
            new InitialStates(y, model.form())
                .solve(model.alpha(), model.beta(), model.gamma(), model.phi()));
  }

  @Test
  void searchOnTheLastRowsFindsNearlyTheSameModel() {
    double[] y = series(3000);
    Smoothing all = Smoothing.choose(y, 12);
    Smoothing last = Smoothing.choose(y, 12, 1000);
    assertThat(last.form()).isEqualTo(all.form());
    assertThat(last.alpha()).isNotEqualTo(all.alpha()).isCloseTo(all.alpha(), within(0.05));
    assertThat(last.squares(y)).isBetween(all.squares(y), 1.01 * all.squares(y));
  }

  @Test
  void exactSeriesIsForecastExactly() {
    double[] y = new double[60];
    double[] season = {3, -1, -2};
    for (int t = 0; t < y.length; t++) {
      y[t] = 10 + 0.5 * t + season[t % 3];
    }
    double[] forecast = Smoothing.fit(y, new Form(Trend.ADDITIVE, 3)).after(y).forecast(9);
    for (int h = 0; h < forecast.length; h++) {
      assertThat(forecast[h]).isCloseTo(40 + 0.5 * h + season[h % 3], within(1e-6));
    }
  }

  @Test
  void choiceFollowsTheData() {
    long seed = Long.getLong("seed", 3);
    SplittableRandom random = new SplittableRandom(seed);
    double[] noise = new double[400];
    double[] seasonal = new double[400];
    for (int t = 0; t < noise.length; t++) {
      noise[t] = random.nextGaussian();
      seasonal[t] = 3 * Math.sin(2 * Math.PI * t / 8) + random.nextGaussian();
    }
    assertThat(Smoothing.choose(noise, 8).form())
        .as("seed %d", seed)
        .isEqualTo(new Form(Trend.NONE, 1));
    assertThat(Smoothing.choose(seasonal, 8).form().season()).as("seed %d", seed).isEqualTo(8);
    assertThat(Smoothing.choose(new double[50], 7).forecast(3))
        .containsExactly(new double[3], within(1e-9));
  }

  @Test
  void rollingForecastsAreThoseOfTheFilterRunToEachRow() {
    float[][] values = new float[2][150];
    double[] y = series(150);
    for (int t = 0; t < 150; t++) {
      values[0][t] = (float) y[t];
      values[1][t] = (float) (t * 0.1);
    }
    ExponentialSmoothing forecaster = ExponentialSmoothing.fit(values, 100, 12);
    Windows windows = Windows.targets(values, new float[0][], 5, 15, 100, 150);
    Windows.Batch batch = windows.batch(new int[] {0, 3, 20}, 0, 3);
    float[] forecast = forecaster.forecast(batch);
    int at = 0;
    for (int start : batch.starts()) {
      for (int c = 0; c < 2; c++) {
        double[] past = ExponentialSmoothing.doubles(values[c], start + 5);
        for (double expected : forecaster.models().get(c).after(past).forecast(15)) {
          assertThat(forecast[at++]).isCloseTo((float) expected, within(2e-5f));
        }
      }
    }
    assertThat(forecaster.name()).isEqualTo("exponential smoothing (12)");
  }

  @Test
  void tooFewRowsAreRefused() {
    assertThatThrownBy(() -> Smoothing.fit(new double[20], new Form(Trend.DAMPED, 12)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ETS(A,Ad,A) with season 12 needs at least 24 rows: got 20");
    assertThat(Smoothing.choose(series(20), 12).season()).isEmpty();
  }
}
