package offprint.papers.srrw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import offprint.kernels.markov.IndependentDraws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveTest {
  private static final int WIDTH = 7;
  private static final int ROWS = 12;

  private static Objective objective(String name, Random random) {
    double[] input = random.doubles(WIDTH * ROWS, -1, 1).toArray();
    int outputs = name.equals("mean") ? 2 : name.equals("softmax") ? 3 : 1;
    double[] label = new double[ROWS * outputs];
    Arrays.setAll(label, _ -> name.equals("logistic") ? random.nextInt(2) : random.nextGaussian());
    for (int r = 0; name.equals("softmax") && r < ROWS; r++) {
      Arrays.fill(label, 3 * r, 3 * r + 3, 0);
      label[3 * r + random.nextInt(3)] = 1;
    }
    Rows rows = new Rows(WIDTH, input, label, new int[] {0, 5, 6, 12});
    return switch (name) {
      case "mean" -> new Objective(rows, 2, Link.SQUARES, 0.01);
      case "logistic" -> new Objective(rows, 1, Link.LOGISTIC, 0.3);
      case "squares" -> new Objective(rows, 1, Link.SQUARES, 0.3);
      case "quantile" -> new Objective(rows, 1, Link.pinball(0.8, 0.1), 0.3);
      default -> new Objective(rows, 3, Link.SOFTMAX, 0.3);
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
      double[] hessian = new double[d * d];
      objective.addHessian(theta, node, 2, hessian);
      objective.gradient(theta, node, gradient);
      for (int k = 0; k < d; k++) {
        double h = 1e-5;
        double[] up = theta.clone();
        double[] down = theta.clone();
        up[k] += h;
        down[k] -= h;
        double slope = (objective.loss(up, node) - objective.loss(down, node)) / (2 * h);
        assertThat(gradient[k]).as("%s, seed %d", name, seed).isCloseTo(slope, within(1e-8));
        objective.gradient(up, node, ahead);
        objective.gradient(down, node, behind);
        for (int j = 0; j < d; j++) {
          double curve = (ahead[j] - behind[j]) / (2 * h);
          assertThat(hessian[j * d + k]).as(name).isCloseTo(2 * curve, within(1e-6));
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
    objective.gradient(theta, 0, full);
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
          new BatchLoss(objective, target, () -> {})
              .minimiseUniquely(new double[objective.parameters()])
              .point();
      double[] sum = new double[theta.length];
      double[] one = new double[theta.length];
      for (int i = 0; i < 3; i++) {
        objective.gradient(theta, i, one);
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
      Objective rounded = new Objective(rows, 1, Link.pinball(0.5, width), 0);
      theta = new BatchLoss(rounded, target, () -> {}).minimise(theta).point();
    }
    assertThat(theta[0]).isCloseTo(4, within(1e-3));
  }

  @Test
  void momentumBoundAndAverageDoWhatTheySay() {
    double[] ones = {1, 1};
    Rows rows = new Rows(1, ones, new double[] {1, 3}, new int[] {0, 1, 2});
    Objective mean = new Objective(rows, 1, Link.SQUARES, 0);
    Token heavy = new Token(mean, new Optimiser(1, 1, true, 0, 0, false), ones, new double[1]);
    heavy.visit(0, new Random(4));
    assertThat(heavy.result()[0]).isZero();
    heavy.visit(1, new Random(4));
    assertThat(heavy.result()[0]).isCloseTo(1 / 6.0, within(1e-15));
    Token bound = new Token(mean, new Optimiser(1, 1, false, 0, 0.25, false), ones, new double[1]);
    bound.visit(1, new Random(4));
    assertThat(bound.result()[0]).isCloseTo(0.25, within(1e-15));
    Token average = new Token(mean, new Optimiser(1, 1, false, 0, 0, true), ones, new double[1]);
    average.visit(1, new Random(4));
    average.visit(0, new Random(4));
    assertThat(average.result()[0]).isCloseTo((1.5 + 4 / 3.0) / 2, within(1e-15));
  }

  @Test
  void stepsThatAreTooLongAreTold() {
    Objective objective = objective("squares", new Random(1));
    Optimiser long1000 = new Optimiser(0.9, 1000, false, 0, 0, false);
    Token token = new Token(objective, long1000, new double[] {1, 1, 1}, new double[WIDTH]);
    IndependentDraws walk = new IndependentDraws(new double[] {.2, .3, .5});
    Random random = new Random(2);
    for (int hop = 0; hop < 2000; hop++) {
      token.visit(walk.hop(random), random);
    }
    assertThatThrownBy(token::squaredDistance)
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("lower betaScale");
  }
}
