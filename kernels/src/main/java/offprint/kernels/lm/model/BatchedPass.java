package offprint.kernels.lm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.model.ActivationHook.Site;
import offprint.kernels.lm.tokens.TokenBatch;
import offprint.kernels.torch.Functional;
import org.jspecify.annotations.Nullable;

/**
 * What all layers of one forward pass share: positions, mask, cache, probe.
 *
 * <p>Shapes: B rows, T new tokens, S tokens with those of the cache, H heads, KV key heads, w head
 * width.
 */
final class BatchedPass implements ForwardPass {
  /** Added to masked scores: finite, so that a row of pads alone gives numbers and not NaN. */
  private static final float MASKED = -1e30f;

  private final ModelConfig config;
  private final NDManager manager;
  private final DataType type;
  private final TokenBatch batch;
  private final int[] padding;
  private final int past;
  private final int shift;
  private final @Nullable KeyValueCache cache;
  private final ActivationHook probe;
  private @Nullable NDArray mask;
  private boolean masked;
  private final @Nullable RotaryEmbedding rotary;

  /**
   * @param shift added to every position
   */
  BatchedPass(
      ModelConfig config,
      NDManager manager,
      DataType type,
      TokenBatch batch,
      @Nullable KeyValueCache cache,
      int shift,
      ActivationHook probe) {
    this.config = config;
    this.manager = manager;
    this.type = type;
    this.batch = batch;
    this.padding = cache == null ? batch.padding() : cache.padding();
    this.past = cache == null ? 0 : cache.length();
    this.shift = shift;
    this.cache = cache;
    this.probe = probe;
    this.rotary =
        config.layout() == ModelConfig.Layout.LLAMA
            ? RotaryEmbedding.of(config, manager, type, rowsOfPositions(), everyPosition())
            : null;
  }

  @Override
  public NDArray ids() {
    return manager.create(batch.ids(), new Shape(batch.rows(), batch.length()));
  }

  @Override
  public NDArray positions() {
    int rows = rowsOfPositions();
    long[] positions = Arrays.stream(everyPosition()).asLongStream().toArray();
    return manager.create(
        positions, rows == 1 ? new Shape(batch.length()) : new Shape(rows, batch.length()));
  }

  private int[] everyPosition() {
    int[] positions = new int[rowsOfPositions() * batch.length()];
    Arrays.setAll(positions, i -> position(i / batch.length(), i % batch.length()));
    return positions;
  }

  private int rowsOfPositions() {
    for (int p : padding) {
      if (p > 0) {
        return batch.rows();
      }
    }
    return 1;
  }

  /** Pads are at position 0 of nothing: they are masked. */
  private int position(int row, int t) {
    return Math.max(0, past + t - padding[row]) + shift;
  }

  /** What {@link TransformerScript} asks for: positions, or their cosines and sines. */
  List<NDArray> place() {
    return rotary == null ? List.of(positions()) : List.of(rotary.cosine(), rotary.sine());
  }

  @Nullable KeyValueCache cache() {
    return cache;
  }

  /** Of all rows, pads included. */
  int tokens() {
    return batch.rows() * batch.length();
  }

  /** Whether each token sees itself and all before it, and there are none before the first. */
  boolean isCausal() {
    return past == 0 && rowsOfPositions() == 1 && !slides();
  }

  private boolean slides() {
    return config.window() > 0 && past + batch.length() > config.window();
  }

  /** [rows, 1, T, S]; null where every token sees all others. */
  @Nullable NDArray mask() {
    if (!masked) {
      mask = makeMask();
      masked = true;
    }
    return mask;
  }

  private @Nullable NDArray makeMask() {
    int all = past + batch.length();
    int rows = rowsOfPositions();
    boolean slides = slides();
    if (batch.length() == 1 && rows == 1 && !slides) {
      return null;
    }
    float[] values = new float[Math.multiplyExact(rows * batch.length(), all)];
    for (int r = 0; r < rows; r++) {
      for (int t = 0; t < batch.length(); t++) {
        int from = (r * batch.length() + t) * all;
        int first = Math.max(padding[r], slides ? past + t - config.window() + 1 : 0);
        for (int s = 0; s < all; s++) {
          values[from + s] = s < first || s > past + t ? MASKED : 0;
        }
      }
    }
    return manager.create(values, new Shape(rows, 1, batch.length(), all)).toType(type, false);
  }

  @Override
  public NDArray see(Site site, int layer, NDArray activation) {
    return probe.at(site, layer, activation);
  }

  @Override
  public NDArray heads(NDArray x, int heads) {
    return x.reshape(batch.rows(), batch.length(), heads, config.headWidth()).transpose(0, 2, 1, 3);
  }

  @Override
  public NDArray rotate(NDArray x) {
    return rotary == null ? x : rotary.turn(x);
  }

  /** softmax(q kᵀ / √w + mask) v; query head h uses key head ⌊h · KV / H⌋. */
  @Override
  public NDArray attend(int layer, NDArray q, NDArray k, NDArray v) {
    NDArray queries = see(Site.QUERIES, layer, q);
    NDArray keys = see(Site.KEYS, layer, k);
    NDArray values = see(Site.VALUES, layer, v);
    if (cache != null) {
      keys = cache.keys(layer, keys);
      values = cache.values(layer, values);
    }
    long b = batch.rows();
    long t = batch.length();
    long s = keys.getShape().get(2);
    long width = config.headWidth();
    long groups = (long) config.heads() / config.keyHeads() * t;
    NDArray scores =
        Functional.scale(queries, 1 / Math.sqrt(config.headWidth()))
            .reshape(b, config.keyHeads(), groups, width)
            .matMul(keys.transpose(0, 1, 3, 2))
            .reshape(b, config.heads(), t, s);
    NDArray hidden = mask();
    if (hidden != null) {
      scores.addi(hidden);
    }
    NDArray weights = see(Site.ATTENTION, layer, scores.softmax(-1));
    NDArray out =
        weights
            .reshape(b, config.keyHeads(), groups, s)
            .matMul(values)
            .reshape(b, config.heads(), t, width)
            .transpose(0, 2, 1, 3)
            .reshape(b, t, config.heads() * width);
    return see(Site.HEAD_OUTPUTS, layer, out);
  }
}
