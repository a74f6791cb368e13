package offprint.kernels.inference.part;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The uniform numbers that the draws of a run have used, last first. Runs that part share what they
 * have in common.
 */
public record Trace<W>(W last, @Nullable Trace<W> before, int length) {
  /** A longer trace; {@code before} is null for the empty one. */
  static <W> Trace<W> append(@Nullable Trace<W> before, W next) {
    return new Trace<>(next, before, before == null ? 1 : before.length + 1);
  }

  /** The numbers in the order of the draws; of null, none. */
  public static <W> List<W> numbers(@Nullable Trace<W> trace) {
    List<W> numbers = new ArrayList<>();
    for (Trace<W> at = trace; at != null; at = at.before) {
      numbers.add(at.last);
    }
    return numbers.reversed();
  }
}
