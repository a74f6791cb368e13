package offprint.papers.perfectreconstruction;

import java.util.ArrayList;
import java.util.List;
import offprint.kernels.information.Distribution;
import offprint.kernels.lattice.StateLaw;

/** An integer, its sign and its absolute value. */
final class SignAbsolute {
  private static final int MOST = 100_000;

  private SignAbsolute() {}

  /**
   * X in -m … m, without 0 if the number of weights is even.
   *
   * @param weights of X in ascending order, made to sum to 1; a zero drops the value
   */
  static Problem.Instance of(List<Double> weights) {
    if (weights.isEmpty() || weights.size() > MOST) {
      throw new IllegalArgumentException(
          "weights must hold 1 to %d numbers: got %d".formatted(MOST, weights.size()));
    }
    double[] p =
        Distribution.normalise(
            "weights", weights.stream().mapToDouble(Double::doubleValue).toArray());
    List<Integer> values = new ArrayList<>();
    List<Double> masses = new ArrayList<>();
    int half = p.length / 2;
    for (int i = 0; i < p.length; i++) {
      int value = i < half ? i - half : i - half + (p.length % 2 == 0 ? 1 : 0);
      if (p[i] > 0) {
        values.add(value);
        masses.add(p[i]);
      }
    }
    StateLaw law = StateLaw.of(masses.stream().mapToDouble(Double::doubleValue).toArray());
    return new Problem.Instance(
        new Components.Builder(law)
            .add("sign", s -> Integer.signum(values.get(s)))
            .add("absolute value", s -> Math.abs(values.get(s)))
            .build(),
        values.stream().map(String::valueOf).toList());
  }
}
