package offprint.kernels.inference.language;

import java.util.Objects;
import java.util.function.Supplier;
import offprint.kernels.inference.program.Law;
import offprint.kernels.inference.program.Program;
import org.jspecify.annotations.Nullable;

/**
 * Runs a compiled model from one draw or score to the next. What is still to be done is a step and
 * a frame, and both never change, so a run may be resumed any number of times.
 */
final class Machine {
  private static final int MOST_TURNS = 1_000_000;

  private Frame frame;
  private int turns;
  private @Nullable Program<?, ?> reached;

  private Machine(Frame frame, int turns) {
    this.frame = frame;
    this.turns = turns;
  }

  /** Runs to the next draw, score or end. */
  @SuppressWarnings("unchecked") // a model is compiled for one kind of number
  static <W, A> Program<W, A> resume(Step next, Frame frame, int turns) {
    Machine machine = new Machine(frame, turns);
    Step step = next;
    while (machine.reached == null) {
      step = step.run(machine);
    }
    return (Program<W, A>) Objects.requireNonNull(machine.reached);
  }

  Frame frame() {
    return frame;
  }

  void enter(Frame changed) {
    frame = changed;
  }

  void set(int slot, Object value) {
    frame = frame.with(slot, value);
  }

  /**
   * Counts a turn of a loop or a call.
   *
   * @throws IllegalArgumentException after a million
   */
  void turn() {
    if (++turns > MOST_TURNS) {
      throw new IllegalArgumentException(
          "a run must end within %,d turns of loops and calls".formatted(MOST_TURNS));
    }
  }

  <W> Step draw(String name, Law<W, Object> law, int slot, Step next) {
    Frame before = frame;
    int count = turns;
    return reach(
        new Program.Sample<W, Object, Object>(
            name, law, value -> resume(next, before.with(slot, value), count)));
  }

  <W> Step observe(String where, Law<W, Object> law, Object value, Step next) {
    return reach(new Program.Observe<W, Object, Object>(where, law, value, rest(next)));
  }

  <W> Step score(W weight, Step next) {
    return reach(new Program.Factor<W, Object>(weight, rest(next)));
  }

  Step end(Object result) {
    return reach(new Program.Pure<>(result));
  }

  /** Ends with the rest of the model as the result. */
  Step cut(Step next) {
    Program<Object, Object> rest = this.<Object>rest(next).get();
    return end(rest);
  }

  private <W> Supplier<Program<W, Object>> rest(Step next) {
    Frame before = frame;
    int count = turns;
    return () -> resume(next, before, count);
  }

  private Step reach(Program<?, ?> program) {
    reached = program;
    return _ -> {
      throw new IllegalStateException("the machine has stopped");
    };
  }
}
