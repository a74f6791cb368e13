package offprint.kernels.lm.checkpoint;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import offprint.kernels.lm.checkpoint.ModelConfig.Layout;

/** Names and shapes of a model's tensors, in the order of computation. */
public final class TensorNames {
  private TensorNames() {}

  /** Those that every model of the layout has. GPT-2 names are without {@code transformer.}. */
  public static Map<String, long[]> required(ModelConfig c) {
    Map<String, long[]> names = new LinkedHashMap<>();
    if (c.layout() == Layout.GPT2) {
      gpt2(c, names);
    } else {
      llama(c, names);
    }
    return names;
  }

  private static void gpt2(ModelConfig c, Map<String, long[]> names) {
    long d = c.width();
    names.put("wte.weight", new long[] {c.vocabulary(), d});
    names.put("wpe.weight", new long[] {c.context(), d});
    for (int i = 0; i < c.layers(); i++) {
      String h = "h." + i + ".";
      pair(names, h + "ln_1", d);
      pair(names, h + "attn.c_attn", d, 3 * d);
      pair(names, h + "attn.c_proj", d, d);
      pair(names, h + "ln_2", d);
      pair(names, h + "mlp.c_fc", d, c.hidden());
      pair(names, h + "mlp.c_proj", c.hidden(), d);
    }
    pair(names, "ln_f", d);
    if (!c.tied()) {
      names.put("lm_head.weight", new long[] {c.vocabulary(), d});
    }
  }

  /** Weight of this shape and bias as wide as its last axis. */
  private static void pair(Map<String, long[]> names, String name, long... shape) {
    names.put(name + ".weight", shape);
    names.put(name + ".bias", new long[] {shape[shape.length - 1]});
  }

  private static void llama(ModelConfig c, Map<String, long[]> names) {
    long d = c.width();
    long q = (long) c.heads() * c.headWidth();
    long kv = (long) c.keyHeads() * c.headWidth();
    names.put("model.embed_tokens.weight", new long[] {c.vocabulary(), d});
    for (int i = 0; i < c.layers(); i++) {
      String layer = "model.layers." + i + ".";
      names.put(layer + "input_layernorm.weight", new long[] {d});
      names.put(layer + "self_attn.q_proj.weight", new long[] {q, d});
      names.put(layer + "self_attn.k_proj.weight", new long[] {kv, d});
      names.put(layer + "self_attn.v_proj.weight", new long[] {kv, d});
      names.put(layer + "self_attn.o_proj.weight", new long[] {d, q});
      if (c.type().equals("qwen2")) {
        biases(c, layer, names);
      }
      if (c.headNorms()) {
        names.put(layer + "self_attn.q_norm.weight", new long[] {c.headWidth()});
        names.put(layer + "self_attn.k_norm.weight", new long[] {c.headWidth()});
      }
      names.put(layer + "post_attention_layernorm.weight", new long[] {d});
      names.put(layer + "mlp.gate_proj.weight", new long[] {c.hidden(), d});
      names.put(layer + "mlp.up_proj.weight", new long[] {c.hidden(), d});
      names.put(layer + "mlp.down_proj.weight", new long[] {d, c.hidden()});
    }
    names.put("model.norm.weight", new long[] {d});
    if (!c.tied()) {
      names.put("lm_head.weight", new long[] {c.vocabulary(), d});
    }
  }

  private static void biases(ModelConfig c, String layer, Map<String, long[]> names) {
    names.put(layer + "self_attn.q_proj.bias", new long[] {(long) c.heads() * c.headWidth()});
    names.put(layer + "self_attn.k_proj.bias", new long[] {(long) c.keyHeads() * c.headWidth()});
    names.put(layer + "self_attn.v_proj.bias", new long[] {(long) c.keyHeads() * c.headWidth()});
  }

  /**
   * Those that a model may have besides: biases, and a head of its own where the config ties it.
   */
  public static Map<String, long[]> optional(ModelConfig c) {
    Map<String, long[]> names = new LinkedHashMap<>();
    names.put("lm_head.weight", new long[] {c.vocabulary(), c.width()});
    if (c.layout() == Layout.LLAMA) {
      for (int i = 0; i < c.layers(); i++) {
        String layer = "model.layers." + i + ".";
        biases(c, layer, names);
        names.put(layer + "self_attn.o_proj.bias", new long[] {c.width()});
        names.put(layer + "mlp.gate_proj.bias", new long[] {c.hidden()});
        names.put(layer + "mlp.up_proj.bias", new long[] {c.hidden()});
        names.put(layer + "mlp.down_proj.bias", new long[] {c.width()});
      }
    }
    return names;
  }

  /** Whether a tensor is part of the layout but holds nothing learned: masks and frequencies. */
  static boolean isBuffer(String name) {
    return name.endsWith(".attn.bias")
        || name.endsWith(".attn.masked_bias")
        || name.endsWith("rotary_emb.inv_freq");
  }

  public static long size(long[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }
}
