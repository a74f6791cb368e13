package offprint.kernels.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import offprint.kernels.flow.MaskedFlow.Part;
import offprint.kernels.task.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedFlowTest {
  private static final MaskedFlow SMALL = new MaskedFlow(3, 2, 4, 2);

  private static double[] sines(MaskedFlow flow) {
    double[] parameters = new double[flow.size()];
    for (int b = 0; b < flow.blocks(); b++) {
      int k = -1;
      for (Part part : Part.values()) {
        k++;
        int columns = flow.columns(part);
        for (int i = 0; i < flow.rows(part); i++) {
          for (int j = 0; j < columns; j++) {
            parameters[flow.offset(b, part) + i * columns + j] =
                .5 * Math.sin(1 + i + 2 * j + 3 * k + 5 * b);
          }
        }
      }
    }
    return parameters;
  }

  private static double logDensity(MaskedFlow flow, double[] parameters, double[] x, double[] c) {
    FlowBatch batch = new FlowBatch(flow, 1);
    batch.parameters(parameters);
    double[] logDensity = new double[1];
    batch.logDensity(new double[][] {x}, new double[][] {c}, 1, logDensity);
    return logDensity[0];
  }

  @Test
  void densitiesAreThoseOfTheSheet() {
    double[] parameters = sines(SMALL);
    FlowBatch batch = new FlowBatch(SMALL, 5);
    batch.parameters(parameters);
    double[] logDensity = new double[5];
    double[][] x = {{.3, -1.2, .7}, {0, 0, 0}, {2, 1, -1}};
    double[][] c = {{.5, -.4}, {0, 0}, {1, 2}};
    batch.logDensity(x, c, 3, logDensity);
    assertThat(logDensity[0]).isCloseTo(-3.58328128197691, within(1e-12));
    assertThat(logDensity[1]).isCloseTo(-2.568615240605859, within(1e-12));
    assertThat(logDensity[2]).isCloseTo(-14.255659687519179, within(1e-11));
    assertThat(Arrays.copyOf(batch.mapped(0), 3))
        .containsExactly(
            new double[] {.38799747682686725, -.9249593907354399, .6639710715994768},
            within(1e-13));
  }

  @ParameterizedTest
  @CsvSource({"3, 2, 4, 2", "1, 1, 3, 2", "5, 3, 7, 3", "2, 0, 5, 1"})
  void gradientAgreesWithDifferences(int dimension, int context, int hidden, int blocks) {
    MaskedFlow flow = new MaskedFlow(dimension, context, hidden, blocks);
    Random random = new Random(3);
    double[] parameters = random.doubles(flow.size(), -1, 1).toArray();
    double[][] x = new double[6][];
    double[][] c = new double[6][];
    Arrays.setAll(x, _ -> random.doubles(dimension, -2, 2).toArray());
    Arrays.setAll(c, _ -> random.doubles(context, -2, 2).toArray());
    FlowBatch batch = new FlowBatch(flow, 6);
    double[] gradient = new double[flow.size()];
    loss(batch, parameters, x, c);
    batch.gradient(gradient);
    for (int i = 0; i < parameters.length; i++) {
      double[] more = parameters.clone();
      double[] less = parameters.clone();
      more[i] += 1e-6;
      less[i] -= 1e-6;
      double slope = (loss(batch, more, x, c) - loss(batch, less, x, c)) / 2e-6;
      assertThat(gradient[i]).isCloseTo(slope, within(1e-5 * Math.max(1, Math.abs(slope))));
    }
  }

  private static double loss(FlowBatch batch, double[] parameters, double[][] x, double[][] c) {
    batch.parameters(parameters);
    double[] logDensity = new double[x.length];
    batch.logDensity(x, c, x.length, logDensity);
    return -Arrays.stream(logDensity).average().orElseThrow();
  }

  @Test
  void oneDimensionIntegratesToOne() {
    MaskedFlow flow = new MaskedFlow(1, 1, 3, 3);
    double[] parameters = sines(flow);
    double sum = 0;
    for (double x = -60; x < 60; x += .01) {
      sum += .01 * Math.exp(logDensity(flow, parameters, new double[] {x}, new double[] {.3}));
    }
    assertThat(sum).isCloseTo(1, within(1e-6));
  }

  @Test
  void oneBlockLooksAtEarlierCoordinatesOnly() {
    MaskedFlow flow = new MaskedFlow(4, 1, 6, 1);
    double[] parameters = sines(flow);
    double[] x = {.1, -.4, .8, 1.2};
    FlowBatch batch = new FlowBatch(flow, 1);
    batch.parameters(parameters);
    double[] logDensity = new double[1];
    batch.logDensity(new double[][] {x}, new double[][] {{1}}, 1, logDensity);
    double[] before = batch.mapped(0);
    for (int j = 0; j < 4; j++) {
      double[] moved = x.clone();
      moved[j] += .5;
      batch.logDensity(new double[][] {moved}, new double[][] {{1}}, 1, logDensity);
      double[] after = batch.mapped(0);
      for (int i = 0; i < 4; i++) {
        assertThat(after[i] != before[i]).as("z%d of x%d", i, j).isEqualTo(i >= j);
      }
    }
  }

  /** x | c ~ N(2c, .5²): the entropy is 0.5 log(2πe) - log 2 = .7258 nats. */
  @Test
  void trainingLearnsAConditionalGaussian() {
    SplittableRandom random = new SplittableRandom(5);
    double[][] x = new double[1500][1];
    double[][] c = new double[1500][1];
    for (int i = 0; i < x.length; i++) {
      c[i][0] = 4 * random.nextDouble() - 2;
      x[i][0] = 2 * c[i][0] + .5 * random.nextGaussian();
    }
    MaskedFlow flow = new MaskedFlow(1, 1, 10, 2);
    FlowTraining training = new FlowTraining(5e-3, 100, 5, .1, 15, 60);
    var outcome = training.run(flow, flow.initial(random), x, c, random, Progress.NONE);
    assertThat(outcome.loss()).isLessThan(.80);
    double right = logDensity(flow, outcome.parameters(), new double[] {2}, new double[] {1});
    double wrong = logDensity(flow, outcome.parameters(), new double[] {-2}, new double[] {1});
    assertThat(right).isBetween(-.6, .0);
    assertThat(wrong).isLessThan(-10);
  }

  @Test
  void sizesAndRowsAreChecked() {
    assertThatThrownBy(() -> new MaskedFlow(0, 1, 1, 1))
        .hasMessageContaining("a flow needs dimension");
    assertThatThrownBy(
            () ->
                FlowTraining.USUAL.run(
                    SMALL,
                    sines(SMALL),
                    new double[1][3],
                    new double[1][2],
                    new Random(1),
                    Progress.NONE))
        .hasMessage("training needs at least 2 rows: got 1");
  }
}
