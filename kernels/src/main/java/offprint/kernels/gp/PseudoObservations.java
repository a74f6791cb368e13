package offprint.kernels.gp;

import java.util.Arrays;

/**
 * Gaussian evidence about a function with {@code components} values at each of n places, in
 * information form: the factor exp(shift' f - f' precision f / 2) at each place. Precision 0 with
 * shift 0 tells nothing.
 *
 * @param x places, ascending and different [n]
 * @param precision symmetric, positive semi-definite [n, components, components]
 * @param shift [n, components]
 */
public record PseudoObservations(double[] x, int components, double[] precision, double[] shift) {
  /**
   * @throws IllegalArgumentException if shapes do not agree or the places do not ascend
   */
  public PseudoObservations {
    if (precision.length != x.length * components * components
        || shift.length != x.length * components) {
      throw new IllegalArgumentException(
          "precision and shift must have %d x %d x %d and %d x %d numbers: got %d and %d"
              .formatted(
                  x.length,
                  components,
                  components,
                  x.length,
                  components,
                  precision.length,
                  shift.length));
    }
    for (int i = 1; i < x.length; i++) {
      if (!(x[i] > x[i - 1])) {
        throw new IllegalArgumentException(
            "places must ascend: got %s after %s".formatted(x[i], x[i - 1]));
      }
    }
  }

  /** Nothing observed at these places. */
  public static PseudoObservations none(double[] x, int components) {
    return new PseudoObservations(
        x,
        components,
        new double[x.length * components * components],
        new double[x.length * components]);
  }

  /** The same evidence with more places, at which nothing was observed. */
  public PseudoObservations with(double[] places) {
    double[] all = new double[x.length + places.length];
    System.arraycopy(x, 0, all, 0, x.length);
    System.arraycopy(places, 0, all, x.length, places.length);
    double[] distinct = Arrays.stream(all).sorted().distinct().toArray();
    PseudoObservations merged = none(distinct, components);
    int square = components * components;
    for (int i = 0, at = 0; i < x.length; i++, at++) {
      while (distinct[at] != x[i]) {
        at++;
      }
      System.arraycopy(precision, i * square, merged.precision, at * square, square);
      System.arraycopy(shift, i * components, merged.shift, at * components, components);
    }
    return merged;
  }
}
