package offprint.kernels.inference.part;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import offprint.kernels.inference.number.Arithmetic;
import offprint.kernels.inference.number.Weights;
import offprint.kernels.inference.program.Program;

/** Particles with weights; it stands for the measure E[Σ w f(value)]. */
public record Population<W, A>(List<Particle<W, A>> particles) {
  /** {@code count} runs that have not begun, each of weight 1 / count. */
  public static <W, A> Population<W, A> spawn(
      Program<W, A> program, int count, boolean traced, Arithmetic<W> numbers) {
    Weights<W> weights = numbers.weights();
    W each = weights.over(weights.one(), weights.of(numbers.of(count)));
    return new Population<>(
        IntStream.range(0, count)
            .mapToObj(i -> Particle.start(program, traced, each, weights, i))
            .toList());
  }

  public Stream<W> weights() {
    return particles.stream().map(Particle::weight);
  }

  /** The estimate of the evidence: the sum of the weights. */
  public W total(Weights<W> weights) {
    return weights.total(weights().toList());
  }

  public boolean isFinished() {
    return particles.stream().allMatch(Particle::isFinished);
  }

  /** True if (Σ w)² < share N Σ w²; false if all weights are 0. */
  public boolean isDegenerate(double share, Arithmetic<W> numbers) {
    Weights<W> weights = numbers.weights();
    W total = total(weights);
    if (weights.isNone(total)) {
      return false;
    }
    W squares = weights.total(weights().map(w -> weights.times(w, w)).toList());
    W ess = weights.share(weights.times(total, total), squares);
    W limit = numbers.multiply(numbers.parse(Double.toString(share)), numbers.of(particles.size()));
    return share > 1 || numbers.compare(ess, limit) < 0;
  }
}
