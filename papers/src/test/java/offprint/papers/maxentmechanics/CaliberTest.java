package offprint.papers.maxentmechanics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.kernels.markov.TransitionMatrix;
import org.junit.jupiter.api.Test;

class CaliberTest {
  private static final long SEED = Long.getLong("seed", 20110527);
  private static final double[][] UNIFORM = {{0.5, 0.5}, {0.5, 0.5}};
  private static final double[][] SWITCH = {{0, 1}, {1, 0}};
  private static final double[][] IN_ONE = {{0, 1}, {0, 1}};
  private static final double[][] P0 = {{0.9, 0.1}, {0.2, 0.8}};
  private static final double[][] CURRENT = {{0, 1}, {-1, 0}};

  private static MaximumCaliber solve(double[][][] fluxes, double... targets) {
    List<String> names = IntStream.range(0, fluxes.length).mapToObj(k -> "J" + k).toList();
    FluxProblem problem = new FluxProblem(UNIFORM, names, fluxes, targets);
    return MaximumCaliber.solve(problem, new Newton(1e-12, 100), () -> {});
  }

  @Test
  void switchingAndOccupancyGiveTheKnownChain() {
    MaximumCaliber caliber = solve(new double[][][] {SWITCH, IN_ONE}, 0.2, 0.7);
    double[][] p = caliber.chain().transition();
    assertThat(p[0]).containsExactly(new double[] {2.0 / 3, 1.0 / 3}, within(1e-12));
    assertThat(p[1]).containsExactly(new double[] {1.0 / 7, 6.0 / 7}, within(1e-12));
    assertThat(TransitionMatrix.entropyRateNats(p, caliber.chain().stationary()))
        .isCloseTo(0.4780356732903, within(1e-12));
  }

