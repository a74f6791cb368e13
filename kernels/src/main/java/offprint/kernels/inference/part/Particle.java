package offprint.kernels.inference.part;

import java.util.List;
import java.util.function.Supplier;
import offprint.kernels.inference.number.Weights;
import offprint.kernels.inference.program.Program;
import org.jspecify.annotations.Nullable;

/**
 * A run of a program, stopped after some of its scores, with a weight.
 *
 * @param rest what is still to run, with a draw, a score or the end in front
 * @param trace uniform numbers used so far; null if none, or if they are not kept
 * @param traced true if the uniform numbers are kept, for moves
 * @param weight in its population
 * @param density product of the scores so far
 * @param stops scores it was to pass; those of a run that has ended are counted on
 * @param origin number of its ancestor when the population was spawned
 */
public record Particle<W, A>(
    Program<W, A> rest,
    @Nullable Trace<W> trace,
    boolean traced,
    W weight,
    W density,
    int stops,
    int origin) {

  /** Runs to the end, however many scores there are. */
  public static final int ALL = Integer.MAX_VALUE;

  /** A run that has not begun. */
  public static <W, A> Particle<W, A> start(
      Program<W, A> program, boolean traced, W weight, Weights<W> weights, int origin) {
    return new Particle<>(program.head(), null, traced, weight, weights.one(), 0, origin);
  }

  /** The complete run of a program whose draws use these uniform numbers. */
  public static <W, A> Particle<W, A> replay(
      Program<W, A> program, List<W> trace, Weights<W> weights) {
    return start(program, true, weights.one(), weights, 0).run(ALL, trace::get, weights);
  }

  public boolean isFinished() {
    return rest instanceof Program.Pure;
  }

  /**
   * The result of the program.
   *
   * @throws IllegalStateException if the run has not ended
   */
  public A value() {
    if (rest instanceof Program.Pure<W, A>(A value)) {
      return value;
    }
    throw new IllegalStateException("a run that has not ended has no value");
  }

  public int length() {
    return trace == null ? 0 : trace.length();
  }

  public Particle<W, A> withWeight(W changed) {
    return new Particle<>(rest, trace, traced, changed, density, stops, origin);
  }

  /** Runs on past {@code scores} more scores, or to the end of the program. */
  public Particle<W, A> advance(int scores, Weights<W> weights, Chance<W> chance) {
    return run(scores == ALL ? ALL : stops + scores, chance::coordinate, weights);
  }

  /** Chooses the uniform number of a draw. */
  @FunctionalInterface
  interface Coordinates<W> {
    W at(int depth);
  }

  /**
   * Runs on.
   *
   * @param until number of scores after which the run stops
   */
  Particle<W, A> run(int until, Coordinates<W> coordinates, Weights<W> weights) {
    Runner<W, A> runner = new Runner<>(this, coordinates, weights);
    int passed = stops;
    while (passed < until && runner.toScore()) {
      passed++;
    }
    return new Particle<>(
        runner.rest, runner.trace, traced, runner.weight, runner.density, until, origin);
  }

  private static final class Runner<W, A> implements Supplier<W> {
    private final Coordinates<W> coordinates;
    private final Weights<W> weights;
    private final boolean traced;
    private Program<W, A> rest;
    private @Nullable Trace<W> trace;
    private W weight;
    private W density;
    private int depth;

    Runner(Particle<W, A> particle, Coordinates<W> coordinates, Weights<W> weights) {
      this.coordinates = coordinates;
      this.weights = weights;
      this.traced = particle.traced;
      this.rest = particle.rest;
      this.trace = particle.trace;
      this.weight = particle.weight;
      this.density = particle.density;
      this.depth = particle.length();
    }

    /** Runs past the next score; false if the program ends before. */
    boolean toScore() {
      while (true) {
        switch (rest) {
          case Program.Sample<W, ?, A> sample -> rest = draw(sample);
          case Program.Score<W, A> score -> {
            W factor = score.weight();
            weight = weights.times(weight, factor);
            density = weights.times(density, factor);
            rest = score.next().get().head();
            return true;
          }
          case Program.Pure<W, A> _ -> {
            return false;
          }
          case Program.Bind<W, ?, A> bind -> rest = bind.head();
        }
      }
    }

    private <X> Program<W, A> draw(Program.Sample<W, X, A> sample) {
      return sample.next().apply(sample.law().draw(this)).head();
    }

    @Override
    public W get() {
      W u = coordinates.at(depth);
      depth++;
      if (traced) {
        trace = Trace.append(trace, u);
      }
      return u;
    }
  }
}
