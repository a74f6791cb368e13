package offprint.kernels.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import offprint.kernels.task.Progress;
import org.junit.jupiter.api.Test;

class TrainingTest {
  private final List<String> curves = new ArrayList<>();

  private Progress watcher(int stopAfter) {
    return new Progress() {
      private int calls;

      @Override
      public void progress(double fraction, String stage) {
        assertThat(fraction).isBetween(0.0, 1.0);
        if (calls++ >= stopAfter) {
          throw new CancellationException("stopped");
        }
      }

      @Override
      public void point(String series, double x, double y) {
        curves.add(series + " " + (int) x);
      }
    };
  }

  @Test
  void keepsTheBestWeightsAndStopsEarly() {
    try (Session session = Session.open()) {
      Parameters parameters =
          Parameters.declare()
              .add("w", Initializer.constant(0), 1)
              .on(session, new SplittableRandom(1));
      // the training pulls w to 10, the validation wants 1: it gets worse after w has passed 1
      Training.Outcome outcome =
          new Training(100, 1, 3)
              .run(
                  parameters,
                  new Adam(parameters),
                  _ -> 0.25,
                  (_, _) -> Gradient.of(() -> parameters.views().get("w").sub(10).square().sum()),
                  () -> Math.abs(parameters.values()[0] - 1),
                  watcher(1000));
      assertThat(outcome.firstValidation()).isEqualTo(1);
      assertThat(outcome.bestValidation()).isLessThan(0.05);
      assertThat(outcome.bestEpoch()).isEqualTo(4);
      assertThat(outcome.epochs()).isEqualTo(7);
      assertThat(Math.abs(parameters.values()[0] - 1)).isEqualTo(outcome.bestValidation());
      assertThat(curves).startsWith("validation loss 0", "train loss 1", "validation loss 1");
    }
  }

  @Test
  void endsAtTheStepWhereTheWatcherThrows() {
    try (Session session = Session.open()) {
      Parameters parameters =
          Parameters.declare()
              .add("w", Initializer.constant(0), 1)
              .on(session, new SplittableRandom(1));
      assertThatThrownBy(
              () ->
                  new Training(100, 10, 3)
                      .run(
                          parameters,
                          new Adam(parameters),
                          _ -> 0.1,
                          (_, _) -> Gradient.of(() -> parameters.views().get("w").square().sum()),
                          () -> 0,
                          watcher(6)))
          .isInstanceOf(CancellationException.class);
      assertThat(curves)
          .containsExactly(
              "validation loss 0",
              "train loss 1",
              "train loss 2",
              "train loss 3",
              "train loss 4",
              "train loss 5");
    }
  }

  @Test
  void namesTheStepOfADivergence() {
    try (Session session = Session.open()) {
      Parameters parameters =
          Parameters.declare()
              .add("w", Initializer.constant(1), 1)
              .on(session, new SplittableRandom(1));
      assertThatThrownBy(
              () ->
                  new Training(5, 5, 3)
                      .run(
                          parameters,
                          new Adam(parameters),
                          _ -> 0.4,
                          (_, _) -> Gradient.of(() -> parameters.views().get("w").log().sum()),
                          () -> 0,
                          watcher(1000)))
          .isInstanceOf(ArithmeticException.class)
          .hasMessage("step 4: the loss is NaN");
    }
  }
}
