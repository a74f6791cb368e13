package offprint.server.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import offprint.server.reader.LogisticRegression.Example;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {
  private static final int DENSE = 4;
  private static final int SPARSE = 6;

  private static Features features(float[] dense, int[] index, float... value) {
    return new Features(dense, index, value);
  }

  /** Random rows whose class follows a hidden plane, with noise. */
  private static List<Example> random(long seed, int n) {
    Random random = new Random(seed);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      float[] dense = new float[DENSE];
      for (int j = 0; j < DENSE; j++) {
        dense[j] = (float) random.nextGaussian();
      }
      int place = random.nextInt(SPARSE);
      double margin = 2 * dense[0] - dense[1] + (place == 3 ? 1.5 : 0) + random.nextGaussian();
      examples.add(
          new Example(features(dense, new int[] {place}, 1), margin > 0 ? 1 : -1, 1.0 / n));
    }
    return examples;
  }

  private static double objective(List<Example> examples, double[] w, double lambda) {
    double sum = 0;
    for (Example e : examples) {
      sum += e.weight() * Math.log1p(Math.exp(-e.y() * LogisticRegression.score(w, e.x())));
    }
    for (int j = 0; j < w.length - 1; j++) {
      sum += lambda / 2 * w[j] * w[j];
    }
    return sum;
  }

  @Test
  void noStepFromTheSolutionLeadsDown() {
    List<Example> examples = random(1, 400);
    double lambda = 0.01;
    double[] w = LogisticRegression.fit(examples, DENSE + SPARSE, lambda);
    double least = objective(examples, w, lambda);
    for (int j = 0; j < w.length; j++) {
      for (double step : new double[] {-1e-2, 1e-2}) {
        double[] moved = w.clone();
        moved[j] += step;
        assertThat(objective(examples, moved, lambda)).isGreaterThan(least);
      }
    }
    assertThat(w[0]).isGreaterThan(1);
    assertThat(w[1]).isLessThan(-0.3);
    assertThat(w[DENSE + 3]).isGreaterThan(w[DENSE + 2] + 0.3);
  }

  @Test
  void twoMirroredPointsHaveTheClosedForm() {
    // By symmetry b = 0, and λ w = σ(-w) at x = ±1, each weighing a half.
    List<Example> examples =
        List.of(
            new Example(features(new float[] {1}, new int[0]), 1, 0.5),
            new Example(features(new float[] {-1}, new int[0]), -1, 0.5));
    double[] w = LogisticRegression.fit(examples, 1, 0.1);
    assertThat(0.1 * w[0]).isCloseTo(1 / (1 + Math.exp(w[0])), within(1e-5));
    assertThat(w[1]).isCloseTo(0, within(1e-6));
  }

  @Test
  void equalDataGiveEqualWeights() {
    assertThat(LogisticRegression.fit(random(2, 300), DENSE + SPARSE, 1e-3))
        .isEqualTo(LogisticRegression.fit(random(2, 300), DENSE + SPARSE, 1e-3));
  }

  @Test
  void oneClassAloneIsRefused() {
    List<Example> positive = List.of(new Example(features(new float[] {1}, new int[0]), 1, 1));
    assertThatThrownBy(() -> LogisticRegression.fit(positive, 1, 1))
        .hasMessage("there must be examples of both classes: got 1 of 1");
  }
}
