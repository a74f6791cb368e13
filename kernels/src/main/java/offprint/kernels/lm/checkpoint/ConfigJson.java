package offprint.kernels.lm.checkpoint;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Set;
import offprint.kernels.lm.checkpoint.ModelConfig.Activation;
import offprint.kernels.lm.checkpoint.ModelConfig.Layout;

/** Reads and writes the config.json of a Hugging Face model folder. */
final class ConfigJson {
  private static final Set<String> LLAMA = Set.of("llama", "mistral", "qwen2", "qwen3");

  private final JsonObject json;

  private ConfigJson(JsonObject json) {
    this.json = json;
  }

  /**
   * @throws IllegalArgumentException naming the field that is missing, wrong or not supported
   */
  static ModelConfig read(String text) {
    JsonObject json;
    try {
      json = JsonParser.parseString(text).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IllegalArgumentException("config.json: expected a JSON object", e);
    }
    return new ConfigJson(json).config();
  }

  private ModelConfig config() {
    String type = text("model_type", "");
    if (given("quantization_config")) {
      throw new IllegalArgumentException(
          "config.json: quantised checkpoints (quantization_config) are not supported: take the"
              + " original one");
    }
    if (given("num_local_experts") || given("num_experts")) {
      throw new IllegalArgumentException(
          "config.json: mixture-of-experts models are not supported: got model_type " + type);
    }
    if (type.equals("gpt2")) {
      return gpt2();
    }
    if (LLAMA.contains(type)) {
      return llama(type);
    }
    throw new IllegalArgumentException(
        "config.json: model_type must be gpt2, llama, mistral, qwen2 or qwen3: got "
            + (type.isEmpty() ? "none" : type));
  }

