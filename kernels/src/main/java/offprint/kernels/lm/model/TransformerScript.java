package offprint.kernels.lm.model;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.checkpoint.ModelConfig.Layout;
import offprint.kernels.lm.checkpoint.TensorNames;
import offprint.kernels.torch.Session;
import offprint.kernels.torch.TorchScript;

/**
 * The computation of {@link Transformer} as functions of a {@link TorchScript}, for passes that
 * nobody watches.
 *
 * @param names of the model's tensors, in the order in which the functions take them
 * @param linear the function of a projection
 */
record TransformerScript(ModelConfig config, List<String> names, String linear) {
  /** Multiply-adds from which oneDNN's preparation pays. */
  static final int FAST_FROM = 1 << 19;

  /** Of any type, by the library's own product. */
  private static final String PLAIN =
      """
        def linear(self: __torch__.Program, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
          return torch.linear(x, weight, bias)
      """;

  /**
   * Float32 without gradients: by oneDNN, which is two to four times as fast but where so little is
   * to be multiplied that its preparation takes longer.
   */
  private static final String FAST = fast("linear", "none", "", "y");

  /**
   * Float32 with gradients: as a convolution of one place, whose three products are oneDNN's and
   * half as long as those of the library.
   */
  private static final String FAST_IN_TRAINING =
      """
        def linear(self: __torch__.Program, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
          image = torch.permute(torch.unsqueeze(x, 2), [0, 3, 1, 2])
          kernel = torch.unsqueeze(torch.unsqueeze(torch.contiguous(weight), 2), 3)
          y = torch.conv2d(image, kernel, bias, [1, 1], [0, 0], [1, 1], 1)
          return torch.squeeze(torch.permute(y, [0, 2, 3, 1]), 2)
      """;

  private static final String SELF = "self: __torch__.Program, ";

  private static final String ATTEND =
      """
        def attend(self: __torch__.Program, query: Tensor, key: Tensor, value: Tensor, masks: List[Tensor],
            cache: List[Tensor], layer: int, past: int) -> Tensor:
          rows = torch.size(query, 0)
          heads = torch.size(query, 1)
          fresh = torch.size(query, 2)
          width = torch.size(query, 3)
          k = key
          v = value
          if torch.gt(torch.len(cache), 0):
            end = torch.add(past, fresh)
            keys = cache[torch.mul(2, layer)]
            values = cache[torch.add(torch.mul(2, layer), 1)]
            _0 = torch.copy_(torch.slice(keys, 2, past, end), key)
            _1 = torch.copy_(torch.slice(values, 2, past, end), value)
            k = torch.slice(keys, 2, 0, end)
            v = torch.slice(values, 2, 0, end)
          shared = torch.size(k, 1)
          group = torch.floordiv(heads, shared)
          q = query
          if torch.gt(group, 1):
            if torch.eq(fresh, 1):
              q = torch.reshape(query, [rows, shared, group, width])
            else:
              k = torch.repeat_interleave(k, group, 1)
              v = torch.repeat_interleave(v, group, 1)
          if torch.gt(torch.len(masks), 0):
            y = torch.scaled_dot_product_attention(q, k, v, masks[0], 0., False)
          else:
            y = torch.scaled_dot_product_attention(q, k, v, None, 0., torch.gt(fresh, 1))
          z = torch.reshape(y, [rows, heads, fresh, width])
          return torch.reshape(torch.transpose(z, 1, 2), [rows, fresh, torch.mul(heads, width)])
      """;

  /** Pairs (j, j + w/2) by the angles of cosine and sine. */
  private static final String TURN =
      """
        def turn(self: __torch__.Program, x: Tensor, place: List[Tensor]) -> Tensor:
          a, b, = torch.chunk(x, 2, 3)
          left = torch.sub(torch.mul(a, place[0]), torch.mul(b, place[1]))
          right = torch.add(torch.mul(b, place[0]), torch.mul(a, place[1]))
          return torch.cat([left, right], 3)
      """;

  /**
   * @param operation what oneDNN does with each number of the product, in its words
   * @param algorithm in which way
   * @param otherwise the same of the library's product {@code y}
   */
  private static String fast(String name, String operation, String algorithm, String otherwise) {
    return """
      def %s(self: __torch__.Program, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
        none = annotate(List[Optional[number]], [])
        if torch.ge(torch.mul(torch.numel(x), torch.size(weight, 0)), %d):
          z = ops.mkldnn._linear_pointwise(x, weight, bias, "%s", none, "%s")
        else:
          y = torch.linear(x, weight, bias)
          z = %s
        return z
    """
        .formatted(name, FAST_FROM, operation, algorithm, otherwise);
  }

