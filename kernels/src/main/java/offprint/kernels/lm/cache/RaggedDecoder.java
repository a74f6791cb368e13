package offprint.kernels.lm.cache;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.model.Transformer;
import offprint.kernels.lm.tokens.TokenBatch;

/**
 * Reads one prompt and then one token after the other with a {@link RaggedCache}. The memory of
 * each layer's activations is freed before the next layer. Positions stay those of the text,
 * whatever was dropped.
 */
public final class RaggedDecoder implements AutoCloseable {
  private static final NDIndex LAST = new NDIndex(":, -1");

  private final LanguageModel model;
  private final EvictionPolicy retention;
  private final ActivationHook probe;
  private final RaggedCache cache;
  private final int[] tokensOfLayer;
  private int seen;

  /**
   * @param perQueryHead whether each query head has entries of its own, or all that share a key
   *     head have the same
   * @param probe sees every activation but {@link ActivationHook.Site#ATTENTION}
   */
  public RaggedDecoder(
      LanguageModel model, EvictionPolicy retention, boolean perQueryHead, ActivationHook probe) {
    this.model = model;
    this.retention = retention;
    this.probe = probe;
    ModelConfig config = model.config();
    int heads = perQueryHead ? config.heads() : config.keyHeads();
    this.cache =
        new RaggedCache(model.manager(), model.type(), config.layers(), heads, config.headWidth());
    this.tokensOfLayer = new int[config.layers()];
  }

  /**
   * Reads the prompt.
   *
   * @return logits of the token after it, [V]
   * @throws IllegalArgumentException if an id is outside the vocabulary or the model has not enough
   *     learned positions
   * @throws IllegalStateException if a prompt was read before
   * @throws ArithmeticException if a logit is NaN
   */
  public double[] prompt(int[] ids) {
    if (seen > 0) {
      throw new IllegalStateException("a decoder reads one prompt");
    }
    return read(ids);
  }

  /**
   * Reads a further token.
   *
   * @return logits of the token after it, [V]
   * @throws IllegalStateException if no prompt was read
   */
  public double[] step(int id) {
    if (seen == 0) {
      throw new IllegalStateException("a decoder reads a prompt first");
    }
    return read(id);
  }

  private double[] read(int... ids) {
    TokenBatch.of(ids).requireIds(model.config().vocabulary());
    model.requireContext(seen + ids.length);
    int[] positions = new int[ids.length];
    Arrays.setAll(positions, t -> seen + t);
    boolean prompt = seen == 0;
    seen += ids.length;
    try (NDScope _ = new NDScope();
        RaggedPass pass = new RaggedPass(model, cache, retention, probe, prompt, ids, positions)) {
      NDArray hidden = hidden(pass);
      double[] logits =
          model.head(hidden.get(LAST)).toType(DataType.FLOAT64, false).toDoubleArray();
      for (int i = 0; i < logits.length; i++) {
        if (Double.isNaN(logits[i])) {
          throw new ArithmeticException("the logit of token %d is NaN".formatted(i));
        }
      }
      return logits;
    }
  }

  private NDArray hidden(RaggedPass pass) {
    Transformer transformer = model.transformer();
    NDArray x = transformer.embedded(pass);
    NDScope.unregister(x);
    try {
      for (int i = 0; i < model.config().layers(); i++) {
        NDArray next;
        try (NDScope _ = new NDScope()) {
          next = transformer.block(pass, i, x);
          NDScope.unregister(next);
        }
        x.close();
        x = next;
        tokensOfLayer[i] = pass.tokens();
      }
      return transformer.finished(pass, x);
    } finally {
      x.close();
    }
  }

  public RaggedCache cache() {
    return cache;
  }

  /** Tokens read. */
  public int seen() {
    return seen;
  }

  /** Tokens of the last pass that each layer computed. */
  public int[] tokensOfLayers() {
    return tokensOfLayer.clone();
  }

  @Override
  public void close() {
    cache.close();
  }
}
