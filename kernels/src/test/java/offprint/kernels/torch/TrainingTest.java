package offprint.kernels.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** A regression whose steps draw their rows from {@link StepRandom}. */
  private static final class Regression {
    private static final Training TRAINING = new Training(6, 4, 6);
    private final Parameters parameters;
    private final TrainingState state;
    private final StringBuilder curve = new StringBuilder();

    Regression(Session session) {
      parameters =
          Parameters.declare()
              .linear("a", 3, 5)
              .linear("b", 5, 1)
              .on(session, new SplittableRandom(7));
      state = new TrainingState(parameters, new Adam(parameters));
    }

    Optional<Training.Outcome> run(int until) {
      return TRAINING.run(
          state,
          until,
          new OneCycle(0.05, 24, 0.3),
          (epoch, i) -> Gradient.of(() -> loss(StepRandom.of(11, 4 * epoch + i))),
          this::evaluated,
          new Progress() {
            @Override
            public void progress(double fraction, String stage) {}

            @Override
            public void point(String series, double x, double y) {
              curve.append("%s %s %s%n".formatted(series, x, y));
            }
          });
    }

    private double evaluated() {
      try (NDScope _ = new NDScope()) {
        return loss(new SplittableRandom(3)).getFloat();
      }
    }

    private NDArray loss(SplittableRandom random) {
      NDArray x =
          parameters
              .flat()
              .getManager()
              .create(random.doubles(24, -1, 1).toArray(), new Shape(8, 3))
              .toType(DataType.FLOAT32, false);
      Parameters.Views v = parameters.views();
      NDArray hidden = Functional.gelu(Functional.linear(x, v.get("a.weight"), v.get("a.bias")));
      NDArray y = Functional.linear(hidden, v.get("b.weight"), v.get("b.bias"));
      return y.sub(x.prod(new int[] {1}, true)).square().mean();
    }
  }

  @Test
  void goesOnFromItsFileBitForBitAfterAnyStep() throws IOException {
    double[] weights;
    String curve;
    Training.Outcome outcome;
    try (Session session = Session.open()) {
      Regression straight = new Regression(session);
      outcome = straight.run(24).orElseThrow();
      weights = straight.parameters.values();
      curve = straight.curve.toString();
    }
    for (int stop : new int[] {0, 3, 4, 17, 24}) {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      String begun;
      try (Session session = Session.open()) {
        Regression first = new Regression(session);
        assertThat(first.run(stop).isPresent()).isEqualTo(stop == 24);
        first.state.save("plan", file);
        begun = first.curve.toString();
      }
      try (Session session = Session.open()) {
        Regression second = new Regression(session);
        second.state.load("plan", Safetensors.read(new ByteArrayInputStream(file.toByteArray())));
        assertThat(second.run(24)).as("stopped at %d", stop).contains(outcome);
        assertThat(second.parameters.values()).containsExactly(weights);
        assertThat(begun + second.curve).isEqualTo(curve);
      }
    }
  }

  @Test
  void refusesTheFileOfAnotherPlan() throws IOException {
    try (Session session = Session.open()) {
      Regression training = new Regression(session);
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      training.state.save("6 epochs", file);
      Safetensors saved = Safetensors.read(new ByteArrayInputStream(file.toByteArray()));
      assertThatThrownBy(() -> training.state.load("7 epochs", saved))
          .hasMessage("the saved training must have the plan 7 epochs: got 6 epochs");
    }
  }
}
