package offprint.kernels.sampling;

import java.util.random.RandomGenerator;
import offprint.kernels.special.NormalQuantile;

/** Uniforms frac(1/2 + k φ), k = 1, 2 …; a normal is the quantile of the next uniform. */
final class GoldenRatio implements RandomGenerator {
  private int k;

  @Override
  public double nextDouble() {
    double u = 0.5 + ++k * 0.6180339887498949;
    return u - Math.floor(u);
  }

  @Override
  public double nextGaussian() {
    return NormalQuantile.at(nextDouble());
  }

  @Override
  public long nextLong() {
    throw new UnsupportedOperationException("chains draw uniforms and normals");
  }
}
