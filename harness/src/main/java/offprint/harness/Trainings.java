package offprint.harness;

import java.io.IOException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.kernels.torch.Session;
import offprint.method.Run;

/**
 * Trainings that do not depend on each other, each on one thread and as many at once as there are
 * cores: operations of small models are too short to be shared out.
 */
public record Trainings(Run run) {
  /** One training, told its number from 0. */
  public interface Training {
    void train(int number, Part own) throws IOException;
  }

  /** Does {@code count} trainings; the first that fails ends them all. */
  public void each(int count, Training training) throws IOException {
    Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    double[] done = new double[count];
    IntStream.range(0, count)
        .parallel()
        .forEach(
            number -> {
              Part share = Part.of(new Share(run, done, number, failures), 0, 1, "");
              String stage = "training %d of %d".formatted(number + 1, count);
              try {
                share.progress(0, stage);
                Session.onOneThread(
                    () -> {
                      training.train(number, share);
                      return share;
                    });
                share.progress(1, stage);
              } catch (Exception e) { // the stream would not keep its message
                failures.add(e);
              }
            });
    switch (failures.peek()) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Exception e -> throw new IllegalStateException(e);
    }
  }

  /** The run as one training sees it; only the first's curves are drawn. */
  private static final class Share extends Forwarding {
    private final double[] done;
    private final int number;
    private final Queue<Exception> failures;

    /**
     * @param done share of each training, the lock of all
     */
    Share(Run run, double[] done, int number, Queue<Exception> failures) {
      super(run);
      this.done = done;
      this.number = number;
      this.failures = failures;
    }

    @Override
    public void progress(double fraction, String stage) {
      if (!failures.isEmpty()) {
        throw new CancellationException("another training failed");
      }
      synchronized (done) {
        done[number] = fraction;
        run.progress(Arrays.stream(done).average().orElse(1), stage);
      }
    }

    @Override
    public void point(String series, double x, double y) {
      if (number == 0) {
        synchronized (done) {
          run.point(series, x, y);
        }
      }
    }

    @Override
    public RandomGenerator random() {
      throw new IllegalStateException("a training is given its own seed");
    }
  }
}
