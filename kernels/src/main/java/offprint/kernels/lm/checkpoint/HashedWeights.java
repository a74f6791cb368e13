package offprint.kernels.lm.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import offprint.kernels.torch.Safetensors;

/**
 * Numbers from a hash, for checking an implementation against another without a file: number k of
 * tensor s is a (2 ⌊x/256⌋₂₄ − 255)/256 of a 32-bit hash x(k, s), which bf16, fp16 and float32 hold
 * exactly.
 */
public final class HashedWeights {
  private HashedWeights() {}

  /** The 32-bit hash, without sign. */
  public static long hash(int k, int s) {
    int x = (k + 1) * 0x9E3779B1 + s * 0x85EBCA77;
    x ^= x >>> 15;
    x *= 0x2C1B3C6D;
    x ^= x >>> 12;
    x *= 0x297A2D39;
    x ^= x >>> 15;
    return Integer.toUnsignedLong(x);
  }

  /** The first {@code size} numbers of tensor {@code s}, in [−a, a]. */
  public static double[] matrix(int s, int size, double a) {
    double[] values = new double[size];
    for (int k = 0; k < size; k++) {
      values[k] = a * (2 * (hash(k, s) >>> 24) - 255) / 256;
    }
    return values;
  }

  private static double[] gain(int s, int size) {
    double[] values = new double[size];
    for (int k = 0; k < size; k++) {
      values[k] = 1 + ((hash(k, s) >>> 28) - 8) / 32.0;
    }
    return values;
  }

  /**
   * All tensors of a model, numbered in the order of computation: gains of norms about 1, biases ±
   * 1/8 in the GPT-2 layout, embeddings, queries, keys, c_attn and head ± 1, all others ± 1/2.
   *
   * @param biases whether q, k and v of the Llama layout have biases ± 1/4, numbered last
   */
  public static Safetensors of(ModelConfig config, boolean biases) {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    Map<String, long[]> shapes = new LinkedHashMap<>(TensorNames.required(config));
    if (biases) {
      TensorNames.optional(config)
          .forEach(
              (name, shape) -> {
                if (name.matches(".*[qkv]_proj.bias")) {
                  shapes.put(name, shape);
                }
              });
    }
    int s = 0;
    for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
      int size = Math.toIntExact(TensorNames.size(entry.getValue()));
      String name = entry.getKey();
      double[] values =
          name.matches(".*(norm|ln_.)\\.weight") ? gain(s, size) : matrix(s, size, scale(name));
      tensors.put(name, Safetensors.Tensor.of(values, entry.getValue()));
      s++;
    }
    return Safetensors.of(tensors, Map.of());
  }

  private static double scale(String name) {
    if (name.matches(".*_proj\\.bias") && !name.contains("c_proj")) {
      return 0.25;
    }
    if (name.endsWith(".bias")) {
      return 0.125;
    }
    boolean one = name.matches("(wte|model\\.embed_tokens|lm_head|.*c_attn|.*[qk]_proj)\\.weight");
    return one ? 1 : 0.5;
  }
}
