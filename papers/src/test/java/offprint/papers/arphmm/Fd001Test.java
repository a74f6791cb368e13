package offprint.papers.arphmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import offprint.kernels.table.Csv;
import org.junit.jupiter.api.Test;

/** The sheet's golden values on C-MAPSS FD001. */
class Fd001Test {
  private static final double TOLERANCE = 0.01;

  @Test
  void standardFitAndPredictionsAreTheGoldenOnes() throws Exception {
    Fd001 data = Fd001.orSkip();
    Fleet train = data.train();
    Fleet test = data.test();
    HealthIndex health = HealthIndex.fit(train, 125);
    assertThat(health.sensors())
        .containsExactly(
            "sensor2",
            "sensor3",
            "sensor4",
            "sensor7",
            "sensor8",
            "sensor9",
            "sensor11",
            "sensor12",
            "sensor13",
            "sensor14",
            "sensor15",
            "sensor17",
            "sensor20",
            "sensor21");
    double[] first = health.of(train, train.units().getFirst());
    assertThat(first[0]).isCloseTo(.9682774136, within(1e-9));
    assertThat(first[first.length - 1]).isCloseTo(.1837420299, within(1e-9));
    double[] testFirst = health.of(test, test.units().getFirst());
    assertThat(testFirst[testFirst.length - 1]).isCloseTo(.9655442731, within(1e-9));
    EngineFit fit = EngineFit.of(train, health, Settings.STANDARD, _ -> {});
    List<Double> trace = fit.logLikelihoods();
    assertThat(fit.model().threshold()).isCloseTo(-.08237299727, within(1e-9));
    assertThat(trace.get(0)).isCloseTo(-43828.823229, within(1e-4));
    assertThat(trace.get(1)).isCloseTo(-27599.157279, within(1e-4));
    assertThat(trace.get(2)).isCloseTo(-18976.643745, within(1e-4));
    assertThat(trace.get(29)).isCloseTo(-15100.146972, within(1e-3));
    assertThat(fit.model().regimes().chain().exit(5)).isCloseTo(.028135, within(1e-5));
    RulPredictor predictor = new RulPredictor(fit.model(), 0.9, 1);
    List<RulEstimate> estimates =
        test.units().stream().map(u -> predictor.predict(test, u)).toList();
    double[] golden = {122.729, 119.000, 72.921, 79.844, 104.329};
    for (int u = 0; u < golden.length; u++) {
      assertThat(estimates.get(u).rul()).isCloseTo(golden[u], within(TOLERANCE));
    }
    assertThat(estimates.get(2).low()).isCloseTo(45.97, within(0.02));
    assertThat(estimates.get(2).high()).isCloseTo(124.88, within(0.02));
    double[] truth = data.truth();
    Assessment assessment =
        new Assessment(estimates, truth, Baselines.predict(fit, train, test, _ -> {}), 0.9);
    assertThat(assessment.scores().rmse()).isCloseTo(15.02, within(0.005));
    assertThat(assessment.scores().mae()).isCloseTo(11.73, within(0.005));
    assertThat(assessment.scores().phm08()).isCloseTo(354, within(0.5));
    assertThat(assessment.scores().late()).isEqualTo(0.61);
    assertThat(assessment.coverage(125)).isEqualTo(0.93);
    assertThat(assessment.meanWidth()).isCloseTo(45.6, within(0.1));
    Map<String, Double> baselines =
        Map.of(
            "constant", 43.07,
            "linear on the last row's sensors", 21.69,
            "100 nearest on 15-row sensor means", 20.46,
            "linear on 15 health indices", 20.19,
            "30 nearest on 15 health indices", 18.93);
    baselines.forEach(
        (name, rmse) ->
            assertThat(Scores.of(assessment.baselines().get(name), truth).rmse())
                .as(name)
                .isCloseTo(rmse, within(0.005)));
  }

  @Test
  void crossValidationOverUnitsIsTheSheets() throws Exception {
    Fleet train = Fd001.orSkip().train();
    CrossValidation checked =
        CrossValidation.of(train, f -> HealthIndex.fit(f, 125), Settings.STANDARD, 5, (_, _) -> {});
    System.out.println(checked.truth().length + " cuts " + checked.scores());
    assertThat(checked.scores().rmse()).isCloseTo(15.71, within(0.15));
  }

  @Test
  void authorsTrainingErrorIsTheGoldenOne() throws Exception {
    String text = Fd001.orSkip().text("fd001_train_health_index.csv.gz");
    AuthorsRecipe recipe =
        AuthorsRecipe.of(Csv.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    assertThat(recipe.meanSquare()).isCloseTo(899.7211155, within(1e-6));
    assertThat(recipe.ndei()).isCloseTo(.4354663237, within(1e-9));
  }
}
