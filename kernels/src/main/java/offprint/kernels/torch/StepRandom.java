package offprint.kernels.torch;

import java.util.SplittableRandom;

/**
 * The random numbers of a training step, which depend on seed and step alone: a training that is
 * resumed draws what it would have drawn without the stop.
 */
public final class StepRandom {
  private StepRandom() {}

  /**
   * @param seed of the training
   * @param step number of the step (or epoch) that draws
   */
  public static SplittableRandom of(long seed, int step) {
    // of seeds that differ by its increment a generator would give one stream, shifted
    return new SplittableRandom(new SplittableRandom(seed + step).nextLong());
  }
}
