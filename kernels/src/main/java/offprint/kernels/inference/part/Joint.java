package offprint.kernels.inference.part;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import offprint.kernels.inference.program.Program;

/**
 * A run in which what the program observes is drawn as well: the joint law of variables and data.
 *
 * @param observed one value an observation, in order
 * @param trace uniform numbers of the program's own draws
 */
public record Joint<A>(A value, List<Object> observed, List<Double> trace) {

  /** Draws variables and data; factors other than observations do not count. */
  public static <A> Joint<A> draw(Program<Double, A> program, RandomChance chance) {
    return draw(program, List.of(), Map.of(), chance);
  }

  /**
   * Draws data and what is not given.
   *
   * @param kept uniform numbers of the first draws
   * @param known values of variables by name, which are not drawn
   */
  public static <A> Joint<A> draw(
      Program<Double, A> program,
      List<Double> kept,
      Map<String, Object> known,
      RandomChance chance) {
    return new Run<A>(kept, known, chance).of(program);
  }

  /**
   * The program with other values observed, in order.
   *
   * @throws IllegalArgumentException if it observes more often than there are values
   */
  public static <A> Program<Double, A> conditioned(
      Program<Double, A> program, List<Object> values) {
    return conditioned(program, values, 0);
  }

  private static <A> Program<Double, A> conditioned(
      Program<Double, A> start, List<Object> values, int next) {
    return switch (start.head()) {
      case Program.Sample<Double, ?, A> sample -> sampled(sample, values, next);
      case Program.Factor<Double, A> factor ->
          new Program.Factor<>(
              factor.weight(), () -> conditioned(factor.next().get(), values, next));
      case Program.Observe<Double, ?, A> observe -> observed(observe, values, next);
      case Program<Double, A> end -> end;
    };
  }

  private static <X, A> Program<Double, A> sampled(
      Program.Sample<Double, X, A> sample, List<Object> values, int next) {
    return new Program.Sample<>(
        sample.name(),
        sample.law(),
        value -> conditioned(sample.next().apply(value), values, next));
  }

  @SuppressWarnings("unchecked") // a value was drawn by the law of the same observation
  private static <X, A> Program<Double, A> observed(
      Program.Observe<Double, X, A> observe, List<Object> values, int next) {
    if (next >= values.size()) {
      throw new IllegalArgumentException(
          "the number of observations must not depend on what is drawn: got more than "
              + values.size());
    }
    return new Program.Observe<>(
        observe.where(),
        observe.law(),
        (X) values.get(next),
        () -> conditioned(observe.next().get(), values, next + 1));
  }

  private static final class Run<A> {
    private final List<Double> kept;
    private final Map<String, Object> known;
    private final RandomChance chance;
    private final List<Object> observed = new ArrayList<>();
    private final List<Double> trace = new ArrayList<>();

    Run(List<Double> kept, Map<String, Object> known, RandomChance chance) {
      this.kept = kept;
      this.known = new HashMap<>(known);
      this.chance = chance;
    }

    Joint<A> of(Program<Double, A> start) {
      Supplier<Double> uniforms =
          () -> {
            int depth = trace.size();
            trace.add(depth < kept.size() ? kept.get(depth) : chance.coordinate(depth));
            return trace.getLast();
          };
      Program<Double, A> program = start.head();
      while (true) {
        switch (program) {
          case Program.Sample<Double, ?, A> sample -> program = next(sample, uniforms);
          case Program.Observe<Double, ?, A> observe -> {
            observed.add(observe.law().draw(() -> chance.coordinate(0)));
            program = observe.next().get().head();
          }
          case Program.Factor<Double, A> factor -> program = factor.next().get().head();
          case Program.Bind<Double, ?, A> bind -> program = bind.head();
          case Program.Pure<Double, A>(A value) -> {
            return new Joint<>(value, List.copyOf(observed), List.copyOf(trace));
          }
        }
      }
    }

    @SuppressWarnings("unchecked") // the value was drawn by the variable's own law
    private <X> Program<Double, A> next(
        Program.Sample<Double, X, A> sample, Supplier<Double> uniforms) {
      Object given = known.get(sample.name());
      X value = given == null ? sample.law().draw(uniforms) : (X) given;
      return sample.next().apply(value).head();
    }
  }
}
