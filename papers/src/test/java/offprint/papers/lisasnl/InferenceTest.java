package offprint.papers.lisasnl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InferenceTest {
  private static final List<String> SIX =
      List.of("mass", "ratio", "chi", "distance", "time", "phase");
  private static final Box PRIOR =
      Box.parse(
          "prior",
          List.of(
              "mass=1.8e6:2.2e6",
              "ratio=1.2:3.5",
              "chi=-.2:.7",
              "distance=40:90",
              "time=-60:60",
              "phase=-2.141592653589793:4.141592653589793"),
          SIX,
          Map.of());

  private static Simulator simulator() {
    return new Simulator(Detector.of(Band.STANDARD, 0), Event.STANDARD, SIX);
  }

  @Test
  void theStandardEventHasTheSheetsSignal() {
    Simulator simulator = simulator();
    double[] signal = simulator.signal(simulator.truth());
    assertThat(signal).hasSize(4 * 363);
    assertThat(Detector.snr(signal)).isCloseTo(576.042226388087, within(1e-8));
    double[] moved = simulator.truth();
    moved[0] *= 1.001;
    moved[4] += .5;
    assertThat(simulator.logLikelihood(moved, signal)).isCloseTo(-81.34572850826119, within(1e-6));
    assertThat(simulator.calls()).isEqualTo(2);
  }

  @Test
  void theFisherInformationGivesTheSheetsWidths() {
    Simulator simulator = simulator();
    double[] covariance = Laplace.covariance(simulator, PRIOR, simulator.truth());
    double[] expected = {3771, .02322, .002068, .1717, 1.378, .0398};
    for (int i = 0; i < 6; i++) {
      assertThat(Math.sqrt(covariance[7 * i])).isCloseTo(expected[i], withPercentage(.1));
    }
  }

  @Test
  void importanceSamplingIsEfficientFromTheTruth() {
    Simulator simulator = simulator();
    double[] data = simulator.signal(simulator.truth());
    Laplace exact =
        Laplace.of(
            simulator,
            PRIOR,
            data,
            new double[][] {simulator.truth()},
            1000,
            new SplittableRandom(1));
    assertThat(exact.draws().effectiveSize() / 1000).isGreaterThan(.6);
    double[] sd = exact.draws().sd();
    for (int i = 0; i < 6; i++) {
      assertThat(sd[i] / exact.width()[i]).isBetween(.9, 1.1);
    }
  }

  @Test
  void scoreCompressionKeepsTheInformation() {
    Simulator simulator = simulator();
    double[] truth = simulator.truth();
    double[][] jacobian =
        simulator.jacobian(truth, new double[] {.04, 2e-7, 1e-7, 5e-6, 1e-5, 6e-7});
    Compression compression = Compression.score(simulator.signal(truth), jacobian);
    double[][] compressed =
        Arrays.stream(jacobian)
            .map(
                row -> {
                  double[] moved = compression.centre().clone();
                  for (int k = 0; k < moved.length; k++) {
                    moved[k] += row[k];
                  }
                  return compression.apply(moved);
                })
            .toArray(double[][]::new);
    double[] full = Simulator.fisher(jacobian);
    double[] kept = Simulator.fisher(compressed);
    for (int i = 0; i < 36; i++) {
      double scale = Math.sqrt(full[i / 6 * 7] * full[i % 6 * 7]);
      assertThat(kept[i]).isCloseTo(full[i], within(1e-7 * scale));
    }
  }

  /** x = (t1 + .5 t2, t2, t1 - t2) + (.3, .4, .5) noise has a Gaussian posterior. */
  @Test
  void theLinearSimulatorsPosteriorIsLearnt() {
    SplittableRandom random = new SplittableRandom(3);
    Box prior = Box.parse("prior", List.of("t1=-4:4", "t2=-4:4"), List.of(), Map.of());
    double[][] theta = new double[2000][];
    double[][] x = new double[2000][];
    for (int i = 0; i < theta.length; i++) {
      double[] t = prior.draw(random);
      theta[i] = t;
      x[i] =
          new double[] {
            t[0] + .5 * t[1] + .3 * random.nextGaussian(),
            t[1] + .4 * random.nextGaussian(),
            t[0] - t[1] + .5 * random.nextGaussian()
          };
    }
    Draws draws = posterior(prior, theta, x, new double[] {1, .5, .2}, random);
    double[] mean = {.735, .5171428571428571};
    double[] sd = {.2588435821108957, .27877282097486783};
    for (int i = 0; i < 2; i++) {
      assertThat(draws.mean()[i]).isCloseTo(mean[i], within(.5 * sd[i]));
      assertThat(draws.sd()[i] / sd[i]).isBetween(.75, 1.3);
    }
  }

  /** x = t² + .5 noise, observed 2, has two branches; E|t| = 1.375437. */
  @Test
  void bothBranchesOfASquareAreFound() {
    SplittableRandom random = new SplittableRandom(2);
    Box prior = Box.parse("prior", List.of("t=-3:3"), List.of(), Map.of());
    double[][] theta = new double[2000][];
    double[][] x = new double[2000][];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = prior.draw(random);
      x[i] = new double[] {theta[i][0] * theta[i][0] + .5 * random.nextGaussian()};
    }
    double[] t = posterior(prior, theta, x, new double[] {2}, random).column(0);
    assertThat(Arrays.stream(t).filter(v -> v > 0).count() / (double) t.length).isBetween(.35, .65);
    assertThat(Arrays.stream(t).map(Math::abs).average().orElseThrow())
        .isCloseTo(1.375437, within(.05));
  }

  private static Draws posterior(
      Box prior, double[][] theta, double[][] x, double[] observed, SplittableRandom random) {
    FlowLikelihood learnt =
        FlowLikelihood.train(
            x, theta, new Flow(3, 32), random, offprint.kernels.task.Progress.NONE);
    var likelihood = learnt.at(observed);
    return Walks.on(
            likelihood,
            prior,
            1,
            Walks.best(likelihood, prior, theta, 60),
            400,
            random,
            offprint.kernels.task.Progress.NONE)
        .draws();
  }

  @Test
  void priorsAreChecked() {
    assertThatThrownBy(() -> Box.parse("prior", List.of("q=3:2"), List.of("q"), Map.of()))
        .hasMessage("prior must have a minimum below its maximum: got q=3:2");
    assertThatThrownBy(() -> Box.parse("prior", List.of("q=a:2"), List.of("q"), Map.of()))
        .hasMessage("prior must be two numbers such as x=0:1 or x=normal(0 1): got q=a:2");
    assertThatThrownBy(() -> Box.parse("prior", List.of("z=1:2"), List.of("q"), Map.of()))
        .hasMessage("prior must be entries such as q=0:1 for q: got z=1:2");
    assertThatThrownBy(() -> Box.parse("prior", List.of(), List.of("q"), Map.of()))
        .hasMessage("prior must bound q, such as q=0:1: got []");
  }
}
