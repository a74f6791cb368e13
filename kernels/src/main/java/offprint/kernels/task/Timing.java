package offprint.kernels.task;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

/** Time of a piece of work; papers have no clock of their own. */
public final class Timing {
  private Timing() {}

  /** The shortest of {@code repeats} runs, in seconds of wall time. */
  public static double seconds(int repeats, Runnable work) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < repeats; i++) {
      long start = System.nanoTime();
      work.run();
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
    }
    return best;
  }

  /** As {@link #processorSeconds(int, List)}, of one piece. */
  public static double processorSeconds(int repeats, Runnable work) {
    return processorSeconds(repeats, List.of(work))[0];
  }

  /**
   * Processor time of pieces of work, parallel streams included, on one thread: what other
   * processes do meanwhile does not count. The pieces are run in turn, so that a disturbance hits
   * all of them; the first turn warms up and is not counted.
   *
   * @return the shortest of {@code repeats} runs of each, in seconds
   */
  public static double[] processorSeconds(int repeats, List<Runnable> works) {
    double[] best = new double[works.size()];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    try (ForkJoinPool one = new ForkJoinPool(1)) { // parallel streams stay in the pool they are in
      one.submit(() -> measure(repeats, works, best)).join();
    }
    return best;
  }

  private static void measure(int repeats, List<Runnable> works, double[] best) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int i = 0; i <= repeats; i++) {
      for (int j = 0; j < best.length; j++) {
        long start = threads.getCurrentThreadCpuTime();
        works.get(j).run();
        double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
        if (i > 0) {
          best[j] = Math.min(best[j], seconds);
        }
      }
    }
  }
}