  private ModelConfig gpt2() {
    for (String flag : new String[] {"scale_attn_by_inverse_layer_idx", "add_cross_attention"}) {
      if (flag(flag, false)) {
        throw new IllegalArgumentException("config.json: %s is not supported".formatted(flag));
      }
    }
    int width = number("n_embd");
    int heads = number("n_head");
    if (heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          "config.json: n_head must divide n_embd %d: got %d".formatted(width, heads));
    }
    return new ModelConfig(
        "gpt2",
        Layout.GPT2,
        number("vocab_size"),
        number("n_positions"),
        width,
        number("n_layer"),
        heads,
        heads,
        width / heads,
        number("n_inner", 4 * width),
        decimal("layer_norm_epsilon", 1e-5),
        activation("activation_function", "gelu_new"),
        0,
        RopeScaling.NONE,
        0,
        flag("tie_word_embeddings", true),
        false);
  }

  private ModelConfig llama(String type) {
    int width = number("hidden_size");
    int heads = number("num_attention_heads");
    boolean slides = type.equals("mistral") || flag("use_sliding_window", false);
    return new ModelConfig(
        type,
        Layout.LLAMA,
        number("vocab_size"),
        number("max_position_embeddings"),
        width,
        number("num_hidden_layers"),
        heads,
        number("num_key_value_heads", heads),
        number("head_dim", heads < 1 ? 1 : width / heads),
        number("intermediate_size"),
        decimal("rms_norm_eps", 1e-6),
        activation("hidden_act", "silu"),
        decimal("rope_theta", 10_000),
        scaling(),
        slides ? number("sliding_window", 0) : 0,
        flag("tie_word_embeddings", false),
        type.equals("qwen3"));
  }

  private RopeScaling scaling() {
    if (!given("rope_scaling")) {
      return RopeScaling.NONE;
    }
    ConfigJson scaling = new ConfigJson(json.getAsJsonObject("rope_scaling"));
    String kind = scaling.text("rope_type", scaling.text("type", "default"));
    return switch (kind) {
      case "default" -> RopeScaling.NONE;
      case "linear" ->
          new RopeScaling(RopeScaling.Kind.LINEAR, scaling.decimal("factor", 1), 1, 1, 0);
      case "llama3" ->
          new RopeScaling(
              RopeScaling.Kind.LLAMA3,
              scaling.decimal("factor", 8),
              scaling.decimal("low_freq_factor", 1),
              scaling.decimal("high_freq_factor", 4),
              scaling.number("original_max_position_embeddings", 8192));
      default ->
          throw new IllegalArgumentException(
              "config.json: rope_scaling must be default, linear or llama3: got " + kind);
    };
  }

  private Activation activation(String field, String otherwise) {
    String name = text(field, otherwise);
    return switch (name) {
      case "gelu_new", "gelu_pytorch_tanh", "gelu_fast" -> Activation.GELU_TANH;
      case "gelu" -> Activation.GELU;
      case "relu" -> Activation.RELU;
      case "silu", "swish" -> Activation.SILU;
      default ->
          throw new IllegalArgumentException(
              "config.json: %s must be gelu_new, gelu, relu or silu: got %s"
                  .formatted(field, name));
    };
  }

  private boolean given(String field) {
    JsonElement value = json.get(field);
    return value != null && !value.isJsonNull();
  }

  private int number(String field) {
    if (!given(field)) {
      throw new IllegalArgumentException("config.json: %s is missing".formatted(field));
    }
    try {
      return json.get(field).getAsInt();
    } catch (NumberFormatException | UnsupportedOperationException | IllegalStateException e) {
      throw wrong(field, "a whole number", e);
    }
  }

  private int number(String field, int otherwise) {
    return given(field) ? number(field) : otherwise;
  }

  private double decimal(String field, double otherwise) {
    try {
      return given(field) ? json.get(field).getAsDouble() : otherwise;
    } catch (NumberFormatException | UnsupportedOperationException | IllegalStateException e) {
      throw wrong(field, "a number", e);
    }
  }

  private boolean flag(String field, boolean otherwise) {
    return given(field) ? json.get(field).getAsBoolean() : otherwise;
  }

  private String text(String field, String otherwise) {
    return given(field) ? json.get(field).getAsString() : otherwise;
  }

  private IllegalArgumentException wrong(String field, String expected, RuntimeException cause) {
    return new IllegalArgumentException(
        "config.json: %s must be %s: got %s".formatted(field, expected, json.get(field)), cause);
  }

  /** The fields that readers of both layouts need, with float32 as the type of the tensors. */
  static String write(ModelConfig config) {
    JsonObject json = new JsonObject();
    JsonArray architectures = new JsonArray();
    architectures.add(
        switch (config.type()) {
          case "gpt2" -> "GPT2LMHeadModel";
          case "llama" -> "LlamaForCausalLM";
          case "mistral" -> "MistralForCausalLM";
          case "qwen2" -> "Qwen2ForCausalLM";
          default -> "Qwen3ForCausalLM";
        });
    json.add("architectures", architectures);
    json.addProperty("model_type", config.type());
    json.addProperty("torch_dtype", "float32");
    json.addProperty("vocab_size", config.vocabulary());
    json.addProperty("tie_word_embeddings", config.tied());
    String activation =
        switch (config.activation()) {
          case GELU_TANH -> "gelu_new";
          case GELU -> "gelu";
          case RELU -> "relu";
          case SILU -> "silu";
        };
    if (config.layout() == Layout.GPT2) {
      json.addProperty("n_positions", config.context());
      json.addProperty("n_embd", config.width());
      json.addProperty("n_layer", config.layers());
      json.addProperty("n_head", config.heads());
      json.addProperty("n_inner", config.hidden());
      json.addProperty("layer_norm_epsilon", config.epsilon());
      json.addProperty("activation_function", activation);
    } else {
      json.addProperty("max_position_embeddings", config.context());
      json.addProperty("hidden_size", config.width());
      json.addProperty("num_hidden_layers", config.layers());
      json.addProperty("num_attention_heads", config.heads());
      json.addProperty("num_key_value_heads", config.keyHeads());
      json.addProperty("head_dim", config.headWidth());
      json.addProperty("intermediate_size", config.hidden());
      json.addProperty("rms_norm_eps", config.epsilon());
      json.addProperty("hidden_act", activation);
      json.addProperty("rope_theta", config.ropeBase());
      if (config.window() > 0) {
        json.addProperty("sliding_window", config.window());
        json.addProperty("use_sliding_window", true);
      }
      if (config.scaling().kind() != RopeScaling.Kind.DEFAULT) {
        json.add("rope_scaling", scaling(config.scaling()));
      }
    }
    return new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n";
  }

  private static JsonObject scaling(RopeScaling scaling) {
    JsonObject json = new JsonObject();
    json.addProperty("factor", scaling.factor());
    if (scaling.kind() == RopeScaling.Kind.LINEAR) {
      json.addProperty("rope_type", "linear");
      return json;
    }
    json.addProperty("rope_type", "llama3");
    json.addProperty("low_freq_factor", scaling.low());
    json.addProperty("high_freq_factor", scaling.high());
    json.addProperty("original_max_position_embeddings", scaling.originalContext());
    return json;
  }
}
