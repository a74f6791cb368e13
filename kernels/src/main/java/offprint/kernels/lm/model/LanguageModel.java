package offprint.kernels.lm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.lm.checkpoint.Checkpoint;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.checkpoint.TensorNames;
import offprint.kernels.lm.tokens.TokenBatch;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.NativeMemory;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import org.jspecify.annotations.Nullable;

/**
 * A causal language model with its weights in memory. Results live in the caller's {@link NDScope}.
 * Like its session it belongs to one thread.
 */
public final class LanguageModel implements AutoCloseable {
  private static final NDIndex LAST = new NDIndex(":, -1");

  private final ModelConfig config;
  private final NDManager manager;
  private final DataType type;
  private final Map<String, NDArray> weights;
  private final Transformer transformer;
  private @Nullable FusedTransformer fused;

  private LanguageModel(
      ModelConfig config, NDManager manager, DataType type, Map<String, NDArray> weights) {
    this(config, manager, type, weights, new Held(weights));
  }

  private LanguageModel(
      ModelConfig config,
      NDManager manager,
      DataType type,
      Map<String, NDArray> weights,
      WeightSource source) {
    this.config = config;
    this.manager = manager;
    this.type = type;
    this.weights = weights;
    this.transformer = new Transformer(config, source, new LinearProducts(manager, type));
  }

  /** The model's own tensors. */
  private record Held(Map<String, NDArray> tensors) implements WeightSource {
    @Override
    public @Nullable NDArray find(String name) {
      return tensors.get(name);
    }

    @Override
    public boolean together() {
      return true;
    }
  }

  /** Computes in float32. */
  public static LanguageModel open(Session session, Checkpoint checkpoint) {
    return open(session, checkpoint, DataType.FLOAT32);
  }

  /**
   * @param type FLOAT32 or FLOAT64
   * @throws IllegalArgumentException if the memory for converted weights is not there
   */
  public static LanguageModel open(Session session, Checkpoint checkpoint, DataType type) {
    NativeMemory.require(
        (double) checkpoint.convertedBytes(type.getNumOfBytes()), "the model", checkpoint.name());
    NDManager manager = session.manager().newSubManager();
    Map<String, NDArray> weights = new LinkedHashMap<>();
    for (String name : checkpoint.tensors()) {
      NDArray array = checkpoint.array(manager, name, type);
      NDScope.unregister(array);
      weights.put(name, array);
    }
    return new LanguageModel(checkpoint.config(), manager, type, weights);
  }

  /**
   * A model of given weights.
   *
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  public static LanguageModel of(
      Session session, ModelConfig config, Safetensors file, DataType type) {
    NDManager manager = session.manager().newSubManager();
    Map<String, long[]> shapes = new LinkedHashMap<>(TensorNames.required(config));
    TensorNames.optional(config)
        .forEach(
            (name, shape) -> {
              if (file.tensors().containsKey(name)) {
                shapes.put(name, shape);
              }
            });
    Map<String, NDArray> weights = new LinkedHashMap<>();
    shapes.forEach(
        (name, shape) -> {
          NDArray array =
              type == DataType.FLOAT64
                  ? session.constant(file.doubles(name, shape), shape)
                  : session.constant(file.floats(name, shape), shape);
          NDScope.unregister(array);
          array.attach(manager);
          weights.put(name, array);
        });
    return new LanguageModel(config, manager, type, weights);
  }

  /**
   * A model whose weights are asked for whenever a pass needs them; they stay the source's.
   *
   * @param source of tensors of the given type; the model neither replaces nor closes them
   */
  public static LanguageModel over(
      Session session, ModelConfig config, WeightSource source, DataType type) {
    NDManager manager = session.manager().newSubManager();
    return new LanguageModel(config, manager, type, new LinkedHashMap<>(), source);
  }

  public ModelConfig config() {
    return config;
  }

  public NDManager manager() {
    return manager;
  }

  public DataType type() {
    return type;
  }

  public Transformer transformer() {
    return transformer;
  }

  /** Names of the tensors, in the order of computation. */
  public List<String> parameters() {
    return List.copyOf(weights.keySet());
  }