  @Test
  void aFluxThatEndsWhereItBeganCannotBeAsked() {
    assertThatThrownBy(() -> solve(new double[][][] {CURRENT}, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'J0'");
    assertThat(solve(new double[][][] {CURRENT}, 0).lambda()[0]).isZero();
  }

  @Test
  void targetsOutOfReachNameTheFluxAndItsRange() {
    assertThatThrownBy(() -> solve(new double[][][] {SWITCH, IN_ONE}, 1.2, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'J0' in (0.00000, 1.00000): got 1.20000");
    assertThatThrownBy(() -> solve(new double[][][] {SWITCH, IN_ONE}, 0.8, 0.9))
        .hasMessageContaining("cannot be met together");
  }

  @Test
  void hessianOfTheGrowthIsTheCovarianceAndAgreesWithDifferences() {
    RandomGenerator random = new SplittableRandom(SEED);
    int n = 5;
    double[][] reference = new double[n][];
    double[][][] fluxes = new double[2][n][];
    for (int x = 0; x < n; x++) {
      reference[x] = random.doubles(n, 0.1, 1).toArray();
      fluxes[0][x] = random.doubles(n, -1, 1).toArray();
      fluxes[1][x] = random.doubles(n, -1, 1).toArray();
    }
    LogGrowth growth = new LogGrowth(reference, fluxes);
    double[] at = {0.4, -0.7};
    double[] gradient = new double[2];
    double[] hessian = new double[4];
    growth.evaluate(at, gradient, hessian);
    double h = 1e-5;
    for (int a = 0; a < 2; a++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[a] += h;
      down[a] -= h;
      double[] gradientUp = new double[2];
      double[] gradientDown = new double[2];
      double slope =
          (growth.evaluate(up, gradientUp, new double[4])
                  - growth.evaluate(down, gradientDown, new double[4]))
              / (2 * h);
      assertThat(gradient[a]).as("seed %d", SEED).isCloseTo(slope, within(1e-9));
      for (int b = 0; b < 2; b++) {
        assertThat(hessian[2 * a + b])
            .isCloseTo((gradientUp[b] - gradientDown[b]) / (2 * h), within(1e-8));
      }
    }
  }

  @Test
  void drivenTwoStateChainHasTheKnownFluxesAndResponses() {
    double[] start = {1, 0};
    double[] lambda = {0.5, -1, 2};
    DrivenChain causal = new DrivenChain(DrivenChain.Form.CAUSAL, P0, CURRENT, start, lambda);
    assertThat(causal.mean())
        .containsExactly(new double[] {0.06313733, 0.21200573, -0.16777048}, within(1e-8));
    assertThat(causal.response(_ -> {})[2][0]).isCloseTo(0.0268412073, within(1e-10));
    assertThat(causal.response(_ -> {})[1][0]).isCloseTo(0.0187031409, within(1e-10));
    assertThat(causal.response(_ -> {})[0][1]).isZero();
    DrivenChain global = new DrivenChain(DrivenChain.Form.GLOBAL, P0, CURRENT, start, lambda);
    assertThat(-global.freeEnergyNats()).isCloseTo(0.34487953829949, within(1e-13));
    assertThat(global.response(_ -> {})[0][1]).isCloseTo(0.0346928, within(1e-7));
    assertThat(global.response(_ -> {})[1][0]).isCloseTo(0.0346928, within(1e-7));
  }

  @Test
  void responseIsMinusCovarianceHoweverStrongTheDrive() {
    RandomGenerator random = new SplittableRandom(SEED);
    for (int trial = 0; trial < 20; trial++) {
      int n = 2 + random.nextInt(6);
      double[][] reference = new double[n][n];
      double[][] flux = new double[n][n];
      for (int x = 0; x < n; x++) {
        double sum = 0;
        for (int y = 0; y < n; y++) {
          reference[x][y] = random.nextDouble() < 0.2 && x != y ? 0 : random.nextDouble();
          sum += reference[x][y];
          flux[x][y] = random.nextDouble(-1, 1);
        }
        for (int y = 0; y < n; y++) {
          reference[x][y] /= sum;
        }
      }
      double[] start = new double[n];
      start[0] = 1;
      double[] lambda = random.doubles(12, -5, 5).toArray();
      for (DrivenChain drive :
          List.of(
              new DrivenChain(DrivenChain.Form.CAUSAL, reference, flux, start, lambda),
              new DrivenChain(DrivenChain.Form.GLOBAL, reference, flux, start, lambda))) {
        double[][] response = drive.response(_ -> {});
        double[][] covariance = drive.covariance(_ -> {});
        for (int t = 0; t < 12; t++) {
          for (int s = 0; s < 12; s++) {
            assertThat(response[t][s])
                .as("seed %d trial %d", SEED, trial)
                .isCloseTo(-covariance[t][s], within(1e-12));
          }
        }
      }
      double h = 1e-5;
      double[] up = lambda.clone();
      double[] down = lambda.clone();
      up[4] += h;
      down[4] -= h;
      double[] causalUp =
          new DrivenChain(DrivenChain.Form.CAUSAL, reference, flux, start, up).mean();
      double[] causalDown =
          new DrivenChain(DrivenChain.Form.CAUSAL, reference, flux, start, down).mean();
      double[] globalUp =
          new DrivenChain(DrivenChain.Form.GLOBAL, reference, flux, start, up).mean();
      double[] globalDown =
          new DrivenChain(DrivenChain.Form.GLOBAL, reference, flux, start, down).mean();
      double[][] causal =
          new DrivenChain(DrivenChain.Form.CAUSAL, reference, flux, start, lambda)
              .response(_ -> {});
      double[][] global =
          new DrivenChain(DrivenChain.Form.GLOBAL, reference, flux, start, lambda)
              .response(_ -> {});
      for (int t = 0; t < 12; t++) {
        assertThat(causal[t][4]).isCloseTo((causalUp[t] - causalDown[t]) / (2 * h), within(1e-9));
        assertThat(global[t][4]).isCloseTo((globalUp[t] - globalDown[t]) / (2 * h), within(1e-9));
      }
    }
  }
}
