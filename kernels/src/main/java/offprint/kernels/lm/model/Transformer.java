package offprint.kernels.lm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.checkpoint.ModelConfig.Layout;
import offprint.kernels.lm.model.ActivationHook.Site;
import offprint.kernels.torch.Functional;

/**
 * The computation of both layouts.
 *
 * <pre>
 * GPT-2   x = wte[id] + wpe[position]            Llama   x = embed[id]
 *         x += proj(attention(LN(x)))                    x += o(attention(rope(q), rope(k), v)), of RMS(x)
 *         x += proj(gelu(fc(LN(x))))                     x += down(silu(gate(y)) ⊙ up(y)), y = RMS(x)
 *         logits = LN(x) · headᵀ                         logits = RMS(x) · headᵀ
 * </pre>
 */
public record Transformer(ModelConfig config, WeightSource weights, LinearProducts products) {

  /**
   * @return [B, T, d] after the final norm
   */
  public NDArray hidden(ForwardPass pass) {
    NDArray x = embedded(pass);
    for (int i = 0; i < config.layers(); i++) {
      x = block(pass, i, x);
    }
    return finished(pass, x);
  }

  /** Input of the first layer, [B, T, d]. */
  public NDArray embedded(ForwardPass pass) {
    boolean gpt2 = config.layout() == Layout.GPT2;
    NDArray x = embedding(gpt2 ? "wte.weight" : "model.embed_tokens.weight", pass.ids());
    if (gpt2) {
      x = x.add(embedding("wpe.weight", pass.positions()));
    }
    return pass.see(Site.EMBEDDING, 0, x);
  }

  /** Output [B, T, d] of a layer; T differs from the input's where the pass drops tokens. */
  public NDArray block(ForwardPass pass, int layer, NDArray input) {
    NDArray x = pass.see(Site.RESIDUAL_BEFORE, layer, input);
    x = config.layout() == Layout.GPT2 ? gpt2(pass, layer, x) : llama(pass, layer, x);
    return pass.see(Site.RESIDUAL_AFTER, layer, x);
  }

  /** [B, T, d] after the final norm. */
  public NDArray finished(ForwardPass pass, NDArray x) {
    NDArray normed =
        config.layout() == Layout.GPT2 ? layerNorm("ln_f", x) : rmsNorm("model.norm", x);
    return pass.see(Site.FINAL, config.layers(), normed);
  }

  /**
   * @param hidden [..., d] after the final norm
   * @return [..., V]
   */
  public NDArray head(NDArray hidden) {
    NDArray own = weights.find("lm_head.weight");
    if (config.layout() == Layout.GPT2) {
      return products.linear(hidden, own == null ? weights.get("wte.weight") : own, null);
    }
    return products.linear(
        hidden,
        own == null || config.tied() ? weights.get("model.embed_tokens.weight") : own,
        null);
  }

  private NDArray gpt2(ForwardPass pass, int layer, NDArray x) {
    String h = "h." + layer + ".";
    NDArray normed = pass.see(Site.ATTENTION_IN, layer, layerNorm(h + "ln_1", x));
    NDList qkv = project(h + "attn.c_attn", normed).split(3, 2);
    NDArray heads =
        pass.attend(
            layer,
            pass.heads(qkv.get(0), config.heads()),
            pass.heads(qkv.get(1), config.heads()),
            pass.heads(qkv.get(2), config.heads()));
    NDArray y = x.add(pass.see(Site.ATTENTION_OUT, layer, project(h + "attn.c_proj", heads)));
    y = pass.see(Site.RESIDUAL_BETWEEN, layer, y);
    normed = pass.see(Site.MLP_IN, layer, layerNorm(h + "ln_2", y));
    NDArray inner = activate(project(h + "mlp.c_fc", normed));
    inner = pass.see(Site.MLP_ACTIVATION, layer, inner);
    return y.add(pass.see(Site.MLP_OUT, layer, project(h + "mlp.c_proj", inner)));
  }

