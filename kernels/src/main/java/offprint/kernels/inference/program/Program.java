package offprint.kernels.inference.program;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A probabilistic program: it denotes an unnormalised measure on its results, in which a draw
 * integrates and a score multiplies. It is a value that may be resumed any number of times, so
 * copying a particle is copying a reference.
 *
 * @param <W> numbers and weights
 * @param <A> the result
 */
public sealed interface Program<W, A> {
  /** A program that ends with a result. */
  record Pure<W, A>(A value) implements Program<W, A> {}

  /**
   * A draw.
   *
   * @param name of the variable; "" for none
   */
  record Sample<W, X, A>(String name, Law<W, X> law, Function<X, Program<W, A>> next)
      implements Program<W, A> {}

  /** What multiplies the weight: a factor or an observation. */
  sealed interface Score<W, A> extends Program<W, A> {
    W weight();

    Supplier<Program<W, A>> next();
  }

  /** Multiplies the weight. */
  record Factor<W, A>(W weight, Supplier<Program<W, A>> next) implements Score<W, A> {}

  /**
   * Multiplies the weight by the density of a law at a value.
   *
   * @param where for messages, such as "line 3"
   */
  record Observe<W, X, A>(String where, Law<W, X> law, X value, Supplier<Program<W, A>> next)
      implements Score<W, A> {
    /**
     * @throws ArithmeticException if the density is not a number
     */
    @Override
    public W weight() {
      W weight = law.density(value);
      if (weight instanceof Double number && number.isNaN()) {
        throw new ArithmeticException(
            "%s: the density of %s at %s is not a number".formatted(where, law, value));
      }
      return weight;
    }
  }

  /** A program and what is done with its result. */
  record Bind<W, X, A>(Program<W, X> first, Function<X, Program<W, A>> then)
      implements Program<W, A> {
    private Program<W, A> step() {
      return switch (first) {
        case Pure<W, X>(X value) -> then.apply(value);
        case Sample<W, ?, X> sample -> pushed(sample);
        case Factor<W, X>(W weight, Supplier<Program<W, X>> next) ->
            new Factor<>(weight, () -> new Bind<>(next.get(), then));
        case Observe<W, ?, X> observe -> pushed(observe);
        case Bind<W, ?, X> inner -> inner.rotated(then);
      };
    }

    private <Y> Program<W, A> pushed(Sample<W, Y, X> sample) {
      return new Sample<>(
          sample.name(), sample.law(), value -> new Bind<>(sample.next().apply(value), then));
    }

    private <Y> Program<W, A> pushed(Observe<W, Y, X> observe) {
      return new Observe<>(
          observe.where(),
          observe.law(),
          observe.value(),
          () -> new Bind<>(observe.next().get(), then));
    }

    private <B> Program<W, B> rotated(Function<A, Program<W, B>> last) {
      return new Bind<>(first, value -> new Bind<>(then.apply(value), last));
    }
  }

  static <W, A> Program<W, A> of(A value) {
    return new Pure<>(value);
  }

  static <W, X> Program<W, X> draw(Law<W, X> law) {
    return new Sample<>("", law, Pure::new);
  }

  /** Multiplies the weight, which is also the result. */
  static <W> Program<W, W> score(W weight) {
    return new Factor<>(weight, () -> new Pure<>(weight));
  }

  /** Goes on with the result; any number of these, nested either way, need no deeper stack. */
  default <B> Program<W, B> then(Function<A, Program<W, B>> next) {
    return new Bind<>(this, next);
  }

  /** The same program, with a draw, a score or its end in front. */
  default Program<W, A> head() {
    Program<W, A> program = this;
    while (program instanceof Bind<W, ?, A> bind) {
      program = bind.step();
    }
    return program;
  }
}