  /**
   * A tensor as the pass uses it; not to be written to.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public NDArray weight(String name) {
    return transformer.weights().get(name);
  }

  /**
   * Replaces a tensor by a copy of another of equal shape.
   *
   * @throws IllegalArgumentException if there is none of this name, or the shape differs
   */
  public void setWeight(String name, NDArray value) {
    NDArray old = weights.get(name);
    if (old == null) {
      throw new IllegalArgumentException("the model has no tensor '%s' of its own".formatted(name));
    }
    if (!old.getShape().equals(value.getShape())) {
      throw new IllegalArgumentException(
          "tensor '%s' must have shape %s: got %s"
              .formatted(name, old.getShape(), value.getShape()));
    }
    NDArray copy = Functional.copy(value, type);
    NDScope.unregister(copy);
    copy.attach(manager);
    weights.put(name, copy);
    old.close();
  }

  /** An empty cache for rows with so many pads each. */
  public KeyValueCache cache(TokenBatch batch, int capacity) {
    NativeMemory.require(
        KeyValueCache.bytes(config, batch.rows(), capacity) * (type.getNumOfBytes() / 4.0),
        "tokens times rows",
        (long) capacity * batch.rows());
    return new KeyValueCache(manager, config, batch.padding(), capacity, type);
  }

  /**
   * Logits of the token after each one.
   *
   * @return [B, T, V]
   * @throws IllegalArgumentException if an id is outside the vocabulary or the rows are longer than
   *     a model with learned positions allows
   */
  public NDArray forward(TokenBatch batch, ActivationHook probe) {
    return head(hidden(batch, null, 0, probe));
  }

  /**
   * As {@link #forward(TokenBatch, Probe)}, after the tokens in the cache, which then holds both.
   */
  public NDArray forward(TokenBatch batch, KeyValueCache cache, ActivationHook probe) {
    return head(hidden(batch, cache, 0, probe));
  }

  /** Logits of the token after the last of each row, [B, V]. */
  public NDArray next(TokenBatch batch, @Nullable KeyValueCache cache) {
    if (!transformer.weights().together()) {
      return head(hidden(batch, cache, 0, ActivationHook.NONE).get(LAST));
    }
    BatchedPass pass = pass(batch, cache, 0, ActivationHook.NONE);
    NDArray logits = fused().next(transformer.weights(), pass);
    advance(cache, batch);
    return logits;
  }

  /**
   * Hidden states after the final norm.
   *
   * @return [B, T, d]
   */
  public NDArray hidden(TokenBatch batch, ActivationHook probe) {
    return hidden(batch, null, 0, probe);
  }

  NDArray hidden(TokenBatch batch, @Nullable KeyValueCache cache, int shift, ActivationHook probe) {
    BatchedPass pass = pass(batch, cache, shift, probe);
    NDArray hidden =
        probe.equals(ActivationHook.NONE) && transformer.weights().together()
            ? fused().hidden(transformer.weights(), pass)
            : transformer.hidden(pass);
    advance(cache, batch);
    return hidden;
  }

  private BatchedPass pass(
      TokenBatch batch, @Nullable KeyValueCache cache, int shift, ActivationHook probe) {
    batch.requireIds(config.vocabulary());
    int past = cache == null ? 0 : cache.length();
    requireContext(past + batch.length() + shift);
    if (cache != null && past + batch.length() > cache.capacity()) {
      throw new IllegalArgumentException(
          "the cache must hold %d tokens: it was made for %d"
              .formatted(past + batch.length(), cache.capacity()));
    }
    return new BatchedPass(config, manager, type, batch, cache, shift, probe);
  }

  private static void advance(@Nullable KeyValueCache cache, TokenBatch batch) {
    if (cache != null) {
      cache.advance(batch.length());
    }
  }

  private FusedTransformer fused() {
    if (fused == null) {
      fused = FusedTransformer.of(config, manager, type, transformer.weights());
    }
    return fused;
  }

  /**
   * @throws IllegalArgumentException if a model with learned positions has none for so many tokens
   */
  public void requireContext(int tokens) {
    if (config.layout() == ModelConfig.Layout.GPT2 && tokens > config.context()) {
      throw new IllegalArgumentException(
          "the text must have at most %d tokens, the model's context: got %d"
              .formatted(config.context(), tokens));
    }
  }

  /**
   * Logits of any hidden states.
   *
   * @param hidden [..., d] after the final norm
   * @return [..., V]
   */
  public NDArray head(NDArray hidden) {
    return transformer.head(hidden);
  }

  @Override
  public void close() {
    manager.close();
  }
}
