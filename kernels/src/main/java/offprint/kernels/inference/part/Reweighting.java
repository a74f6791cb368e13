package offprint.kernels.inference.part;

import java.util.List;
import offprint.kernels.inference.number.Arithmetic;

/** The weights of particles after resampling. */
@FunctionalInterface
public interface Reweighting {
  /** Every particle gets z / N with z the sum of the weights, which keeps the evidence. */
  Reweighting MEAN = Reweighting::mean;

  /**
   * @param before weights before
   * @param ancestors chosen
   * @return the new weights, one a particle
   */
  <W> List<W> weights(List<W> before, int[] ancestors, Arithmetic<W> numbers);

  private static <W> List<W> mean(List<W> before, int[] ancestors, Arithmetic<W> numbers) {
    W total = numbers.weights().total(before);
    W mean = numbers.weights().over(total, numbers.weights().of(numbers.of(before.size())));
    return java.util.Collections.nCopies(ancestors.length, mean);
  }
}
