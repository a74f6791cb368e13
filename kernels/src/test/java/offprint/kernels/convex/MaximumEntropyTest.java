package offprint.kernels.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaximumEntropyTest {
  private static final long SEED = Long.getLong("seed", 20110527);
  private static final double[] SPOTS = {1, 2, 3, 4, 5, 6};
  private static final double[] SQUARES = {1, 4, 9, 16, 25, 36};

  private static MaximumEntropy solve(MomentProblem problem) {
    return MaximumEntropy.solve(problem, 1e-12, 200, _ -> {});
  }

  private static MomentProblem die(double mean) {
    return MomentProblem.of(
        uniform(6), List.of("spots"), new double[][] {SPOTS}, new double[] {mean});
  }

  private static MomentProblem die(double mean, double square) {
    return MomentProblem.of(
        uniform(6),
        List.of("spots", "square"),
        new double[][] {SPOTS, SQUARES},
        new double[] {mean, square});
  }

  private static double[] uniform(int n) {
    return IntStream.range(0, n).mapToDouble(_ -> 1).toArray();
  }

  @Test
  void dieOfMeanFourAndAHalfHasTheKnownLaw() {
    MaximumEntropy solution = solve(die(4.5));
    assertThat(solution.multiplier(0)).isCloseTo(-0.37104893808102, within(1e-12));
    assertThat(solution.p())
        .containsExactly(
            new double[] {
              0.05435316782649, 0.07877154563306, 0.11415997722944,
              0.16544680311005, 0.2397744404269, 0.34749406577406
            },
            within(1e-13));
    assertThat(solution.entropyNats()).isCloseTo(1.613581098153837, within(1e-13));
    assertThat(solution.dualityGap()).isCloseTo(0, within(1e-13));
    assertThat(solution.isConverged()).isTrue();
    assertThat(solution.iterations()).isLessThanOrEqualTo(15);
  }

  @Test
  void dieWithTwoMomentsHasTheKnownMultipliers() {
    MaximumEntropy solution = solve(die(4.5, 22));
    assertThat(solution.multiplier(0)).isCloseTo(-1.3559056260641, within(1e-11));
    assertThat(solution.multiplier(1)).isCloseTo(0.12378226459529, within(1e-12));
    assertThat(solution.entropyNats()).isCloseTo(1.581167247868808, within(1e-12));
  }

  @Test
  void dieNearItsEdgeNeedsAtMostTwelveSteps() {
    MaximumEntropy solution = solve(die(5.99));
    assertThat(solution.multiplier(0)).isCloseTo(-4.61512051628167, within(1e-10));
    assertThat(solution.iterations()).isLessThanOrEqualTo(12);
  }

  @Test
  void meanOfSixLeavesTheFaceSixAndMoreIsRefused() {
    MaximumEntropy solution = solve(die(6));
    assertThat(solution.p()).containsExactly(0, 0, 0, 0, 0, 1);
    assertThat(solution.infinite(0)).isEqualTo(-1);
    assertThat(solution.entropyNats()).isZero();
    assertThatThrownBy(() -> solve(die(6.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "target of 'spots' must be in [1.00000, 6.00000], what the states can reach: got"
                + " 6.50000");
  }

  @Test
  void targetsThatAreOnlyTogetherOutOfReachNameTheCombination() {
    assertThatThrownBy(() -> solve(die(3.5, 12.2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("targets cannot be met together")
        .hasMessageContaining("spots")
        .hasMessageContaining("square");
    MaximumEntropy edge = solve(die(3.5, 12.5));
    assertThat(edge.p()).containsExactly(new double[] {0, 0, 0.5, 0.5, 0, 0}, within(1e-12));
  }

  @Test
  void priorMeansAsTargetsNeedNoStep() {
    MaximumEntropy solution = solve(die(3.5));
    assertThat(solution.multiplier(0)).isCloseTo(0, within(1e-15));
    assertThat(solution.iterations()).isLessThanOrEqualTo(1);
  }

  @Test
  void aRepeatedFeatureIsLeftOutAndAConflictingOneIsNamed() {
    double[][] twice = {SPOTS, SPOTS};
    List<String> names = List.of("spots", "again");
    MaximumEntropy solution =
        solve(MomentProblem.of(uniform(6), names, twice, new double[] {4.5, 4.5}));
    assertThat(solution.p()).containsExactly(solve(die(4.5)).p(), within(1e-12));
    assertThat(solution.isKept(0) ^ solution.isKept(1)).isTrue();
    MomentProblem conflict = MomentProblem.of(uniform(6), names, twice, new double[] {4.5, 4.4});
    assertThatThrownBy(() -> solve(conflict)).hasMessageStartingWith("inconsistent constraints");
    MomentProblem constant =
        MomentProblem.of(
            uniform(6), List.of("one"), new double[][] {uniform(6)}, new double[] {1.5});
    assertThatThrownBy(() -> solve(constant)).hasMessageContaining("'one' is constant");
  }

  @Test
  void expectationsOfAKnownLawGiveThatLawBack() {
    double[] weight = IntStream.range(0, 6).mapToDouble(i -> Math.exp(-0.4 * i)).toArray();
    double total = Arrays.stream(weight).sum();
    double[] law = Arrays.stream(weight).map(w -> w / total).toArray();
    MomentProblem problem =
        MomentProblem.matching(law, List.of("spots", "twice"), new double[][] {SPOTS, SPOTS});
    MaximumEntropy model = solve(problem);
    assertThat(model.p()).containsExactly(law, within(1e-12));
    assertThat(model.multiplier(0)).isCloseTo(0.4, within(1e-11));
    assertThat(model.keptFeatures()).isEqualTo(1);
    assertThat(problem.priorLaw()).containsOnly(1.0 / 6);
  }

  @Test
  void statesWithoutPriorStayEmptyAndMayMakeTargetsUnreachable() {
    double[] prior = {1, 1, 1, 1, 1, 0};
    List<String> names = List.of("spots");
    MaximumEntropy solution =
        solve(MomentProblem.of(prior, names, new double[][] {SPOTS}, new double[] {4.5}));
    assertThat(solution.p()[5]).isZero();
    assertThat(solution.expectation(0)).isCloseTo(4.5, within(1e-12));
    MomentProblem out = MomentProblem.of(prior, names, new double[][] {SPOTS}, new double[] {5.5});
    assertThatThrownBy(() -> solve(out)).hasMessageContaining("[1.00000, 5.00000]");
  }

  @Test
  void randomProblemsMeetTheirTargetsAndKeepTheInvariances() {
    RandomGenerator random = new SplittableRandom(SEED);
    for (int trial = 0; trial < 30; trial++) {
      int n = 20 + random.nextInt(200);
      int k = 1 + random.nextInt(6);
      double[][] f = new double[k][];
      double[] prior = random.doubles(n, 0.1, 1).toArray();
      double[] weight = random.doubles(n).toArray();
      double total = Arrays.stream(weight).sum();
      double[] target = new double[k];
      for (int a = 0; a < k; a++) {
        f[a] = IntStream.range(0, n).mapToDouble(_ -> random.nextGaussian()).toArray();
        for (int i = 0; i < n; i++) {
          target[a] += weight[i] * f[a][i] / total;
        }
      }
      List<String> names = IntStream.range(0, k).mapToObj(a -> "f" + a).toList();
      MaximumEntropy solution = solve(MomentProblem.of(prior, names, f, target));
      assertThat(solution.isConverged()).as("seed %d trial %d", SEED, trial).isTrue();
      assertThat(solution.dualityGap()).isCloseTo(0, within(1e-11));
      assertThat(solution.entropyNats()).isLessThanOrEqualTo(Math.log(n));
      double[][] g = new double[k][n];
      double[] shifted = new double[k];
      for (int a = 0; a < k; a++) {
        assertThat(solution.expectation(a)).isCloseTo(target[a], within(1e-11));
        for (int i = 0; i < n; i++) {
          g[a][n - 1 - i] = 7 + 3 * f[a][i];
        }
        shifted[a] = 7 + 3 * target[a];
      }
      double[] reversed = new double[n];
      for (int i = 0; i < n; i++) {
        reversed[n - 1 - i] = prior[i];
      }
      MaximumEntropy other = solve(MomentProblem.of(reversed, names, g, shifted));
      for (int i = 0; i < n; i++) {
        assertThat(other.p()[n - 1 - i]).isCloseTo(solution.p()[i], within(1e-11));
      }
      double shift = 0;
      for (int a = 0; a < k; a++) {
        assertThat(3 * other.multiplier(a)).isCloseTo(solution.multiplier(a), within(1e-9));
        shift += 7 * other.multiplier(a);
      }
      assertThat(other.logPartition() + shift).isCloseTo(solution.logPartition(), within(1e-9));
    }
  }

  @Test
  void boxedTargetsSatisfyTheirOptimalityConditionsAndDropIdleConstraints() {
    MaximumEntropy solution = solve(die(4.5, 22).within(0.2, 3));
    assertThat(solution.multiplier(1)).isZero();
    assertThat(solution.expectation(0)).isCloseTo(4.3, within(1e-11));
    assertThat(solution.multiplier(0)).isNegative();
    MaximumEntropy tight = solve(die(4.5, 22).within(0.01, 0.01));
    assertThat(Math.abs(tight.expectation(0) - 4.5)).isLessThanOrEqualTo(0.01 + 1e-11);
    assertThat(tight.expectation(1)).isCloseTo(22.01, within(1e-10));
    assertThatThrownBy(() -> solve(die(8).within(0.5))).hasMessageContaining("box");
  }

  @Test
  void measuredTargetsAreMissedByVarianceTimesMultiplier() {
    MaximumEntropy solution = solve(die(8).measured(1.5));
    assertThat(solution.expectation(0) - 8).isCloseTo(2.25 * solution.multiplier(0), within(1e-9));
    MaximumEntropy sure = solve(die(4.5).measured(1e-8));
    assertThat(sure.multiplier(0)).isCloseTo(-0.37104893808102, within(1e-9));
  }

  @Test
  void standardErrorsAreThoseOfTheInverseCovariance() {
    MaximumEntropy solution = solve(die(4.5));
    double variance = solution.covariance()[0][0];
    assertThat(solution.standardErrors(100)[0])
        .isCloseTo(1 / Math.sqrt(100 * variance), within(1e-12));
    double h = 1e-5;
    double response =
        (solve(die(4.5 + h)).multiplier(0) - solve(die(4.5 - h)).multiplier(0)) / (2 * h);
    assertThat(response).isCloseTo(-1 / variance, within(1e-8));
  }

  @Test
  void logPartitionHasTheDerivativesThatItSays() {
    RandomGenerator random = new SplittableRandom(SEED);
    int n = 5000;
    int k = 3;
    double[][] f = {
      random.doubles(n, -1, 1).toArray(),
      random.doubles(n, -1, 1).toArray(),
      random.doubles(n, -1, 1).toArray()
    };
    double[] q = random.doubles(n, -3, 0).toArray();
    LogPartition d = new LogPartition(q, f);
    double[] x = {0.3, -1, 2};
    double[] g = new double[k];
    double[] h = new double[k * k];
    d.evaluate(x, g, h);
    for (int a = 0; a < k; a++) {
      double step = 1e-5;
      double[] up = x.clone();
      double[] down = x.clone();
      up[a] += step;
      down[a] -= step;
      double[] gUp = new double[k];
      double[] gDown = new double[k];
      double slope =
          (d.evaluate(up, gUp, new double[k * k]) - d.evaluate(down, gDown, new double[k * k]))
              / (2 * step);
      assertThat(g[a]).as("seed %d", SEED).isCloseTo(slope, within(1e-9));
      for (int b = 0; b < k; b++) {
        assertThat(h[a * k + b]).isCloseTo((gUp[b] - gDown[b]) / (2 * step), within(1e-8));
      }
    }
  }

  @Test
  void longListsWithSkewFeaturesAreSolved() {
    RandomGenerator random = new SplittableRandom(SEED);
    int n = 20_000;
    int k = 8;
    double[][] f = new double[k][n];
    double[] target = new double[k];
    for (int i = 0; i < n; i++) {
      double common = random.nextGaussian();
      for (int a = 0; a < k; a++) {
        f[a][i] = Math.exp(0.5 * (common + random.nextGaussian()));
      }
    }
    for (int a = 0; a < k; a++) {
      target[a] = Arrays.stream(f[a]).average().orElseThrow() * (a % 2 == 0 ? 0.9 : 1.05);
    }
    List<String> names = IntStream.range(0, k).mapToObj(a -> "f" + a).toList();
    MaximumEntropy solution = solve(MomentProblem.of(uniform(n), names, f, target));
    assertThat(solution.isConverged()).as("seed %d", SEED).isTrue();
    for (int a = 0; a < k; a++) {
      assertThat(solution.expectation(a)).isCloseTo(target[a], within(1e-10));
    }
    assertThat(solution.dualityGap()).isCloseTo(0, within(1e-11));
  }

  @Test
  void targetsNextToACornerOfTheHullAreReachedThoughTheHessianVanishesOnTheWay() {
    RandomGenerator random = new SplittableRandom(SEED);
    int n = 5_000;
    int k = 10;
    double[][] f = new double[k][n];
    double[] exponent = new double[n];
    for (int i = 0; i < n; i++) {
      double common = random.nextGaussian();
      for (int a = 0; a < k; a++) {
        f[a][i] = Math.exp(0.5 * (common + random.nextGaussian()));
        exponent[i] += (a % 3 == 0 ? 1.2 : -0.4) * f[a][i];
      }
    }
    double top = Arrays.stream(exponent).max().orElseThrow();
    double z = Arrays.stream(exponent).map(e -> Math.exp(e - top)).sum();
    double[] target = new double[k];
    for (int a = 0; a < k; a++) {
      for (int i = 0; i < n; i++) {
        target[a] += Math.exp(exponent[i] - top) / z * f[a][i];
      }
    }
    List<String> names = IntStream.range(0, k).mapToObj(a -> "f" + a).toList();
    MaximumEntropy solution = solve(MomentProblem.of(uniform(n), names, f, target));
    assertThat(Arrays.stream(solution.p()).max().orElseThrow()).isGreaterThan(0.85);
    assertThat(solution.isConverged()).as("seed %d", SEED).isTrue();
    assertThat(solution.iterations()).isLessThan(60);
    for (int a = 0; a < k; a++) {
      assertThat(solution.expectation(a)).isCloseTo(target[a], within(1e-10));
    }
  }

  @Test
  void gaugeOfTheSquareIsTheLargestCoordinate() {
    double[] corners = {1, 1, 1, -1, -1, 1, -1, -1};
    assertThat(HullGauge.of(corners, new double[] {0.5, -0.25}, () -> {}).value())
        .isCloseTo(0.5, within(1e-14));
    HullGauge outside = HullGauge.of(corners, new double[] {0.1, -3}, () -> {});
    assertThat(outside.value()).isCloseTo(3, within(1e-13));
    assertThat(outside.normal()).containsExactly(new double[] {0, -1}, within(1e-13));
  }

  @Test
  void gaugeOfRandomHullsAgreesWithItsOwnCertificates() {
    RandomGenerator random = new SplittableRandom(SEED);
    for (int trial = 0; trial < 40; trial++) {
      int k = 1 + random.nextInt(8);
      int n = 4 * k + random.nextInt(60);
      double[] g = new double[n * k];
      for (int i = 0; i < g.length; i++) {
        g[i] = random.nextGaussian();
      }
      double[] mean = new double[k];
      for (int i = 0; i < n * k; i++) {
        mean[i % k] += g[i] / n;
      }
      for (int i = 0; i < n * k; i++) {
        g[i] -= mean[i % k];
      }
      double[] d = random.doubles(k, -1, 1).toArray();
      HullGauge gauge = HullGauge.of(g, d, () -> {});
      double along = 0;
      for (int a = 0; a < k; a++) {
        along += gauge.normal()[a] * d[a];
      }
      assertThat(along).as("seed %d trial %d", SEED, trial).isCloseTo(gauge.value(), within(1e-9));
      for (int i = 0; i < n; i++) {
        double height = 0;
        for (int a = 0; a < k; a++) {
          height += gauge.normal()[a] * g[i * k + a];
        }
        assertThat(height).isLessThanOrEqualTo(1 + 1e-9);
      }
    }
  }
}
