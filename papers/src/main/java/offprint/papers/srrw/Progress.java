package offprint.papers.srrw;

import java.util.concurrent.atomic.AtomicLong;
import offprint.method.Run;

/** Counts the hops of all walks of an experiment, on any thread, and tells the reader. */
final class Progress {
  /** Hops between two reports: some milliseconds. */
  static final int EVERY = 1 << 14;

  private final Run run;
  private final double total;
  private final AtomicLong done = new AtomicLong();

  Progress(Run run, double totalHops) {
    this.run = run;
    this.total = totalHops;
  }

  /**
   * @throws java.util.concurrent.CancellationException once the reader stopped the run
   */
  void add(long hops, String stage) {
    run.progress(Math.min(1, done.addAndGet(hops) / total), stage);
  }
}
