package offprint.kernels.inference.exact;

import java.util.function.Supplier;

/**
 * How many states an exact computation may visit.
 *
 * @param most allowed
 * @param work called now and then; it may throw to stop the computation
 */
public record StateLimit(long most, Runnable work) {
  /** Two million states, without being watched. */
  public static final StateLimit DEFAULT = new StateLimit(2_000_000, () -> {});

  private static final int EVERY = 1 << 10;

  /**
   * Counts up to {@code states}.
   *
   * @param name of the states and what to change, such as "populations; lower particles"
   * @throws IllegalArgumentException if there are more than allowed
   */
  void check(long states, Supplier<String> name) {
    if (states % EVERY == 0) {
      work.run();
    }
    if (states > most) {
      throw new IllegalArgumentException(
          "maxStates must be at least the number of states: got %,d and more than that many %s"
              .formatted(most, name.get()));
    }
  }
}
