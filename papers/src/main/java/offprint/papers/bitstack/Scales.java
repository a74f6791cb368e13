package offprint.papers.bitstack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import offprint.kernels.lm.inference.WindowLoss;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.model.Projection;
import offprint.kernels.lm.tokens.TokenBatch;

/**
 * Activation scales of the inputs of the projections on a text: s_j = 1/N Σ_i √(Σ_t x_itj²) + 1e-3
 * over N windows. Columns of W are multiplied by it before and divided after.
 */
final class Scales {
  private static final double FLOOR = 1e-3;

  private Scales() {}

  /**
   * @param windows of equal length
   * @return s as float32 numbers, by {@link Projection#inputName}
   */
  static Map<String, double[]> measure(LanguageModel model, int[][] windows, Runnable beat) {
    Map<String, List<Projection>> inputs = byInput(model);
    Map<String, double[]> sums = new LinkedHashMap<>();
    inputs.forEach((name, users) -> sums.put(name, new double[users.getFirst().columns()]));
    ActivationHook probe =
        (site, layer, x) -> {
          beat.run();
          double[] sum = sums.get(layer + "." + site);
          if (sum != null) {
            NDArray norms = x.square().sum(new int[] {1}).sqrt(); // [B, n]
            double[] values = norms.toType(DataType.FLOAT64, false).toDoubleArray();
            for (int i = 0; i < values.length; i++) {
              sum[i % sum.length] += values[i];
            }
          }
          return x;
        };
    int atOnce = WindowLoss.windowsAtOnce(model, windows[0].length);
    for (int done = 0; done < windows.length; done += atOnce) {
      int[][] part = Arrays.copyOfRange(windows, done, Math.min(windows.length, done + atOnce));
      try (NDScope _ = new NDScope()) {
        NDArray _ = model.hidden(TokenBatch.of(part), probe);
      }
    }
    sums.forEach(
        (name, sum) -> {
          for (int j = 0; j < sum.length; j++) {
            sum[j] = (float) (sum[j] / windows.length + FLOOR);
            if (!(sum[j] > 0) || Double.isInfinite(sum[j])) {
              throw new ArithmeticException("input %d of %s is %s".formatted(j, name, sum[j]));
            }
          }
        });
    return sums;
  }

  static Map<String, List<Projection>> byInput(LanguageModel model) {
    return Projection.of(model.config()).stream()
        .collect(
            Collectors.groupingBy(Projection::inputName, LinkedHashMap::new, Collectors.toList()));
  }

  /**
   * A power of two by which s is divided so that the factors of blocks stay well inside fp16; 1
   * where they do anyway. The restored weights are the same.
   *
   * @param norm largest Frobenius norm of the scaled projections
   */
  static double damping(double norm) {
    if (norm == 0 || (norm < 0x1p30 && norm > 0x1p-10)) {
      return 1;
    }
    return Math.scalb(1.0, Math.getExponent(norm));
  }
}
