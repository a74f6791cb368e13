package offprint.kernels.lm.checkpoint;

/**
 * What decides the shapes and the computation of a causal language model.
 *
 * @param type {@code model_type} of config.json: gpt2, llama, mistral, qwen2 or qwen3
 * @param layout names and shapes of the tensors
 * @param vocabulary V, rows of the embedding
 * @param context positions the model was made for
 * @param width d, of the hidden states
 * @param layers L
 * @param heads H, query heads
 * @param keyHeads KV, key and value heads; divides H
 * @param headWidth numbers of a query, key or value
 * @param hidden width inside the MLP
 * @param epsilon added under the root of each norm
 * @param activation of the MLP
 * @param ropeBase θ of the rotary positions; unused in the GPT-2 layout
 * @param scaling of the rotary frequencies
 * @param window positions that a position attends to, itself included; 0 for all
 * @param tied whether the head is the embedding
 * @param headNorms whether each head's queries and keys are normed (qwen3)
 */
public record ModelConfig(
    String type,
    Layout layout,
    int vocabulary,
    int context,
    int width,
    int layers,
    int heads,
    int keyHeads,
    int headWidth,
    int hidden,
    double epsilon,
    Activation activation,
    double ropeBase,
    RopeScaling scaling,
    int window,
    boolean tied,
    boolean headNorms) {

  /** The two families of tensor names. */
  public enum Layout {
    /** Learned positions, LayerNorm, projections stored [in, out]. */
    GPT2,
    /** Rotary positions, RMSNorm, gated MLP, projections stored [out, in]. */
    LLAMA
  }

  /** Activation functions by their names in config.json. */
  public enum Activation {
    GELU_TANH,
    GELU,
    RELU,
    SILU
  }

  public ModelConfig {
    require("vocab_size", vocabulary);
    require("context", context);
    require("hidden size", width);
    require("number of layers", layers);
    require("number of heads", heads);
    require("number of key-value heads", keyHeads);
    require("head width", headWidth);
    require("inner size", hidden);
    if (heads % keyHeads != 0) {
      throw new IllegalArgumentException(
          "config.json: num_key_value_heads must divide num_attention_heads %d: got %d"
              .formatted(heads, keyHeads));
    }
    if (layout == Layout.LLAMA && headWidth % 2 != 0) {
      throw new IllegalArgumentException(
          "config.json: head_dim must be even for rotary positions: got " + headWidth);
    }
  }

  private static void require(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "config.json: %s must be at least 1: got %d".formatted(name, value));
    }
  }

  /**
   * A model of the GPT-2 layout with LayerNorm ε 1e-5, tanh GELU, an MLP four times as wide as the
   * model and a head that is the embedding.
   *
   * @throws IllegalArgumentException if the heads do not divide the width
   */
  public static ModelConfig gpt2(int vocabulary, int context, int width, int layers, int heads) {
    if (heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          "heads must divide the width %d: got %d".formatted(width, heads));
    }
    return new ModelConfig(
        "gpt2",
        Layout.GPT2,
        vocabulary,
        context,
        width,
        layers,
        heads,
        heads,
        width / heads,
        4 * width,
        1e-5,
        Activation.GELU_TANH,
        0,
        RopeScaling.NONE,
        0,
        true,
        false);
  }

  /**
   * As a config.json says.
   *
   * @throws IllegalArgumentException naming the field that is missing, wrong or not supported
   */
  public static ModelConfig read(String json) {
    return ConfigJson.read(json);
  }

  /** Text of a config.json. */
  public String json() {
    return ConfigJson.write(this);
  }

  /** Numbers in all tensors that the layout requires. */
  public long parameters() {
    return TensorNames.required(this).values().stream()
        .mapToLong(TensorNames::size)
        .reduce(0, Math::addExact);
  }
}
