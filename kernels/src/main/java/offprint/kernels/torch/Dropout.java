package offprint.kernels.torch;

import ai.djl.ndarray.NDArray;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Sets each number to 0 with probability {@code rate} and divides the others by {@code 1 - rate}.
 * The mask is drawn in Java, four numbers from each 64 random bits: several times as fast as
 * torch's generator, and equal on every machine. The rate is rounded to a multiple of 2^-16.
 */
public final class Dropout {
  private final int threshold;
  private final float scale;
  private final SplittableRandom random;
  private final StagingBuffer mask;
  private float[] values = new float[0];

  /**
   * @param random gives the seed of the masks
   */
  public Dropout(Session session, double rate, RandomGenerator random) {
    this.threshold = (int) Math.round(rate * 65536);
    this.scale = (float) (65536.0 / (65536 - threshold));
    this.random = new SplittableRandom(random.nextLong());
    this.mask = session.staging();
  }

  /**
   * A fresh mask on {@code x}. Once per forward pass, since the next call overwrites the mask: each
   * place in a network has a dropout of its own.
   */
  public NDArray apply(NDArray x) {
    if (threshold == 0) {
      return x;
    }
    int length = Math.toIntExact(x.size());
    if (values.length < length) {
      values = new float[length];
    }
    draw(length);
    return x.mul(mask.put(values, x.getShape().getShape()));
  }

  private void draw(int length) {
    for (int i = 0; i < length; i += 4) {
      long bits = random.nextLong();
      for (int j = i; j < Math.min(i + 4, length); j++) {
        values[j] = (bits & 0xFFFF) < threshold ? 0 : scale;
        bits >>>= 16;
      }
    }
  }
}
