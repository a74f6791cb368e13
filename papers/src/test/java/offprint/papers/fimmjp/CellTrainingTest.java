package offprint.papers.fimmjp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import offprint.kernels.task.Progress;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.Test;

class CellTrainingTest {
  private static final CellDesign DESIGN = new CellDesign(48, 4, 6);

  private static CellTraining.Plan plan(int steps) {
    return new CellTraining.Plan(DESIGN, Prior.SHIPPED, steps, 64, 1);
  }

  @Test
  void hasTheNumberOfWeightsOfTheReference() {
    assertThat(DESIGN.declaration().size()).isEqualTo(94_661);
  }

  @Test
  void tensorsAndPlainArraysAgree() {
    SplittableRandom random = new SplittableRandom(3);
    List<Prior.Example> examples = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      examples.add(Prior.SHIPPED.draw(random));
    }
    try (Session session = Session.open()) {
      CellTensors tensors = new CellTensors(session, DESIGN, random);
      CellBatch batch = CellBatch.of(examples, 6);
      float[] cells = session.evaluate(() -> tensors.forward(batch).cells());
      float[] epsilon = session.evaluate(() -> tensors.forward(batch).epsilon());
      float[] initial = session.evaluate(() -> tensors.forward(batch).initial().softmax(1));
      CellNetwork network =
          new CellNetwork(
              DESIGN,
              offprint.kernels.torch.Safetensors.of(
                  tensors.parameters().tensors(), java.util.Map.of()));
      for (int k = 0; k < examples.size(); k++) {
        CellFeatures features = CellFeatures.of(examples.get(k).paths());
        Estimate answer = network.estimate(features);
        int n = answer.states();
        double scale = features.scale() / features.unit();
        assertThat(answer.epsilon()).isCloseTo(epsilon[k], within(1e-6));
        for (int i = 0; i < n; i++) {
          assertThat(answer.initial()[i]).isCloseTo(initial[6 * k + i], within(1e-5));
          for (int j = 0; j < n; j++) {
            int at = ((k * 6 + i) * 6 + j) * 3;
            double mean = i == j ? 0 : Math.exp(cells[at]);
            assertThat(answer.rate()[i * n + j] / scale).isCloseTo(mean, within(1e-5));
          }
        }
      }
    }
  }

  @Test
  void smoke() {
    try (Session session = Session.open();
        CellTraining training =
            new CellTraining(session, plan(600), new SplittableRandom(1))) {
      long t0 = System.nanoTime();
      double[] sum = new double[6];
      training.run(
          600,
          new Progress() {
            @Override
            public void progress(double fraction, String stage) {}

            @Override
            public void point(String series, double x, double y) {
              if (series.startsWith("train")) {
                sum[((int) x - 1) / 100] += y / 100;
              } else {
                System.out.println(series + " " + x + " " + y + " " + (System.nanoTime() - t0) / 1e9);
              }
            }
          });
      System.out.println(java.util.Arrays.toString(sum));
    }
  }
}
