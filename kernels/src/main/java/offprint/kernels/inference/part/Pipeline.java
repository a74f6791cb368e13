package offprint.kernels.inference.part;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import offprint.kernels.inference.number.Arithmetic;
import offprint.kernels.inference.program.Program;

/**
 * Population methods composed of parts: spawn, run to the first score, then for each further score
 * resample, move and run on, and finish. Without selection it is importance sampling.
 *
 * @param particles N
 * @param traced true if particles keep what moves need
 * @param cycle what is done between two scores
 * @param cycles most repetitions of the cycle; it also ends when all runs have ended
 */
public record Pipeline<W, A>(
    Program<W, A> program, int particles, boolean traced, List<Stage<W, A>> cycle, int cycles) {
  public Pipeline {
    cycle = List.copyOf(cycle);
  }

  /** Independent runs weighted by their scores. */
  public static <W, A> Pipeline<W, A> importance(Program<W, A> program, int particles) {
    return new Pipeline<>(program, particles, false, List.of(), 0);
  }

  /** Sequential Monte Carlo: {@code threshold} above 1 resamples at every score. */
  public static <W, A> Pipeline<W, A> smc(
      Program<W, A> program, int particles, Resample resample, double threshold, int cycles) {
    return resampleMove(program, particles, resample, threshold, Acceptance.METROPOLIS, 0, cycles);
  }

  /**
   * Resample-move: each resampling is followed by moves of every particle. It returns the meaning
   * of the program without bias only if {@code threshold} is above 1: moves that depend on the
   * weights do not keep the measure, though the bias vanishes with more particles.
   */
  public static <W, A> Pipeline<W, A> resampleMove(
      Program<W, A> program,
      int particles,
      Resample resample,
      double threshold,
      Acceptance acceptance,
      int moves,
      int cycles) {
    List<Stage<W, A>> inner = new ArrayList<>();
    inner.add(new Stage.Select<>(resample));
    Move<W, A> move = new Move<>(program, acceptance);
    Stream.generate(() -> new Stage.Moves<>(move)).limit(moves).forEach(inner::add);
    return new Pipeline<>(
        program,
        particles,
        moves > 0,
        List.of(new Stage.WhenDegenerate<>(threshold, inner), new Stage.Advance<>(1)),
        cycles);
  }

  /** As this one, with {@code scores} scores between two cycles instead of one. */
  public Pipeline<W, A> every(int scores) {
    return new Pipeline<>(
        program,
        particles,
        traced,
        cycle.stream().map(s -> s instanceof Stage.Advance ? spaced(scores) : s).toList(),
        cycles);
  }

  private Stage<W, A> spaced(int scores) {
    return new Stage.Advance<>(scores);
  }

  public Population<W, A> spawn(Arithmetic<W> numbers) {
    return Population.spawn(program, particles, traced, numbers);
  }

  /** As this one, with traces, by which exact mode tells particles apart. */
  public Pipeline<W, A> asTraced() {
    return new Pipeline<>(program, particles, true, cycle, cycles);
  }
}
