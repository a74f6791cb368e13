package offprint.kernels.inference.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The variables of one call. A frame never changes once a draw or score may have been resumed from
 * it: assigning makes a new one, so copies of a particle share it.
 *
 * @param slots values by number; null has none yet
 * @param outer frame in which the function was defined
 * @param back where the call returns to; null for the model itself
 */
record Frame(@Nullable Object[] slots, @Nullable Frame outer, @Nullable Return back) {
  /** Where a call returns to: the caller's frame, the slot of the result, what is done next. */
  record Return(Frame caller, int slot, Step next) {}

  /** A function with what it sees. */
  static final class Closure {
    final List<Integer> parameters;
    final int size;
    final Step body;
    final String name;
    @Nullable Frame seen;

    Closure(String name, List<Integer> parameters, int size, Step body) {
      this.name = name;
      this.parameters = parameters;
      this.size = size;
      this.body = body;
    }
  }

  Frame with(int slot, Object value) {
    @Nullable Object[] changed = slots.clone();
    changed[slot] = value;
    return new Frame(changed, outer, back);
  }

  Frame up(int levels) {
    Frame frame = this;
    for (int i = 0; i < levels; i++) {
      frame = java.util.Objects.requireNonNull(frame.outer);
    }
    return frame;
  }
}