  private NDArray llama(ForwardPass pass, int layer, NDArray x) {
    String l = "model.layers." + layer + ".";
    NDArray normed = pass.see(Site.ATTENTION_IN, layer, rmsNorm(l + "input_layernorm", x));
    NDArray q = pass.heads(linear(l + "self_attn.q_proj", normed), config.heads());
    NDArray k = pass.heads(linear(l + "self_attn.k_proj", normed), config.keyHeads());
    NDArray v = pass.heads(linear(l + "self_attn.v_proj", normed), config.keyHeads());
    if (config.headNorms()) {
      q = rmsNorm(l + "self_attn.q_norm", q);
      k = rmsNorm(l + "self_attn.k_norm", k);
    }
    NDArray heads = pass.attend(layer, pass.rotate(q), pass.rotate(k), v);
    NDArray y = x.add(pass.see(Site.ATTENTION_OUT, layer, linear(l + "self_attn.o_proj", heads)));
    y = pass.see(Site.RESIDUAL_BETWEEN, layer, y);
    normed = pass.see(Site.MLP_IN, layer, rmsNorm(l + "post_attention_layernorm", y));
    NDArray gate = activate(linear(l + "mlp.gate_proj", normed));
    NDArray inner = gate.mul(linear(l + "mlp.up_proj", normed));
    inner = pass.see(Site.MLP_ACTIVATION, layer, inner);
    return y.add(pass.see(Site.MLP_OUT, layer, linear(l + "mlp.down_proj", inner)));
  }

  private NDArray embedding(String name, NDArray ids) {
    return JniUtils.embedding((PtNDArray) ids, (PtNDArray) weights.get(name), false);
  }

  /** x W + b with W stored [in, out]. */
  private NDArray project(String name, NDArray x) {
    NDArray product = weights.product(name, x);
    if (product != null) {
      return product.add(weights.get(name + ".bias"));
    }
    return products.linear(
        x, weights.get(name + ".weight").transpose(), weights.get(name + ".bias"));
  }

  /** x Wᵀ (+ b) with W stored [out, in]. */
  private NDArray linear(String name, NDArray x) {
    NDArray product = weights.product(name, x);
    if (product != null) {
      NDArray bias = weights.find(name + ".bias");
      return bias == null ? product : product.add(bias);
    }
    return products.linear(x, weights.get(name + ".weight"), weights.find(name + ".bias"));
  }

  private NDArray layerNorm(String name, NDArray x) {
    return JniUtils.layerNorm(
        (PtNDArray) x,
        new Shape(config.width()),
        (PtNDArray) weights.get(name + ".weight"),
        (PtNDArray) weights.get(name + ".bias"),
        config.epsilon());
  }

  /** x / √(mean x² + ε) ⊙ g. */
  private NDArray rmsNorm(String name, NDArray x) {
    NDArray root = x.square().mean(new int[] {-1}, true).add(config.epsilon()).sqrt();
    return x.div(root).mul(weights.get(name + ".weight"));
  }

  private NDArray activate(NDArray x) {
    return switch (config.activation()) {
      case GELU -> Functional.gelu(x);
      case RELU -> JniUtils.relu((PtNDArray) x);
      case SILU -> sigmoid(x).mul(x);
      case GELU_TANH -> geluTanh(x);
    };
  }

  /** x/2 (1 + tanh √(2/π)(x + .044715 x³)), by tanh u = 2 sigmoid(2u) − 1. */
  private static NDArray geluTanh(NDArray x) {
    double a = 2 * Math.sqrt(2 / Math.PI);
    return sigmoid(Functional.scale(x.square(), 0.044715 * a).addi(a).mul(x)).mul(x);
  }

  private static NDArray sigmoid(NDArray x) {
    return JniUtils.sigmoid((PtNDArray) x);
  }
}
