package offprint.papers.fimmjp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.kernels.task.Progress;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.Tag;
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
          new CellNetwork(DESIGN, Safetensors.of(tensors.parameters().tensors(), Map.of()));
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

  /** The reference has -0.69; a network that does not learn keeps a loss above 1. */
  @Test
  @Tag("experiment")
  void learnsAsFastAsTheReference() {
    assertThat(meanLoss(plan(600), 400)).isLessThanOrEqualTo(-0.3);
  }

  @Test
  void learns() {
    CellDesign narrow = new CellDesign(16, 2, 4);
    CellTraining.Plan plan = new CellTraining.Plan(narrow, prior(), 100, 16, 1);
    assertThat(meanLoss(plan, 80)).isLessThanOrEqualTo(0.5);
  }

  /** Mean loss of the steps after {@code from}. */
  private static double meanLoss(CellTraining.Plan plan, int from) {
    double[] sum = {0};
    try (Session session = Session.open();
        CellTraining training = new CellTraining(session, plan, new SplittableRandom(1))) {
      training.run(
          plan.steps(),
          new Progress() {
            @Override
            public void progress(double fraction, String stage) {}

            @Override
            public void point(String series, double x, double y) {
              sum[0] += series.equals("train loss") && x > from ? y : 0;
            }
          });
    }
    return sum[0] / (plan.steps() - from);
  }

  @Test
  void resumedTrainingEndsAsIfNeverStopped() throws Exception {
    CellTraining.Plan small = new CellTraining.Plan(new CellDesign(6, 1, 4), prior(), 8, 4, 1);
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    try (Session session = Session.open()) {
      Safetensors through;
      try (CellTraining whole = new CellTraining(session, small, new SplittableRandom(2))) {
        whole.run(8, Progress.NONE);
        through = whole.weights();
      }
      try (CellTraining first = new CellTraining(session, small, new SplittableRandom(2))) {
        assertThat(first.run(3, Progress.NONE)).isEmpty();
        first.save(saved);
      }
      try (CellTraining second = new CellTraining(session, small, new SplittableRandom(9))) {
        second.resume(Safetensors.read(new ByteArrayInputStream(saved.toByteArray())));
        assertThat(second.run(8, Progress.NONE)).isPresent();
        assertThat(second.weights().doubles("rate.weight", 3, 6))
            .containsExactly(through.doubles("rate.weight", 3, 6));
      }
    }
  }

  private static Prior prior() {
    return new Prior(4, -1, 0, List.of(0.05), 10, 20);
  }
}
