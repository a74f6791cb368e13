package offprint.kernels.inference.part;

import java.util.List;

/**
 * One stage of a pipeline over a population.
 *
 * @param <W> numbers and weights
 * @param <A> the result of the program
 */
public sealed interface Stage<W, A> {
  /** Runs each particle past its next {@code scores} scores, or to its end. */
  record Advance<W, A>(int scores) implements Stage<W, A> {}

  /** Moves each particle, where it stands. */
  record Moves<W, A>(Move<W, A> move) implements Stage<W, A> {}

  /** Replaces the population by descendants. */
  record Select<W, A>(Resample resample) implements Stage<W, A> {}

  /**
   * Stages that are done only where the effective sample size (Σ w)² / Σ w² is below a share of the
   * number of particles; a share above 1 means always.
   */
  record WhenDegenerate<W, A>(double share, List<Stage<W, A>> stages) implements Stage<W, A> {
    public WhenDegenerate {
      stages = List.copyOf(stages);
    }
  }
}