  /** A projection with the activation of its result. */
  private String activated() {
    if (!linear.equals(FAST)) {
      return """
        def activated(self: __torch__.Program, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
          y = (self).linear(x, weight, bias)
          return %s
      """
          .formatted(activate("y"));
    }
    return switch (config.activation()) {
      case GELU -> fast("activated", "gelu", "none", activate("y"));
      case GELU_TANH -> fast("activated", "gelu", "tanh", activate("y"));
      case RELU -> fast("activated", "relu", "", activate("y"));
      case SILU -> fast("activated", "swish", "", activate("y"));
    };
  }

  /** For passes without gradients. */
  static TransformerScript of(
      ModelConfig config, List<String> names, NDManager manager, DataType type) {
    return new TransformerScript(config, names, linear(manager, type));
  }

  /** The function {@code linear(x, weight, bias)}, without gradients. */
  static String linear(NDManager manager, DataType type) {
    return type == DataType.FLOAT32 && TorchScript.compiles(manager, FAST) ? FAST : PLAIN;
  }

  /** For training in float32. */
  static TransformerScript ofTraining(ModelConfig config, List<String> names, NDManager manager) {
    // of few rows on one thread the library convolves by itself, and slowly
    boolean fast = Session.THREADS > 1 && TorchScript.compiles(manager, FAST);
    return new TransformerScript(config, names, fast ? FAST_IN_TRAINING : PLAIN);
  }

  /**
   * {@code hidden(w, ids, place, masks, cache, past)} → [B, T, d] after the final norm, and {@code
   * next}, of the same arguments, → logits [B, V] after the last token.
   *
   * <p>{@code place} is [positions] in the GPT-2 layout, [cosine, sine] in the Llama layout; {@code
   * masks} one mask or none, for every token sees those before it; {@code cache} keys and values of
   * each layer, or nothing.
   */
  String functions() {
    String arguments =
        SELF
            + "w: List[Tensor], ids: List[Tensor], place: List[Tensor], masks: List[Tensor], "
            + "cache: List[Tensor], past: int";
    return linear
        + activated()
        + ATTEND
        + TURN
        + "  def hidden(%s) -> Tensor:\n".formatted(arguments)
        + (config.layout() == Layout.GPT2 ? gpt2() : llama())
        + "  def next(%s) -> Tensor:\n".formatted(arguments)
        + "    x = (self).hidden(w, ids, place, masks, cache, past)\n"
        + "    return (self).linear(torch.select(x, 1, -1), %s, None)\n".formatted(head());
  }

  /**
   * With {@code loss(flat, ids, place, targets)} → mean negative log-likelihood of the targets but
   * those of −100, in nats, and {@code maskedLoss} with a mask as the fifth argument; {@code flat}
   * are all tensors end to end, in an order of their own.
   */
  String withLoss(Map<String, long[]> shapes, List<String> order) {
    StringBuilder text = new StringBuilder(functions());
    for (boolean masked : new boolean[] {false, true}) {
      text.append(
          "  def %s(%sflat: List[Tensor], ids: List[Tensor], place: List[Tensor], targets: List[Tensor]%s) -> Tensor:\n"
              .formatted(
                  masked ? "maskedLoss" : "loss", SELF, masked ? ", mask: List[Tensor]" : ""));
      List<Long> sizes = order.stream().map(shapes::get).map(TensorNames::size).toList();
      text.append("    parts = torch.split_with_sizes(flat[0], %s)\n".formatted(sizes));
      String views =
          names.stream()
              .map(
                  name ->
                      "torch.view(parts[%d], %s)"
                          .formatted(order.indexOf(name), Arrays.toString(shapes.get(name))))
              .collect(Collectors.joining(", "));
      text.append("    w = [%s]\n".formatted(views));
      text.append(
          "    x = (self).hidden(w, ids, place, %s, annotate(List[Tensor], []), 0)\n"
              .formatted(masked ? "mask" : "annotate(List[Tensor], [])"));
      text.append("    y = (self).linear(x, %s, None)\n".formatted(head()));
      text.append(
          "    return torch.cross_entropy_loss(torch.view(y, [-1, %d]), targets[0])\n"
              .formatted(config.vocabulary()));
    }
    return text.toString();
  }

