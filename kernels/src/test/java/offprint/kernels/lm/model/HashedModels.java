package offprint.kernels.lm.model;

import offprint.kernels.lm.checkpoint.ModelConfig;

/** Tiny configurations of both layouts, whose weights are {@code HashedWeights}. */
public final class HashedModels {
  public static final int[] IDS = {1, 5, 2, 7, 3};
  public static final ModelConfig GPT2 = config("gpt2");
  public static final ModelConfig LLAMA = config("llama");

  private HashedModels() {}

  public static ModelConfig config(String type) {
    if (type.equals("gpt2")) {
      return ModelConfig.read(
          """
          {"model_type": "gpt2", "vocab_size": 11, "n_positions": 16, "n_embd": 8, "n_layer": 2,
           "n_head": 2, "n_inner": null}
          """);
    }
    return ModelConfig.read(llama(10_000, 1e-5, false));
  }

  static String llama(double theta, double epsilon, boolean tied) {
    return """
    {"model_type": "llama", "vocab_size": 13, "max_position_embeddings": 64, "hidden_size": 16,
     "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2,
     "intermediate_size": 24, "rms_norm_eps": %s, "rope_theta": %s, "tie_word_embeddings": %s}
    """
        .formatted(epsilon, theta, tied);
  }
}
