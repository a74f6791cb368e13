package offprint.papers.arphmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
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
    long start = System.nanoTime();
    EngineFit fit = EngineFit.of(train, health, Settings.STANDARD, _ -> {});
    System.out.printf("FD001 fit %.3f s%n", (System.nanoTime() - start) / 1e9);
    List<Double> trace = fit.logLikelihoods();
    System.out.println(trace.size() + " " + trace);
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
    Scores scores = Scores.of(estimates.stream().mapToDouble(RulEstimate::rul).toArray(), truth);
    System.out.println(scores);
    System.out.println(
        Scores.of(estimates.stream().mapToDouble(RulEstimate::path).toArray(), truth));
    System.out.println(
        Scores.of(estimates.stream().mapToDouble(RulEstimate::phase).toArray(), truth));
    for (Map.Entry<String, double[]> b : Baselines.predict(fit, train, test, _ -> {}).entrySet()) {
      System.out.println(b.getKey() + " " + Scores.of(b.getValue(), truth));
    }
    Assessment all = new Assessment(estimates, truth, Map.of(), 0.9);
    System.out.println(all.coverage(125) + " " + all.coverage(1e9) + " " + all.meanWidth());
    System.out.printf("all %.3f s%n", (System.nanoTime() - start) / 1e9);
  }
}
