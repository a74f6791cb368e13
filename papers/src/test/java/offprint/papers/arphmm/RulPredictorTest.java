package offprint.papers.arphmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import offprint.kernels.hmm.HiddenChain;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RulPredictorTest {
  private static Fleet train;
  private static Fleet test;
  private static EngineFit fit;

  @BeforeAll
  static void fitTheShippedFleet() throws Exception {
    SimulatedFleet made = new SimulatedFleet();
    FleetReader reader = new FleetReader("unit", "cycle");
    train = reader.parse(made.train.toString());
    test = reader.parse(made.test.toString());
    fit = EngineFit.of(train, HealthIndex.fit(train, 125), Settings.STANDARD, _ -> {});
  }

  @Test
  void mixtureOfLivesIsTheGoldenOne() {
    NormalMixture life =
        new NormalMixture(
            new double[] {.519360422165, .480639577835},
            new double[] {7.39187267658, 2.47197423906},
            new double[] {2, 1});
    assertThat(life.expectation()).isCloseTo(5.02717476858, within(1e-10));
    assertThat(life.quantile(.05)).isCloseTo(1.20708397003, within(1e-10));
    assertThat(life.quantile(.5)).isCloseTo(4.35857038858, within(1e-10));
    assertThat(life.quantile(.95)).isCloseTo(9.99804988408, within(1e-10));
  }

  @Test
  void phaseLifeIsTheGoldenOne() {
    PhaseLife phase =
        new PhaseLife(
            HiddenChain.of(
                new double[] {1, 0, 0},
                new double[][] {{.9, .1, 0}, {0, .8, .2}, {0, 0, 1}},
                new double[] {0, 0, .1}));
    double[] now = {.2, .5, .3};
    assertThat(phase.mean(now)).isCloseTo(14.5, within(1e-12));
    assertThat(phase.survives(now, 1)).isCloseTo(.97, within(1e-12));
    assertThat(phase.survives(now, 5)).isCloseTo(.800553, within(1e-12));
    assertThat(phase.survives(now, 10)).isCloseTo(.57603791301, within(1e-11));
    assertThat(phase.survives(now, 40)).isCloseTo(.0454523962132, within(1e-12));
    PhaseLife endless = new PhaseLife(HiddenChain.of(new double[] {1}, new double[][] {{1}}));
    assertThat(endless.mean(new double[] {1})).isNaN();
  }

  @Test
  void prognosticsScoreIsTheGoldenOne() {
    double[] truth = {50, 50, 50, 50, 50};
    double[] estimate = {30, 45, 50, 55, 70};
    assertThat(Scores.of(estimate, truth).phm08()).isCloseTo(11.1642460591, within(1e-10));
    assertThat(Scores.of(estimate, truth).late()).isEqualTo(.4);
  }

  @Test
  void normalLawIsRightInTheMiddleAndTheTails() {
    assertThat(Normal.cdf(0)).isEqualTo(.5);
    assertThat(Normal.cdf(1.6448536269514722)).isCloseTo(.95, within(1e-15));
    assertThat(Normal.cdf(-8) / 6.220960574271785e-16).isCloseTo(1, within(1e-3));
    assertThat(Normal.cdf(7.01)).isCloseTo(Normal.cdf(6.99), within(1e-11));
  }

  @Test
  void predictionIsTheSameWithOrWithoutLaterRows() {
    RulPredictor predictor = new RulPredictor(fit.model(), .9, 5);
    Unit whole = train.units().get(4);
    int rows = 90;
    Unit cut =
        new Unit(
            whole.name(),
            Arrays.copyOf(whole.time(), rows),
            Arrays.copyOf(whole.sensors(), rows),
            Arrays.copyOf(whole.labels(), rows),
            false,
            Arrays.copyOf(whole.lines(), rows));
    RulEstimate estimate = predictor.predict(train, cut);
    double[] health = fit.model().health().of(train, whole);
    double[] filtered = fit.model().regimes().filter(offprint.kernels.hmm.Sequence.of(health, 14));
    double[] now = Arrays.copyOfRange(filtered, (rows - 1 - 14) * 6, (rows - 14) * 6);
    assertThat(estimate.regimes()).containsExactly(now, within(1e-12));
    assertThat(estimate.rul())
        .isCloseTo(
            predictor.clip(predictor.mixture(now, health, rows - 1).expectation()), within(1e-9));
  }

  @Test
  void likelihoodNeverFallsAndPredictionsBeatTheLinearBaseline() {
    assertThat(fit.smallestGain()).isGreaterThan(-1e-8);
    double[] truth =
        Arrays.stream(new SimulatedFleet().truth.toString().split("\n"))
            .skip(1)
            .mapToDouble(l -> Double.parseDouble(l.split(",")[1]))
            .toArray();
    RulPredictor predictor = new RulPredictor(fit.model(), .9, 5);
    List<RulEstimate> estimates =
        test.units().stream().map(u -> predictor.predict(test, u)).toList();
    Assessment assessment =
        new Assessment(estimates, truth, Baselines.predict(fit, train, test, _ -> {}), .9);
    double linear =
        Scores.of(assessment.baselines().get("linear on 15 health indices"), truth).rmse();
    assertThat(assessment.scores().rmse()).isLessThan(linear);
    assertThat(assessment.coverage(125)).isBetween(.7, 1.0);
  }

  @Test
  void shortUnitIsPaddedAndFlagged() {
    Unit whole = test.units().getFirst();
    Unit cut =
        new Unit(
            "new",
            Arrays.copyOf(whole.time(), 5),
            Arrays.copyOf(whole.sensors(), 5),
            Arrays.copyOf(whole.labels(), 5),
            false,
            Arrays.copyOf(whole.lines(), 5));
    RulEstimate estimate = new RulPredictor(fit.model(), .9, 5).predict(test, cut);
    assertThat(estimate.flags()).contains("short");
    assertThat(estimate.low()).isLessThan(estimate.rul());
    assertThat(estimate.rul()).isBetween(0.0, 125.0);
  }

  @Test
  void modelFileComesBackWithTheSamePredictions() throws Exception {
    RulEstimate before = new RulPredictor(fit.model(), .9, 5).predict(test, test.units().get(3));
    EngineModel read = ModelFile.parse(ModelFile.text(fit.model()));
    RulEstimate after = new RulPredictor(read, .9, 5).predict(test, test.units().get(3));
    assertThat(after).usingRecursiveComparison().isEqualTo(before);
  }
}
