package offprint.papers.mlicv2;

import java.io.IOException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.kernels.torch.Session;
import offprint.method.ForwardingRun;
import offprint.method.Run;

/**
 * Trainings that do not depend on each other, each on one thread and as many at once as there are
 * cores: operations of small models are too short to be shared out.
 *
 * @param from share of the run done before
 * @param to share of the run done after
 */
record Trainings(Run run, double from, double to) {
  /** One training, told its number from 0. */
  interface Training {
    void train(int number, Run own) throws IOException;
  }

  /** Does {@code count} trainings; the first that fails ends them all. */
  void each(int count, Training training) throws IOException {
    Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    double[] done = new double[count];
    IntStream.range(0, count)
        .parallel()
        .forEach(
            number -> {
              Share share = new Share(done, number, failures);
              try {
                share.progress(0, "training %d of %d".formatted(number + 1, count));
                Session.onOneThread(
                    () -> {
                      training.train(number, share);
                      return share;
                    });
                share.progress(1, "training %d of %d".formatted(number + 1, count));
              } catch (Exception e) { // the stream would not keep its message
                failures.add(e);
              }
            });
    Exception first = failures.peek();
    if (first instanceof IOException e) {
      throw e;
    }
    if (first instanceof RuntimeException e) {
      throw e;
    }
    if (first != null) {
      throw new IllegalStateException(first);
    }
  }

  /** The run as one training sees it; only the first's curves are drawn. */
  private final class Share extends ForwardingRun {
    private final double[] done;
    private final int number;
    private final Queue<Exception> failures;

    /**
     * @param done share of each training, the lock of all
     */
    Share(double[] done, int number, Queue<Exception> failures) {
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
        super.progress(from + (to - from) * Arrays.stream(done).average().orElse(1), stage);
      }
    }

    @Override
    public void point(String series, double x, double y) {
      if (number == 0) {
        synchronized (done) {
          super.point(series, x, y);
        }
      }
    }

    @Override
    public RandomGenerator random() {
      throw new IllegalStateException("a training is given its own seed");
    }
  }
}
