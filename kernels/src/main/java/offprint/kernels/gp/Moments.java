package offprint.kernels.gp;

import java.util.Arrays;

/**
 * Posterior of a function with {@code components} values at n places.
 *
 * @param x places, ascending and different [n]
 * @param mean [n, components]
 * @param covariance between the components at one place [n, components, components]
 * @param logNormaliser ln of the integral of prior times evidence, nats
 */
public record Moments(
    double[] x, int components, double[] mean, double[] covariance, double logNormaliser) {
  /**
   * The row of a place.
   *
   * @throws IllegalArgumentException if it is not among the places
   */
  public int indexOf(double place) {
    int at = Arrays.binarySearch(x, place);
    if (at < 0) {
      throw new IllegalArgumentException("there is no posterior at " + place);
    }
    return at;
  }
}
