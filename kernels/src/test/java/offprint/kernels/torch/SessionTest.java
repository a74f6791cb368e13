package offprint.kernels.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SessionTest {
  @Test
  void geluIsTheExactOne() {
    try (Session session = Session.open()) {
      NDArray y = Functional.gelu(session.constant(new double[] {1, -0.5}, 2));
      assertThat(y.toDoubleArray())
          .containsExactly(new double[] {0.841344746068543, -0.15426876936299344}, within(1e-14));
    }
  }

  @Test
  void stepsLeaveNoTensorBehind() {
    try (Session session = Session.open()) {
      Parameters parameters =
          Parameters.declare().linear("l", 64, 64).on(session, new SplittableRandom(1));
      Adam adam = new Adam(parameters);
      NDArray x = session.constant(new float[640], 10, 64);
      int before = session.manager().getManagedArrays().size();
      for (int i = 0; i < 20; i++) {
        Gradient.of(() -> output(parameters, x).square().mean());
        adam.step(0.01);
        session.evaluate(() -> output(parameters, x));
        parameters.set(parameters.values());
      }
      assertThat(session.manager().getManagedArrays()).hasSize(before);
    }
  }

  private static NDArray output(Parameters parameters, NDArray x) {
    var p = parameters.views();
    return Functional.linear(x, p.get("l.weight"), p.get("l.bias"));
  }

  @Test
  void stagingIsRefilledInPlaceAndOutlivesTheScopeThatGrewIt() {
    try (Session session = Session.open()) {
      StagingBuffer staging = session.staging();
      assertThat(session.evaluate(() -> staging.put(new float[] {1, 2, 3, 4}, 2, 2).sum()))
          .containsExactly(10);
      NDArray first = staging.put(new float[] {1, 2, 9}, 2);
      assertThat(first.toFloatArray()).containsExactly(1, 2);
      staging.put(new float[] {5, 6}, 2);
      assertThat(first.toFloatArray()).as("the same memory").containsExactly(5, 6);
      assertThat(staging.put(new float[9], 9).sum().getFloat()).isZero();
    }
  }

  @Test
  void dropoutKeepsTheMeanAndDropsItsShare() {
    try (Session session = Session.open()) {
      float[] ones = new float[100_001];
      Arrays.fill(ones, 1);
      NDArray x = session.constant(ones, ones.length);
      Dropout dropout = new Dropout(session, 0.1, new SplittableRandom(11));
      float[] first = dropout.apply(x).toFloatArray();
      int dropped = 0;
      double sum = 0;
      for (float value : first) {
        dropped += value == 0 ? 1 : 0;
        sum += value;
      }
      assertThat(dropped / 100_001.0).isCloseTo(0.1, within(0.005));
      assertThat(sum / 100_001).isCloseTo(1, within(0.005));
      assertThat(dropout.apply(x).toFloatArray()).isNotEqualTo(first);
      Dropout again = new Dropout(session, 0.1, new SplittableRandom(11));
      assertThat(again.apply(x).toFloatArray()).isEqualTo(first);
    }
  }

  @Test
  void aThreadOfItsOwnRecordsNoGradientsUnlessAsked() throws Exception {
    boolean[] recorded = new boolean[1];
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (Session session = Session.open()) {
                    Parameters parameters =
                        Parameters.declare()
                            .add("w", Initializer.constant(1), 3)
                            .on(session, new SplittableRandom(1));
                    recorded[0] = parameters.views().get("w").mul(2).hasGradient();
                  }
                });
    thread.join();
    assertThat(recorded[0]).isFalse();
  }

  @Test
  void workOnOneThreadLeavesTheThreadsOfOthersAlone() throws Exception {
    int inside =
        Session.onOneThread(
            () -> {
              try (Session _ = Session.open()) {
                return JniUtils.getNumThreads();
              }
            });
    assertThat(inside).isEqualTo(1);
    assertThat(JniUtils.getNumThreads()).isEqualTo(Session.THREADS);
    try (Session _ = Session.open()) {
      assertThat(JniUtils.getNumThreads()).isEqualTo(Session.THREADS);
    }
  }
}
