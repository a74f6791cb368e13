package offprint.kernels.neural;

import java.util.LinkedHashMap;
import java.util.Map;
import offprint.kernels.torch.Safetensors;

/** The weights of a network in the layout that {@link StrictConvolution} reads. */
public final class StrictWeights {
  private final Map<String, Kernel> kernels = new LinkedHashMap<>();
  private final Map<String, float[]> vectors = new LinkedHashMap<>();

  /**
   * A convolution.
   *
   * @param weight [out, in, size, size]; {@code in} is 1 where each channel is by itself
   */
  record Kernel(String name, int out, int in, int size, float[] weight, float[] bias) {}

  /**
   * Takes every pair {@code name.weight} [out, in, n, n], {@code name.bias} [out], and every other
   * tensor of one dimension, whose name starts with {@code prefix}.
   *
   * @throws IllegalArgumentException if a bias is missing or a value is not finite
   */
  public static StrictWeights of(Safetensors file, String prefix) {
    StrictWeights weights = new StrictWeights();
    file.tensors()
        .forEach(
            (name, tensor) -> {
              if (!name.startsWith(prefix)) {
                return;
              }
              long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
              float[] values = finite(name, file.floats(name, shape));
              if (shape.length == 4) {
                String base = name.substring(0, name.length() - ".weight".length());
                float[] bias = finite(name, file.floats(base + ".bias", shape[0]));
                weights.kernels.put(
                    base,
                    new Kernel(base, (int) shape[0], (int) shape[1], (int) shape[2], values, bias));
              } else if (shape.length == 1) {
                weights.vectors.put(name, values);
              }
            });
    return weights;
  }

  private static float[] finite(String name, float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "tensor '%s' must have finite values: got %s".formatted(name, value));
      }
    }
    return values;
  }

  Kernel kernel(String name) {
    Kernel kernel = kernels.get(name);
    if (kernel == null) {
      throw new IllegalArgumentException("the model has no convolution '%s'".formatted(name));
    }
    return kernel;
  }

  float[] vector(String name, int length) {
    float[] vector = vectors.get(name);
    if (vector == null || vector.length != length) {
      throw new IllegalArgumentException(
          "the model must have %d numbers '%s'".formatted(length, name));
    }
    return vector;
  }
}
