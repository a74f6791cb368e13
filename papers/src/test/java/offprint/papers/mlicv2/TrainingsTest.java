package offprint.papers.mlicv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.random.RandomGenerator;
import offprint.harness.Part;
import offprint.harness.Trainings;
import offprint.method.Run;
import offprint.method.Source;
import org.junit.jupiter.api.Test;

class TrainingsTest {
  /** Keeps what it is told. */
  private record Told(List<Double> fractions, List<Double> points) implements Run {
    Told() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    @Override
    public RandomGenerator random() {
      throw new AssertionError("seeds are drawn before");
    }

    @Override
    public InputStream open(Source source) throws IOException {
      throw new IOException("no file");
    }

    @Override
    public Path local(Source source) throws IOException {
      throw new IOException("no file");
    }

    @Override
    public OutputStream create(String artifact) {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void progress(double fraction, String stage) {
      fractions.add(fraction);
    }

    @Override
    public void point(String series, double x, double y) {
      points.add(y);
    }
  }

  @Test
  void eachIsDoneOnceAndProgressNeverFallsBack() throws Exception {
    Told told = new Told();
    AtomicIntegerArray done = new AtomicIntegerArray(7);
    new Trainings(Part.of(told, 0.2, 0.6, ""))
        .each(
            7,
            (number, own) -> {
              own.progress(0.5, "half");
              own.point("loss", 1, number);
              done.incrementAndGet(number);
            });
    for (int i = 0; i < 7; i++) {
      assertThat(done.get(i)).isEqualTo(1);
    }
    assertThat(told.fractions).isSorted().hasSize(21);
    assertThat(told.fractions.getFirst()).isEqualTo(0.2);
    assertThat(told.fractions.getLast()).isCloseTo(0.6, within(1e-12));
    assertThat(told.points).as("the curves of one").containsExactly(0.0);
  }

  @Test
  void theFirstThatFailsEndsAllWithItsOwnMessage() {
    AtomicIntegerArray ended = new AtomicIntegerArray(1);
    assertThatThrownBy(
            () ->
                new Trainings(new Told())
                    .each(
                        40,
                        (number, own) -> {
                          if (number == 3) {
                            throw new ArithmeticException("step 7: the loss is NaN");
                          }
                          own.progress(1, "done");
                          ended.incrementAndGet(0);
                        }))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("step 7: the loss is NaN");
    assertThat(ended.get(0)).isLessThan(40);
  }
}
