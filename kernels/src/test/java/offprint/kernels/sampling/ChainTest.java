package offprint.kernels.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainTest {
  private static final LogDensity MODES = new FourModes(0);

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }

  private static double[] all(Draws draws, int coordinate) {
    return Arrays.stream(draws.coordinate(coordinate)).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[][] starts(int chains, int dimension, double width) {
    RandomGenerator random = new SplittableRandom(3);
    double[][] starts = new double[chains][dimension];
    for (double[] start : starts) {
      Arrays.setAll(start, i -> width * (2 * random.nextDouble() - 1));
    }
    return starts;
  }

  @Test
  void theDensityOfFourModesAndItsGradientAreTheKnownOnes() {
    double[] gradient = new double[2];
    assertThat(MODES.gradient(new double[] {1, 2}, gradient))
        .isCloseTo(-7.53014023005, within(1e-11));
    assertThat(gradient[0]).isCloseTo(-1.99453758297, within(1e-11));
    assertThat(gradient[1]).isCloseTo(-3.99453758291, within(1e-11));
    assertThat(new FourModes(1).gradient(new double[] {2.5, 2.5}, gradient))
        .isCloseTo(-6.46673402678, within(1e-11));
    assertThat(gradient[0]).isCloseTo(.434500329084, within(1e-12));
    assertThat(gradient[1]).isCloseTo(.434500869571, within(1e-12));
  }

  @Test
  void theRandomWalkAcceptsTheKnownProposals() {
    RandomWalk chain = new RandomWalk(MODES, new double[2]);
    chain.stepSize(1);
    GoldenRatio random = new GoldenRatio();
    StringBuilder accepted = new StringBuilder();
    for (int t = 0; t < 20; t++) {
      chain.step(random);
      accepted.append(chain.accepted() ? 1 : 0);
    }
    assertThat(accepted).hasToString("00100010010101001000");
    assertThat(chain.logDensity()).isCloseTo(-3.993691051724, within(1e-12));
  }

  @Test
  void adjustedLangevinHasTheKnownRatios() {
    Langevin chain = Langevin.adjusted(MODES, new double[] {1, 1});
    chain.stepSize(.8);
    GoldenRatio random = new GoldenRatio();
    double[] ratios = {
      .270450831315, -.469067564577, .470217516809, .266314477052, -.166651066304, -1.932997833317
    };
    for (double ratio : ratios) {
      chain.step(random);
      assertThat(chain.logRatio()).isCloseTo(ratio, within(1e-12));
    }
  }

  @Test
  void leapfrogFollowsTheKnownTrajectoryAndBack() {
    LogDensity banana =
        new LogDensity() {
          @Override
          public int dimension() {
            return 2;
          }

          @Override
          public double value(double[] x) {
            return -Math.pow(1 - x[0], 2) / 2 - 5 * Math.pow(x[1] - x[0] * x[0], 2);
          }

          @Override
          public double gradient(double[] x, double[] gradient) {
            double bend = x[1] - x[0] * x[0];
            gradient[0] = 1 - x[0] + 20 * bend * x[0];
            gradient[1] = -10 * bend;
            return value(x);
          }
        };
    double[] q = {-.5, .7};
    double[] p = {.8, -.3};
    double change = Hamiltonian.trajectory(banana, q, p, .1, 10);
    assertThat(q)
        .containsExactly(new double[] {.089269651721504, -.495525425543233}, within(1e-14));
    assertThat(p)
        .containsExactly(new double[] {1.26050759256655, -.107385237393518}, within(1e-14));
    assertThat(change).isCloseTo(-.0200460874691, within(1e-13));
    p[0] = -p[0];
    p[1] = -p[1];
    Hamiltonian.trajectory(banana, q, p, .1, 10);
    assertThat(q).containsExactly(new double[] {-.5, .7}, within(1e-13));
  }

  @ParameterizedTest
  @CsvSource({".5, .844041739245", "1, .704832764699", "2.38, .444906100895"})
  void theRandomWalkOnANormalLawAcceptsAsTheArcTangentSays(double step, double acceptance) {
    assertThat(2 / Math.PI * Math.atan(2 / step)).isCloseTo(acceptance, within(1e-12));
    Kernel kernel =
        (density, start) -> {
          RandomWalk chain = new RandomWalk(density, start);
          chain.stepSize(step);
          return chain;
        };
    Draws draws =
        new Sampler(kernel, Warmup.fixed(50), 50_000)
            .run(new Gaussian(1), starts(4, 1, 1), new SplittableRandom(1), _ -> {});
    assertThat(Arrays.stream(draws.acceptance()).average().orElseThrow())
        .isCloseTo(acceptance, within(.004));
  }

  @ParameterizedTest
  @CsvSource({"0.1", "1", "1.5"})
  void theStepBiasesLangevinWithoutTestAndTheTestCuresIt(double step) {
    double[] unadjusted = langevin(step, false);
    double[] adjusted = langevin(step, true);
    assertThat(variance(unadjusted)).isCloseTo(1 / (1 - step / 4), within(.03));
    assertThat(variance(adjusted)).isCloseTo(1, within(.03));
  }

  private static double[] langevin(double step, boolean tested) {
    Kernel kernel =
        (density, start) -> {
          Langevin chain =
              tested ? Langevin.adjusted(density, start) : Langevin.unadjusted(density, start);
          chain.stepSize(step);
          return chain;
        };
    return all(
        new Sampler(kernel, Warmup.fixed(100), 100_000)
            .run(new Gaussian(1), starts(4, 1, 1), new SplittableRandom(2), _ -> {}),
        0);
  }

  /** Each adapts its step and scale, draws the law, and counts what it did. */
  @Test
  void everyKernelDrawsANormalLawOfUnequalScales() {
    Gaussian law = new Gaussian(.2, 3);
    List<Kernel> kernels =
        List.of(
            RandomWalk::new,
            Langevin::adjusted,
            (density, start) -> new Hamiltonian(density, start, 8),
            (density, start) -> new Tempered(density, start, 4, .1),
            (density, start) ->
                new LargeSteps(density, start, .3, new double[] {-1, -12}, new double[] {1, 12}));
    for (Kernel kernel : kernels) {
      Draws draws =
          new Sampler(kernel, Warmup.adaptive(2000), 20_000)
              .run(law, starts(4, 2, 1), new SplittableRandom(4), _ -> {});
      for (int i = 0; i < 2; i++) {
        Diagnostics found = Diagnostics.of(draws.coordinate(i));
        double deviation = law.deviations()[i];
        assertThat(found.rHat()).isLessThan(1.01);
        assertThat(Math.abs(found.mean())).isLessThan(5 * found.standardError());
        assertThat(found.deviation() / deviation).isCloseTo(1, within(.05));
      }
      assertThat(draws.evaluations()).isGreaterThanOrEqualTo(80_000);
    }
  }

  @Test
  void temperingFindsEveryModeFromOneStart() {
    Draws draws =
        new Sampler(
                (density, start) -> new Tempered(density, start, 6, .02), Warmup.fixed(1000), 4000)
            .run(MODES, new double[8][2], new SplittableRandom(5), _ -> {});
    double[] share = new double[4];
    double[] x = all(draws, 0);
    double[] y = all(draws, 1);
    for (int n = 0; n < x.length; n++) {
      share[x[n] > 2.5 ? y[n] > 0 ? 1 : 3 : x[n] < -2.5 ? 2 : 0] += 1.0 / x.length;
    }
    double variation = Arrays.stream(share).map(s -> Math.abs(s - .25)).sum() / 2;
    assertThat(variation).isLessThan(.06);
  }

  /** A constant added to l changes no draw, and neither does the number of threads. */
  @Test
  void drawsDependOnTheSeedOnly() {
    Sampler sampler =
        new Sampler((d, start) -> new Hamiltonian(d, start, 5), Warmup.adaptive(200), 200);
    LogDensity raised =
        new LogDensity() {
          @Override
          public int dimension() {
            return 2;
          }

          @Override
          public double value(double[] x) {
            return MODES.value(x) + 8;
          }

          @Override
          public double gradient(double[] x, double[] gradient) {
            return MODES.gradient(x, gradient) + 8;
          }
        };
    double[][] starts = starts(5, 2, 3);
    Draws first = sampler.run(MODES, starts, new SplittableRandom(6), _ -> {});
    assertThat(sampler.run(MODES, starts, new SplittableRandom(6), _ -> {}).points())
        .isDeepEqualTo(first.points());
    try (ForkJoinPool one = new ForkJoinPool(1)) {
      Draws alone =
          one.submit(() -> sampler.run(MODES, starts, new SplittableRandom(6), _ -> {})).join();
      assertThat(alone.points()).isDeepEqualTo(first.points());
    }
    double[] shifted = all(sampler.run(raised, starts, new SplittableRandom(6), _ -> {}), 0);
    assertThat(shifted).containsExactly(all(first, 0), within(1e-9));
  }

  @Test
  void theEnsembleDrawsACorrelatedLaw() {
    LogDensity law = new Gaussian(1, 100);
    Ensemble ensemble = new Ensemble(Ensemble.batch(law), starts(40, 2, 1));
    RandomGenerator random = new SplittableRandom(7);
    double[][] walkers = new double[40][4000];
    for (int t = -500; t < 4000; t++) {
      ensemble.step(random);
      for (int w = 0; w < 40 && t >= 0; w++) {
        walkers[w][t] = ensemble.walkers()[w][1];
      }
    }
    double tau = AutocorrelationTime.of(walkers);
    assertThat(tau).isBetween(10.0, 60.0);
    assertThat(ensemble.acceptance()).isBetween(.6, .85);
    double[] drawn = Arrays.stream(walkers).flatMapToDouble(Arrays::stream).toArray();
    assertThat(variance(drawn) / 10_000).isCloseTo(1, within(.1));
  }

  @Test
  void aBoundedVariableIsSampledOverTheWholeLine() {
    LogDensity gamma = // shape 3, rate 2 on x > 0; uniform on (-1, 4); exponential below 5
        new LogDensity() {
          @Override
          public int dimension() {
            return 3;
          }

          @Override
          public double value(double[] x) {
            return 2 * Math.log(x[0]) - 2 * x[0] + x[2];
          }

          @Override
          public double gradient(double[] x, double[] gradient) {
            gradient[0] = 2 / x[0] - 2;
            gradient[1] = 0;
            gradient[2] = 1;
            return value(x);
          }
        };
    double infinity = Double.POSITIVE_INFINITY;
    Support support = new Support(new double[] {0, -1, -infinity}, new double[] {infinity, 4, 5});
    double[] x = {.7, 3.2, -2};
    assertThat(support.bounded(support.free(x))).containsExactly(x, within(1e-14));
    LogDensity free = support.free(gamma);
    double[] u = {.3, -1.2, .4};
    double[] gradient = new double[3];
    free.gradient(u, gradient);
    for (int i = 0; i < 3; i++) {
      double[] up = u.clone();
      double[] down = u.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      assertThat(gradient[i]).isCloseTo((free.value(up) - free.value(down)) / 2e-5, within(1e-8));
    }
    Draws draws =
        new Sampler((d, start) -> new Hamiltonian(d, start, 10), Warmup.adaptive(1000), 10_000)
            .run(free, starts(4, 3, 1), new SplittableRandom(8), _ -> {});
    double[] means = new double[3];
    for (double[][] chain : draws.points()) {
      for (double[] point : chain) {
        double[] bounded = support.bounded(point);
        for (int i = 0; i < 3; i++) {
          means[i] += bounded[i] / 40_000;
        }
      }
    }
    assertThat(means).containsExactly(new double[] {1.5, 1.5, 4}, within(.05));
  }

  @Test
  void aDensityThatIsNoNumberIsNamedWithItsPoint() {
    LogDensity broken =
        new LogDensity() {
          @Override
          public int dimension() {
            return 1;
          }

          @Override
          public double value(double[] x) {
            return Math.log(x[0]);
          }

          @Override
          public double gradient(double[] x, double[] gradient) {
            gradient[0] = 1 / x[0];
            return value(x);
          }
        };
    RandomWalk chain = new RandomWalk(broken, new double[] {.01});
    chain.stepSize(5);
    RandomGenerator random = new SplittableRandom(9);
    assertThatThrownBy(
            () -> {
              for (int t = 0; t < 100; t++) {
                chain.step(random);
              }
            })
        .isInstanceOf(ArithmeticException.class)
        .hasMessageMatching("the log density is NaN at x1 = -[0-9.]+");
    assertThatThrownBy(() -> new RandomWalk(broken, new double[] {0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must start where the density is positive: got x1 = 0");
  }
}
