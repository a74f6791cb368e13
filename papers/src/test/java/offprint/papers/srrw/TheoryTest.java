package offprint.papers.srrw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import offprint.harness.Frame;
import offprint.kernels.markov.ReversibleChain;
import offprint.kernels.markov.ReversibleSpectrum;
import offprint.kernels.markov.SelfRepellentVariance;
import offprint.kernels.markov.SelfRepellentWalk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TheoryTest {
  private static final double[] Z = {1, -2, 3, .5, 4};

  private static SamplingTheory sampling(ReversibleChain chain) {
    return new SamplingTheory(ReversibleSpectrum.of(chain, () -> {}), chain);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2.3, 1.15",
    "1, .5612885154061624, .44623376623376615",
    "5, .14347973984773918, .13387128440727214"
  })
  void traceOfTheSamplingCovarianceIsTheGoldenOne(double alpha, double equal, double recent) {
    SamplingTheory theory = sampling(GraphT.uniform());
    assertThat(theory.trace(alpha, true)).isCloseTo(equal, within(1e-12));
    assertThat(theory.trace(alpha, false)).isCloseTo(recent, within(1e-12));
  }

  @Test
  void diagonalAndOtherChainsAreTheGoldenOnes() {
    assertThat(sampling(GraphT.uniform()).diagonal(1, true))
        .containsExactly(
            new double[] {
              .106056022409, .106056022409, .050509803922, .099921568627, .198745098039
            },
            within(1e-12));
    SamplingTheory simple = sampling(ReversibleChain.simple(GraphT.GRAPH));
    assertThat(simple.trace(0, true)).isCloseTo(.99866666667, within(1e-10));
    assertThat(simple.trace(1, true)).isCloseTo(.27993333333, within(1e-10));
    assertThat(simple.trace(5, true)).isCloseTo(.07762472979, within(1e-10));
    SamplingTheory rising = sampling(GraphT.rising());
    assertThat(rising.trace(0, true)).isCloseTo(2.358518518518518, within(1e-12));
    assertThat(rising.trace(1, true)).isCloseTo(.5725724920900798, within(1e-12));
    assertThat(rising.trace(5, true)).isCloseTo(.14492616436225478, within(1e-12));
  }

  @Test
  void varianceFallsStrictlyWithAlpha() {
    SamplingTheory theory = sampling(GraphT.rising());
    double before = Double.POSITIVE_INFINITY;
    for (double alpha = 0; alpha < 30; alpha += 0.5) {
      double trace = theory.trace(alpha, true);
      assertThat(trace).isLessThan(before);
      before = trace;
    }
  }

  private static OptimisationTheory mean(ReversibleChain chain, double[] z) {
    double truth = chain.mean(z);
    double[][] gradient = new double[5][1];
    for (int i = 0; i < 5; i++) {
      gradient[i][0] = truth - z[i];
    }
    return new OptimisationTheory(
        ReversibleSpectrum.of(chain, () -> {}), chain, gradient, new double[] {1});
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 7.465",
    "0, 1, 7.465",
    "0, Infinity, 7.465",
    "1, 0, 1.1060345758137962",
    "1, .25, 1.6443244049275876",
    "1, 1, 2.8176623376623358",
    "1, Infinity, 7.465",
    "5, 0, .10752692511055686",
    "5, .25, .30579824620433005",
    "5, 1, .8352997997408371"
  })
  void covarianceOfThetaIsTheGoldenOne(double alpha, double ratio, double golden) {
    assertThat(mean(GraphT.uniform(), Z).variance(alpha, ratio, 0))
        .isCloseTo(golden, within(1e-12));
  }

  @Test
  void covarianceRisesWithTheRatioOfSteps() {
    long seed = 3;
    double[] z = new Random(seed).doubles(5).toArray();
    OptimisationTheory theory = mean(GraphT.rising(), z);
    double before = 0;
    for (double ratio = 0; ratio < 10; ratio += 0.1) {
      double variance = theory.variance(4, ratio, 0);
      assertThat(variance).as("seed %d", seed).isGreaterThan(before);
      before = variance;
    }
    assertThat(theory.variance(4, Double.POSITIVE_INFINITY, 0))
        .isCloseTo(theory.variance(0, 0, 0), within(1e-12));
  }

  @Test
  void equalGradientsHaveNoCovariance() {
    OptimisationTheory theory = mean(GraphT.uniform(), new double[] {2, 2, 2, 2, 2});
    assertThat(theory.variance(3, 0.5, 0)).isZero();
    assertThat(theory.independent(0)).isZero();
  }

  @Test
  void aTokenOnTheGoldenPathComesToTheGoldenMean() {
    double[] ones = {1, 1, 1, 1, 1};
    Rows rows = new Rows(1, ones, Z, new int[] {0, 1, 2, 3, 4, 5});
    Token token =
        new Token(
            new Objective(rows, 1, Link.SQUARES, 0), Optimiser.plain(0.9), ones, new double[1]);
    SelfRepellentWalk walk = new SelfRepellentWalk(GraphT.uniform(), 2, false, 0.8, 0);
    for (int t = 1; t <= 20; t++) {
      token.visit(walk.hop(GraphT.u(t)), new Random(4));
    }
    assertThat(token.result()[0]).isCloseTo(1.2606284156698415, within(1e-12));
  }

  /** V / n + (B / n)^2 = 1e-4 of the variance over the nodes. */
  @Test
  void hopsForAnErrorCountTheCoveringBias() {
    double[] target = {.2, .2, .2, .2, .2};
    Arm plain = Arm.walk("plain", GraphT.uniform(), target, Repellence.NONE, 1);
    SelfRepellentVariance theory = plain.variance(GraphT.GRAPH.degrees(), 2, _ -> {});
    Frame hops = new CoveringBias(100, theory, 5, 1, 5).hopsNeeded();
    double v = .09366442724721508;
    double n = (v + Math.sqrt(v * v + 4 * 4e-5 * 1e4)) / (2 * 4e-5);
    assertThat(hops.numbers("by_theory")[0]).isCloseTo(40_000, within(1e-6));
    assertThat(hops.numbers("with_covering")[0]).isCloseTo(40_000, within(1e-6));
    assertThat(hops.numbers("by_theory")[3]).isCloseTo(v / 4e-5, within(1e-6));
    assertThat(hops.numbers("with_covering")[3]).isCloseTo(n, within(1e-5));
  }
}
