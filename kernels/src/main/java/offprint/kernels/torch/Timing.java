package offprint.kernels.torch;

/** Wall time of a piece of work; papers have no clock of their own. */
public final class Timing {
  private Timing() {}

  /** The shortest of {@code repeats} runs, in seconds. */
  public static double seconds(int repeats, Runnable work) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < repeats; i++) {
      long start = System.nanoTime();
      work.run();
      best = Math.min(best, (System.nanoTime() - start) / 1e9);
    }
    return best;
  }
}
