package offprint.papers.arphmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import offprint.kernels.hmm.HiddenChain;
import offprint.kernels.hmm.SwitchingModel;
import offprint.kernels.hmm.WindowRegression;
import offprint.kernels.hmm.WindowRegression.Response;
import offprint.method.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastTest {
  @TempDir java.nio.file.Path folder;

  private static RandomGenerator random() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(3);
  }

  private static ForecastMoments moments(int order, int steps) {
    SwitchingModel model = GoldenSeries.model(order);
    FutureChain chain =
        new FutureChain(
            model.chain(), GoldenSeries.filteredLast(order), GoldenSeries.unknown(steps));
    return ForecastMoments.of(model.series(), chain, GoldenSeries.values(), _ -> {});
  }

  private static void close(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-10));
  }

  @Test
  void momentsAreTheGoldenOnes() {
    ForecastMoments one = moments(1, 10);
    close(one.mean()[0], .545595006269);
    close(one.mean()[1], .531000297594);
    close(one.mean()[9], .446351045316);
    close(one.variance()[0], .685786705823);
    close(one.variance()[1], .805398294482);
    close(one.variance()[9], .818477459057);
    ForecastMoments two = moments(2, 10);
    close(two.mean()[0], .350380576118);
    close(two.mean()[1], .378412147073);
    close(two.mean()[9], .39971889676);
    close(two.variance()[0], .737609319515);
    close(two.variance()[1], 1.08170994112);
    close(two.variance()[9], 1.04285478887);
  }

  @Test
  void quantilesAreTheGoldenOnesAndSimulationAgreesWithMoments() {
    SwitchingModel model = GoldenSeries.model(1);
    FutureChain chain =
        new FutureChain(model.chain(), GoldenSeries.filteredLast(1), GoldenSeries.unknown(20));
    ForecastLaw law =
        new ForecastLaw(model.series(), chain, GoldenSeries.values(), random(), _ -> {});
    double[][] golden = {
      {-.774747469157, .522212800598, 1.9488872529},
      {-.909678116976, .510595113436, 2.04268817047}
    };
    double[] p = {.05, .5, .95};
    for (int h = 0; h < 2; h++) {
      for (int i = 0; i < 3; i++) {
        close(law.quantile(h, p[i]), golden[h][i]);
      }
    }
    close(law.cdf(1, 1), .70619505823);
    assertThat(law.exactSteps()).isEqualTo(12);
    double interquartile = law.quantile(19, .75) - law.quantile(19, .25);
    assertThat(interquartile).isCloseTo(law.quantile(11, .75) - law.quantile(11, .25), within(0.1));
  }

  @Test
  void knownFutureRegimesAreThoseOfTheForecast() {
    SwitchingModel model = GoldenSeries.model(1);
    double[][] known = GoldenSeries.unknown(3);
    known[2] = new double[] {0, 1};
    FutureChain chain = new FutureChain(model.chain(), new double[] {.5, .5}, known);
    ForecastMoments moments =
        ForecastMoments.of(model.series(), chain, GoldenSeries.values(), _ -> {});
    close(moments.regimes()[2][1], 1);
    // smoothing by hand: P(s_2 = 1 | s_3 = 1) with P(s_2) = (.5,.5) A A
    double[] before = {.5 * .83 + .5 * .34, .5 * .17 + .5 * .66};
    close(moments.regimes()[1][1], before[1] * .8 / (before[0] * .1 + before[1] * .8));
    HiddenChain right = HiddenChain.of(new double[] {1, 0}, new double[][] {{.5, .5}, {0, 1}});
    double[][] back = {{1, 0}};
    assertThatThrownBy(() -> new FutureChain(right, new double[] {0, 1}, back))
        .hasMessageContaining("no path of regimes agrees with the labels of the rows to come");
  }

  @Test
  void radiusOfTheSecondMomentsIsThatOfOneAutoregression() {
    HiddenChain one = HiddenChain.of(new double[] {1}, new double[][] {{1}});
    WindowRegression series =
        WindowRegression.of(Response.VALUE, new double[][] {{0, 1.1}}, new double[] {1});
    assertThat(ForecastMoments.secondMomentRadius(one, series)).isCloseTo(1.21, within(1e-9));
    assertThat(
            ForecastMoments.secondMomentRadius(
                GoldenSeries.model(1).chain(), GoldenSeries.model(1).series()))
        .isLessThan(1);
  }

  @Test
  void beatsThePersistenceOfTheLastValueAndForecastsPlannedRegimes() throws Exception {
    Lab lab = new Lab(folder);
    Report report = lab.run(new Forecast(), Map.of());
    assertThat(report.metrics().get("rmse_step_1_this_model"))
        .isLessThan(report.metrics().get("rmse_step_1_last_value"))
        .isLessThan(report.metrics().get("rmse_step_1_one_autoregression") * 1.02);
    StringBuilder planned = new StringBuilder(lab.example("switching-series"));
    for (int h = 0; h < 5; h++) {
      planned.append(1200 + h).append(",,2,2\n");
    }
    lab.run(
        new Forecast(), Map.of("data", lab.file("planned.csv", planned.toString()), "horizon", 8));
    String last = lab.artifact("forecast.csv").lines().toList().get(5);
    assertThat(last).startsWith("5,");
    assertThat(Double.parseDouble(last.substring(last.lastIndexOf(',') + 1)))
        .isCloseTo(1, within(1e-6));
  }
}
