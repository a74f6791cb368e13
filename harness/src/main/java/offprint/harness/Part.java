package offprint.harness;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleConsumer;
import offprint.kernels.task.Progress;
import offprint.method.Run;

/**
 * A share of a run's progress: what it reports from 0 to 1 fills the run's bar from {@code from} to
 * {@code to}. It is a run itself, so parts have parts, and it watches a training.
 */
public final class Part extends Forwarding implements Progress {
  private final double from;
  private final double to;
  private final String prefix;
  private volatile double lastFraction;
  private volatile String lastStage = "";

  private Part(Run run, double from, double to, String prefix) {
    super(run);
    this.from = from;
    this.to = to;
    this.prefix = prefix;
  }

  /**
   * The share of a run from {@code from} to {@code to}, both in [0, 1].
   *
   * @param name stands before the names of stages and curves; "" for none
   */
  public static Part of(Run run, double from, double to, String name) {
    if (!(0 <= from && from <= to && to <= 1)) {
      throw new IllegalArgumentException(
          "a part must lie in [0, 1]: got %s to %s".formatted(from, to));
    }
    return new Part(run, from, to, name.isEmpty() ? "" : name + ": ");
  }

  /** The {@code index}-th of {@code count} equal parts of this one, from 0. */
  public Part step(int index, int count, String name) {
    return of(this, (double) index / count, (index + 1.0) / count, name);
  }

  /** Reports fractions of one stage. */
  public DoubleConsumer stage(String stage) {
    return fraction -> progress(fraction, stage);
  }

  /** Counts work of one stage up to {@code total}. */
  public Counter counter(double total, String stage) {
    return new Counter(this, total, stage);
  }

  /** Counts units of work on any thread and reports the share that is done. */
  public static final class Counter implements Runnable {
    private final Part part;
    private final double total;
    private final String stage;
    private final AtomicLong done = new AtomicLong();

    private Counter(Part part, double total, String stage) {
      this.part = part;
      this.total = total;
      this.stage = stage;
    }

    /**
     * Counts {@code more} units.
     *
     * @throws java.util.concurrent.CancellationException once the reader stopped the run
     */
    public void add(long more) {
      add(more, stage);
    }

    /** As {@link #add(long)}, of a stage of another name. */
    public void add(long more, String named) {
      part.progress(Math.min(1, done.addAndGet(more) / total), named);
    }

    /** Counts one unit. */
    @Override
    public void run() {
      add(1);
    }
  }

  /** Reports once more what was reported last, for a stop to take effect inside long work. */
  public void repeat() {
    progress(lastFraction, lastStage);
  }

  @Override
  public void progress(double fraction, String stage) {
    lastFraction = fraction;
    lastStage = stage;
    run.progress(from + (to - from) * Math.clamp(fraction, 0, 1), prefix + stage);
  }

  @Override
  public void point(String series, double x, double y) {
    run.point(prefix + series, x, y);
  }
}
