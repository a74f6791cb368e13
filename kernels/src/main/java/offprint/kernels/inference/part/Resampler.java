package offprint.kernels.inference.part;

import java.util.List;
import offprint.kernels.inference.number.Arithmetic;

/** Chooses ancestors such that particle i has N p_i descendants on average. */
@FunctionalInterface
public interface Resampler {
  /**
   * @param shares p_i, which sum to 1
   * @return an index for each of the N particles
   */
  <W> int[] ancestors(List<W> shares, Arithmetic<W> numbers, Chance<W> chance);
}
