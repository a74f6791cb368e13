package offprint.papers.srrw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveTest {
  private static final int WIDTH = 7;
  private static final int ROWS = 12;

  private static Objective objective(String name, Random random) {
    double[] input = random.doubles(WIDTH * ROWS, -1, 1).toArray();
    double[] label = new double[ROWS];
    Arrays.setAll(
        label,
        _ ->
            switch (name) {
              case "logistic" -> random.nextInt(2);
              case "softmax" -> random.nextInt(3);
              default -> random.nextGaussian();
            });
    Rows rows = new Rows(WIDTH, input, label, new int[] {0, 5, 6, 12});
    return switch (name) {
      case "mean" -> new MeanObjective(rows);
      case "logistic" -> new LinearObjective(rows, LinearObjective.LOGISTIC, 0.3);
      case "squares" -> new LinearObjective(rows, LinearObjective.SQUARES, 0.3);
      case "quantile" -> new LinearObjective(rows, new LinearObjective.Pinball(0.8, 0.1), 0.3);
      default -> new SoftmaxObjective(rows, 3, 0.3);
    };
  }

  /** Gradients against differences of the loss, Hessians against differences of the gradient. */
  @ParameterizedTest
  @ValueSource(strings = {"mean", "logistic", "squares", "quantile", "softmax"})
  void derivativesAreThoseOfTheLoss(String name) {
    long seed = 31;
    Random random = new Random(seed);
    Objective objective = objective(name, random);
    int d = objective.parameters();
    double[] theta = random.doubles(d, -1, 1).toArray();
    double[] gradient = new double[d];
    double[] ahead = new double[d];
    double[] behind = new double[d];
    for (int node = 0; node < 3; node++) {
      DMatrixRMaj hessian = new DMatrixRMaj(d, d);
      objective.addHessian(theta, node, 2, hessian);
      objective.gradient(theta, node, 0, random, gradient);
      for (int k = 0; k < d; k++) {
        double h = 1e-5;
        double[] up = theta.clone();
        double[] down = theta.clone();
        up[k] += h;
        down[k] -= h;
        double slope = (objective.loss(up, node) - objective.loss(down, node)) / (2 * h);
        assertThat(gradient[k]).as("%s, seed %d", name, seed).isCloseTo(slope, within(1e-8));
        objective.gradient(up, node, 0, random, ahead);
        objective.gradient(down, node, 0, random, behind);
        for (int j = 0; j < d; j++) {
          double curve = (ahead[j] - behind[j]) / (2 * h);
          assertThat(hessian.get(j, k)).as(name).isCloseTo(2 * curve, within(1e-6));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean", "logistic", "squares", "quantile", "softmax"})
  void batchesHaveTheGradientAsTheirMean(String name) {
    Random random = new Random(8);
    Objective objective = objective(name, random);
    double[] theta = random.doubles(objective.parameters(), -1, 1).toArray();
    double[] full = new double[theta.length];
    double[] one = new double[theta.length];
    double[] mean = new double[theta.length];
    objective.gradient(theta, 0, 0, random, full);
    for (int draw = 0; draw < 40_000; draw++) {
      objective.gradient(theta, 0, 2, random, one);
      for (int k = 0; k < mean.length; k++) {
        mean[k] += one[k] / 40_000;
      }
    }
    assertThat(mean).containsExactly(full, within(0.02));
  }

  @Test
  void newtonFindsWhereTheGradientVanishes() {
    for (String name : new String[] {"mean", "logistic", "squares", "softmax"}) {
      Objective objective = objective(name, new Random(5));
      double[] target = {0.2, 0.3, 0.5};
      double[] theta =
          new Newton(objective, target, () -> {}).minimise(new double[objective.parameters()]);
      double[] sum = new double[theta.length];
      double[] one = new double[theta.length];
      for (int i = 0; i < 3; i++) {
        objective.gradient(theta, i, 0, Newton.NO_RANDOM, one);
        for (int k = 0; k < sum.length; k++) {
          sum[k] += target[i] * one[k];
        }
      }
      assertThat(sum).as(name).containsExactly(new double[theta.length], within(1e-10));
    }
  }

  @Test
  void thePinballMinimumIsTheQuantile() {
    double[] label = {5, 1, 4, 2, 3, 9, 7};
    double[] input = new double[7];
    Arrays.fill(input, 1);
    Rows rows = new Rows(1, input, label, new int[] {0, 1, 2, 3, 4, 5, 6, 7});
    double[] theta = {0};
    double[] target = new double[7];
    Arrays.fill(target, 1 / 7.0);
    for (double width = 4; width > 1e-4; width /= 2) {
      Objective rounded = new LinearObjective(rows, new LinearObjective.Pinball(0.5, width), 0);
      theta = new Newton(rounded, target, () -> {}).minimise(theta);
    }
    assertThat(theta[0]).isCloseTo(4, within(1e-3));
  }

  @Test
  void momentumBoundAndAverageDoWhatTheySay() {
    double[] z = {1, 3};
    Rows rows = new Rows(1, z, new double[2], new int[] {0, 1, 2});
    double[] ones = {1, 1};
    Token heavy = new Token(new MeanObjective(rows), new Optimiser(1, 1, true, 0, 0, false), ones);
    heavy.visit(0, Newton.NO_RANDOM);
    assertThat(heavy.result()[0]).isZero();
    heavy.visit(1, Newton.NO_RANDOM);
    assertThat(heavy.result()[0]).isCloseTo(1 / 6.0, within(1e-15));
    Token bound =
        new Token(new MeanObjective(rows), new Optimiser(1, 1, false, 0, 0.25, false), ones);
    bound.visit(1, Newton.NO_RANDOM);
    assertThat(bound.result()[0]).isCloseTo(0.25, within(1e-15));
    Token average =
        new Token(new MeanObjective(rows), new Optimiser(1, 1, false, 0, 0, true), ones);
    average.visit(1, Newton.NO_RANDOM);
    average.visit(0, Newton.NO_RANDOM);
    assertThat(average.result()[0]).isCloseTo((1.5 + 4 / 3.0) / 2, within(1e-15));
  }

  @Test
  void stepsThatAreTooLongAreTold() {
    Objective objective = objective("squares", new Random(1));
    Token token =
        new Token(objective, new Optimiser(0.9, 1000, false, 0, 0, false), new double[] {1, 1, 1});
    assertThatThrownBy(
            () ->
                token.walk(
                    new offprint.kernels.markov.IndependentDraws(new double[] {.2, .3, .5}),
                    2000,
                    new Random(2)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("lower betaScale");
  }
}
