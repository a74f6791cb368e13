package offprint.kernels.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BuildingBlocksTest {
  @Test
  void movingAverageRepeatsTheEnds() {
    double[] trend = MovingAverage.trend(new double[] {1, 2, 3, 4, 5, 6}, 3);
    assertThat(trend).containsExactly(new double[] {4 / 3.0, 2, 3, 4, 5, 17 / 3.0}, within(1e-15));
  }

  @Test
  void movingAverageMatrixIsTheSameMapAlsoWhereTheKernelIsLonger() {
    double[] x = {3, -1, 4, 1, -5, 9, 2};
    for (int kernel = 1; kernel <= 25; kernel += 2) {
      float[] a = MovingAverage.matrix(x.length, kernel);
      double[] trend = MovingAverage.trend(x, kernel);
      for (int t = 0; t < x.length; t++) {
        double sum = 0;
        for (int u = 0; u < x.length; u++) {
          sum += a[t * x.length + u] * x[u];
        }
        assertThat(sum).isCloseTo(trend[t], within(1e-5));
      }
    }
    assertThatThrownBy(() -> MovingAverage.matrix(7, 4)).hasMessage("kernel must be odd: got 4");
  }

  @Test
  void calendarFeaturesOfAKnownHour() {
    long millis =
        LocalDateTime.of(2016, 7, 1, 13, 45).toInstant(ZoneOffset.UTC).toEpochMilli(); // a Friday
    float hour = (float) (13 / 23.0 - 0.5);
    float weekday = (float) (4 / 6.0 - 0.5);
    float day = -0.5f;
    float year = (float) (182 / 365.0 - 0.5); // 1 July of a leap year
    assertThat(Frequency.HOUR.features(millis)).containsExactly(hour, weekday, day, year);
    assertThat(Frequency.DAY.features(millis)).containsExactly(weekday, day, year);
    assertThat(Frequency.MIN.features(millis))
        .containsExactly((float) (45 / 59.0 - 0.5), hour, weekday, day, year);
    assertThat(Frequency.NONE.features(millis)).isEmpty();
  }

  @Test
  void windowsUseEveryTargetRowOnceMoreThanTheyReach() {
    float[][] values = new float[1][14400];
    for (int t = 0; t < 14400; t++) {
      values[0][t] = t;
    }
    Split split = Split.ETT_HOURLY;
    Windows test =
        Windows.targets(values, new float[0][], 96, 96, split.validation(), split.test());
    assertThat(test.count()).isEqualTo(2785);
    Windows.Batch last = test.batch(2784, 1);
    assertThat(last.y()[95]).isEqualTo(14399);
    assertThat(test.batch(0, 1).y()[0]).isEqualTo(11520);
    assertThat(test.batch(0, 1).x()[95]).isEqualTo(11519);
    Windows train = Windows.targets(values, new float[0][], 96, 96, 0, split.train());
    assertThat(train.count()).isEqualTo(8640 - 96 - 96 + 1);
    assertThat(train.batch(0, 1).x()[0]).isZero();
    assertThat(train.last().x()[95]).isEqualTo(14399);
    assertThat(train.last().y()).containsOnly(Float.NaN);
  }

  @Test
  void splitRefusesWrongPartsAndShortParts() {
    assertThat(Split.parse("0.7/0.1/0.2", 1000)).isEqualTo(new Split(700, 800, 1000));
    for (String wrong : new String[] {"0.7/0.3", "0.7/0.1/0.1", "1/0/0"}) {
      assertThatThrownBy(() -> Split.parse(wrong, 1000))
          .hasMessage(
              "split must be three positive numbers with the sum 1, as 0.7/0.1/0.2: got " + wrong);
    }
  }

  @Test
  void shortSeriesIsToldALookbackThatFits() {
    Split.parse("0.7/0.1/0.2", 1000).require(659, 40);
    Split split = Split.parse("0.7/0.1/0.2", 200);
    assertThatThrownBy(() -> split.require(121, 19, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lookback 121 and horizon 19 need about 201 rows: got 200; try lookback 61");
    split.require(61, 19);
    assertThatThrownBy(() -> Split.parse("0.7/0.1/0.2", 60).require(24, 24, 24))
        .hasMessage(
            "lookback 24 and horizon 24 need about 242 rows: got 60;"
                + " this horizon needs about 242 rows at any lookback, try horizon 3");
    assertThatThrownBy(() -> Split.parse("0.7/0.1/0.2", 1).require(96, 96))
        .hasMessage(
            "lookback 96 and horizon 96 need rows to train, to validate and to test: got 1 in all");
  }

  @Test
  void neededRowsAreTheLeastThatFit() {
    for (String parts : new String[] {"0.7/0.1/0.2", "0.6/0.2/0.2", "0.34/0.33/0.33"}) {
      for (int lookback : new int[] {900, 1400, 9000}) {
        String message = refusal(Split.parse(parts, 1000), lookback, 12);
        int least = Integer.parseInt(message.replaceAll(".*need about (\\d+) rows.*", "$1"));
        assertThat(refusal(Split.parse(parts, least), lookback, 12)).as(parts).isEmpty();
        assertThat(refusal(Split.parse(parts, least - 1), lookback, 12)).as(parts).isNotEmpty();
      }
    }
  }

  private static String refusal(Split split, int lookback, int horizon) {
    try {
      split.require(lookback, horizon);
      return "";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void suggestedLookbackHasWholeSeasonsAndAsManyWindows() {
    Split split = new Split(300, 400, 500);
    assertThat(split.suggestLookback(96, 24, 24)).isEqualTo(96);
    assertThat(split.suggestLookback(512, 24, 24)).isEqualTo(120);
    assertThat(split.suggestLookback(512, 24, 1)).isEqualTo(138);
    assertThat(split.suggestLookback(512, 24, 200)).isEqualTo(138);
    assertThat(split.suggestLookback(96, 100, 24)).isZero();
  }

  @Test
  void scalingUsesTheFirstRowsOnlyAndSparesConstants() {
    double[][] values = {{1, 3, 100, 7}, {5, 5, 5, 5}};
    Scaling scaling = Scaling.of(values, 2);
    assertThat(scaling.mean()).containsExactly(2, 5);
    assertThat(scaling.sd()).containsExactly(1, 1);
    assertThat(scaling.scale(values)[0]).containsExactly(-1, 1, 98, 5);
    assertThat(scaling.unscale(0, 98)).isEqualTo(100);
  }

  @Test
  void seasonIsFoundAndNoneIsFoundInNoise() {
    long seed = Long.getLong("seed", 5);
    SplittableRandom random = new SplittableRandom(seed);
    double[] seasonal = new double[3000];
    double[] noise = new double[3000];
    double walk = 0;
    for (int t = 0; t < seasonal.length; t++) {
      walk += random.nextGaussian() * 0.1;
      double angle = 2 * Math.PI * t / 17;
      seasonal[t] =
          walk + Math.sin(angle) + 0.5 * Math.cos(2 * angle) + 0.3 * random.nextGaussian();
      noise[t] = random.nextGaussian();
    }
    assertThat(Season.find(new double[][] {seasonal}, 3000, 500)).as("seed %d", seed).isEqualTo(17);
    assertThat(Season.find(new double[][] {noise}, 3000, 500)).as("seed %d", seed).isEqualTo(1);
    assertThat(Season.find(new double[][] {new double[100]}, 100, 50)).isEqualTo(1);
    double[] day = new double[300];
    for (int t = 0; t < day.length; t++) {
      day[t] = Math.sin(2 * Math.PI * t / 24) + 0.6 * random.nextGaussian();
    }
    assertThat(Season.find(new double[][] {day}, 300, 500)).as("seed %d", seed).isEqualTo(24);
  }

  @Test
  void errorsOfAHandWorkedForecast() {
    Windows.Batch batch =
        new Windows.Batch(
            1, 2, 1, 2, new float[2], new float[] {1, 3, 0, Float.NaN}, new float[0], new int[1]);
    Errors.Sum sum =
        new Errors.Sum(
            new Scaling(new double[] {10, 0}, new double[] {2, 1}), new double[] {0.5, 0});
    sum.add(batch, new float[] {2, 3, 2, 9});
    Errors errors = sum.errors();
    assertThat(errors.mse()).isCloseTo((1 + 0 + 4) / 3.0, within(1e-12));
    assertThat(errors.mae()).isCloseTo(1, within(1e-12));
    assertThat(errors.rmse()).isCloseTo(Math.sqrt(5 / 3.0), within(1e-12));
    assertThat(errors.smape()).isCloseTo((200 * 2 / 26.0 + 0 + 200) / 3, within(1e-9));
    assertThat(errors.windows()).isEqualTo(1);
    assertThat(errors.mase()).isCloseTo(1 / 1.5 / 0.5, within(1e-9));
  }
}
