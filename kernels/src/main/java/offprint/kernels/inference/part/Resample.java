package offprint.kernels.inference.part;

import java.util.ArrayList;
import java.util.List;
import offprint.kernels.inference.number.Arithmetic;
import offprint.kernels.inference.number.Weights;

/**
 * Replaces a population by descendants. A population whose weights are all 0 stays as it is.
 *
 * @param reweighting z / N, unless a fault is planted
 */
public record Resample(Resampler resampler, Reweighting reweighting) {
  public static Resample by(Resampler resampler) {
    return new Resample(resampler, Reweighting.MEAN);
  }

  public <W, A> List<Particle<W, A>> apply(
      List<Particle<W, A>> population, Arithmetic<W> numbers, Chance<W> chance) {
    Weights<W> arithmetic = numbers.weights();
    List<W> before = population.stream().map(Particle::weight).toList();
    W total = arithmetic.total(before);
    if (arithmetic.isNone(total)) {
      return population;
    }
    List<W> shares = before.stream().map(weight -> arithmetic.share(weight, total)).toList();
    int[] ancestors = resampler.ancestors(shares, numbers, chance);
    List<W> after = reweighting.weights(before, ancestors, numbers);
    List<Particle<W, A>> chosen = new ArrayList<>(ancestors.length);
    for (int j = 0; j < ancestors.length; j++) {
      chosen.add(population.get(ancestors[j]).withWeight(after.get(j)));
    }
    return chosen;
  }
}