  private String gpt2() {
    StringBuilder text = new StringBuilder();
    text.append(
        "    x = torch.add(torch.embedding(%s, ids[0]), torch.embedding(%s, place[0]))\n"
            .formatted(w("wte.weight"), w("wpe.weight")));
    text.append("    rows = torch.size(x, 0)\n    time = torch.size(x, 1)\n");
    for (int i = 0; i < config.layers(); i++) {
      String h = "h." + i + ".";
      text.append(
          """
              qkv = %s
              q, k, v, = torch.unbind(torch.permute(torch.view(qkv, [rows, time, 3, %d, %d]), [2, 0, 3, 1, 4]))
              x = torch.add(x, %s)
              x = torch.add(x, %s)
          """
              .formatted(
                  project(h + "attn.c_attn", layerNorm(h + "ln_1")),
                  config.heads(),
                  config.headWidth(),
                  project(h + "attn.c_proj", attend(i, "q", "k")),
                  project(
                      h + "mlp.c_proj",
                      project("activated", h + "mlp.c_fc", layerNorm(h + "ln_2")))));
    }
    return text + "    return " + layerNorm("ln_f") + "\n";
  }

  private String llama() {
    StringBuilder text = new StringBuilder();
    text.append("    x = torch.embedding(%s, ids[0])\n".formatted(w("model.embed_tokens.weight")));
    text.append("    rows = torch.size(x, 0)\n    time = torch.size(x, 1)\n");
    for (int i = 0; i < config.layers(); i++) {
      String l = "model.layers." + i + ".";
      String a = l + "self_attn.";
      text.append(
          """
              y = %s
              q = %s
              k = %s
              v = %s
              x = torch.add(x, %s)
              y = %s
              x = torch.add(x, %s)
          """
              .formatted(
                  rmsNorm(l + "input_layernorm", "x", config.width()),
                  turned(a + "q", config.heads()),
                  turned(a + "k", config.keyHeads()),
                  heads(linear(a + "v_proj", "y"), config.keyHeads()),
                  linear(a + "o_proj", attend(i, "q", "k")),
                  rmsNorm(l + "post_attention_layernorm", "x", config.width()),
                  linear(
                      l + "mlp.down_proj",
                      "torch.mul(%s, %s)"
                          .formatted(
                              linear("activated", l + "mlp.gate_proj", "y"),
                              linear(l + "mlp.up_proj", "y")))));
    }
    return text + "    return " + rmsNorm("model.norm", "x", config.width()) + "\n";
  }

  private String turned(String name, int heads) {
    String x = heads(linear(name + "_proj", "y"), heads);
    if (config.headNorms()) {
      x = rmsNorm(name + "_norm", x, config.headWidth());
    }
    return "(self).turn(%s, place)".formatted(x);
  }

  private String heads(String x, int heads) {
    return "torch.transpose(torch.view(%s, [rows, time, %d, %d]), 1, 2)"
        .formatted(x, heads, config.headWidth());
  }

  private static String attend(int layer, String q, String k) {
    return "(self).attend(%s, %s, v, masks, cache, %d, past)".formatted(q, k, layer);
  }

  private String layerNorm(String name) {
    return "torch.layer_norm(x, [%d], %s, %s, %s)"
        .formatted(config.width(), w(name + ".weight"), w(name + ".bias"), config.epsilon());
  }

  private String rmsNorm(String name, String x, int width) {
    return "torch.rms_norm(%s, [%d], %s, %s)"
        .formatted(x, width, w(name + ".weight"), config.epsilon());
  }

  private String project(String name, String x) {
    return project("linear", name, x);
  }

  /** With W stored [in, out]. */
  private String project(String function, String name, String x) {
    return "(self).%s(%s, torch.t(%s), %s)"
        .formatted(function, x, w(name + ".weight"), w(name + ".bias"));
  }

  private String linear(String name, String x) {
    return linear("linear", name, x);
  }

  private String linear(String function, String name, String x) {
    return "(self).%s(%s, %s, %s)".formatted(function, x, w(name + ".weight"), w(name + ".bias"));
  }

  private String activate(String x) {
    return switch (config.activation()) {
      case GELU -> "torch.gelu(%s)".formatted(x);
      case GELU_TANH -> "torch.gelu(%s, approximate=\"tanh\")".formatted(x);
      case RELU -> "torch.relu(%s)".formatted(x);
      case SILU -> "torch.silu(%s)".formatted(x);
    };
  }

  private String head() {
    boolean own = names.contains("lm_head.weight");
    if (config.layout() == Layout.GPT2) {
      return w(own ? "lm_head.weight" : "wte.weight");
    }
    return w(own && !config.tied() ? "lm_head.weight" : "model.embed_tokens.weight");
  }

  private String w(String name) {
    int index = names.indexOf(name);
    return index < 0 ? "None" : "w[" + index + "]";
  }
}
