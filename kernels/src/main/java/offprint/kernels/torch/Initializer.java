package offprint.kernels.torch;

import java.util.random.RandomGenerator;

/** Draws the first values of a parameter. */
@FunctionalInterface
public interface Initializer {
  double draw(RandomGenerator random);

  /** PyTorch's default for Linear and convolutions, weight and bias: U(-1/√fanIn, 1/√fanIn). */
  static Initializer fanIn(long fanIn) {
    double bound = 1 / Math.sqrt((double) fanIn);
    return random -> (2 * random.nextDouble() - 1) * bound;
  }

  /** He's normal initialisation for (leaky) ReLU: N(0, 2/fanIn). */
  static Initializer heNormal(long fanIn) {
    return normal(Math.sqrt(2.0 / fanIn));
  }

  static Initializer normal(double sd) {
    return random -> random.nextGaussian() * sd;
  }

  static Initializer constant(double value) {
    return _ -> value;
  }
}
