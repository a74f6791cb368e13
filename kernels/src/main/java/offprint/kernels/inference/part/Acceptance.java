package offprint.kernels.inference.part;

import offprint.kernels.inference.number.Arithmetic;
import offprint.kernels.inference.number.Weights;

/**
 * Decides whether a move to a proposed run is made. With w the density of a run and n the number of
 * its draws, r = w' n / (w n'): the lengths belong to it, as a site is chosen among n there and
 * among n' back.
 */
@FunctionalInterface
public interface Acceptance {
  /** With probability min(1, r). */
  Acceptance METROPOLIS = Acceptance::metropolis;

  /** With probability r / (1 + r). */
  Acceptance BARKER = Acceptance::barker;

  <W, A> boolean accepts(
      Particle<W, A> current, Particle<W, A> proposed, Arithmetic<W> numbers, Chance<W> chance);

  private static <W, A> boolean metropolis(
      Particle<W, A> current, Particle<W, A> proposed, Arithmetic<W> numbers, Chance<W> chance) {
    W ratio = numbers.divide(numbers.of(current.length()), numbers.of(proposed.length()));
    return below(proposed.density(), current.density(), ratio, numbers, chance);
  }

  /** True with probability min(1, new / old * factor); a run of weight 0 is always left. */
  static <W> boolean below(
      W proposed, W current, W factor, Arithmetic<W> numbers, Chance<W> chance) {
    Weights<W> weights = numbers.weights();
    if (weights.isNone(proposed) || weights.isNone(current)) {
      return !weights.isNone(proposed);
    }
    return chance.point().below(numbers.multiply(weights.share(proposed, current), factor));
  }

  private static <W, A> boolean barker(
      Particle<W, A> current, Particle<W, A> proposed, Arithmetic<W> numbers, Chance<W> chance) {
    Weights<W> weights = numbers.weights();
    W there = weights.times(proposed.density(), weights.of(numbers.of(current.length())));
    W here = weights.times(current.density(), weights.of(numbers.of(proposed.length())));
    if (weights.isNone(there)) {
      return false;
    }
    return chance
        .point()
        .below(weights.share(there, weights.total(java.util.List.of(there, here))));
  }
}
