package offprint.kernels.lm.cache;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.ActivationHook.Site;
import offprint.kernels.lm.model.ForwardPass;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.model.RotaryEmbedding;
import offprint.kernels.torch.Functional;
import org.jspecify.annotations.Nullable;

/**
 * One text on its way through the layers with a {@link RaggedCache}: its prompt, of which each
 * layer keeps what a {@link EvictionPolicy} chooses, or one further token. Attention over the
 * prompt is exact and computed for some queries at a time.
 */
final class RaggedPass implements ForwardPass, AutoCloseable {
  /** Scores of all heads held at once. */
  private static final long SCORES_AT_ONCE = 1L << 24;

  private static final float MASKED = -1e30f;

  private final ModelConfig config;
  private final NDManager manager;
  private final DataType type;
  private final RaggedCache cache;
  private final EvictionPolicy retention;
  private final ActivationHook probe;
  private final boolean prompt;
  private final int[] ids;
  private int[] positions;
  private double[] scores;
  private @Nullable RotaryEmbedding rotary;

  /**
   * @param prompt whether the cache is empty and the ids are a whole prompt, or one further token
   */
  RaggedPass(
      LanguageModel model,
      RaggedCache cache,
      EvictionPolicy retention,
      ActivationHook probe,
      boolean prompt,
      int[] ids,
      int[] positions) {
    this.config = model.config();
    this.manager = model.manager();
    this.type = model.type();
    this.cache = cache;
    this.retention = retention;
    this.probe = probe;
    this.prompt = prompt;
    this.ids = ids;
    this.positions = positions;
    this.scores = new double[positions.length];
    this.rotary = rotary();
  }

  /** Lives until it is replaced or the pass ends, not as long as the scope of one layer. */
  private @Nullable RotaryEmbedding rotary() {
    if (config.layout() != ModelConfig.Layout.LLAMA) {
      return null;
    }
    RotaryEmbedding made = RotaryEmbedding.of(config, manager, type, 1, positions);
    NDScope.unregister(made.cosine(), made.sine());
    return made;
  }

  @Override
  public void close() {
    if (rotary != null) {
      rotary.cosine().close();
      rotary.sine().close();
    }
  }

  @Override
  public NDArray ids() {
    return manager.create(longs(ids), new Shape(1, ids.length));
  }

  @Override
  public NDArray positions() {
    return manager.create(longs(positions), new Shape(positions.length));
  }

  private static long[] longs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }

  @Override
  public NDArray see(Site site, int layer, NDArray activation) {
    NDArray x = probe.at(site, layer, activation);
    return prompt && site == Site.RESIDUAL_BEFORE && layer > 0 ? narrowed(layer, x) : x;
  }

  /** The rows [1, n, d] of the tokens that go on. */
  private NDArray narrowed(int layer, NDArray x) {
    int[] onward = retention.onward(layer, positions, scores);
    if (onward.length == positions.length) {
      return x;
    }
    int[] before = positions;
    positions = Arrays.stream(onward).map(i -> before[i]).toArray();
    close();
    rotary = rotary();
    NDArray rows = x.reshape(before.length, config.width());
    NDArray index = manager.create(longs(onward));
    return JniUtils.embedding((PtNDArray) index, (PtNDArray) rows, false)
        .reshape(1, onward.length, config.width());
  }

  /** Tokens that reached the last layer so far. */
  int tokens() {
    return positions.length;
  }

  @Override
  public NDArray heads(NDArray x, int heads) {
    return x.reshape(1, positions.length, heads, config.headWidth()).transpose(0, 2, 1, 3);
  }

  @Override
  public NDArray rotate(NDArray x) {
    return rotary == null ? x : rotary.turn(x);
  }

  @Override
  public NDArray attend(int layer, NDArray q, NDArray k, NDArray v) {
    NDArray queries =
        Functional.scale(see(Site.QUERIES, layer, q), 1 / Math.sqrt(config.headWidth()));
    NDArray keys = see(Site.KEYS, layer, k);
    NDArray values = see(Site.VALUES, layer, v);
    NDArray out =
        prompt ? overPrompt(layer, queries, keys, values) : overCache(layer, queries, keys, values);
    return see(Site.HEAD_OUTPUTS, layer, out);
  }

  private NDArray overPrompt(int layer, NDArray queries, NDArray keys, NDArray values) {
    int n = positions.length;
    int block = (int) Math.clamp(SCORES_AT_ONCE / ((long) config.heads() * n), 1L, (long) n);
    double[][] totals = new double[cache.heads()][retention.totals() ? n : 0];
    NDList outputs = new NDList();
    for (int from = 0; from < n; from += block) {
      int to = Math.min(n, from + block);
      NDArray weights = weights(queries, keys, from, to);
      if (retention.totals()) {
        add(weights, to - from, to, totals);
      }
      NDArray v = slice(values, 2, 0, to).reshape(config.keyHeads(), to, config.headWidth());
      outputs.add(weights.matMul(v).reshape(config.heads(), to - from, config.headWidth()));
    }
    NDArray out = outputs.size() == 1 ? outputs.getFirst() : NDArrays.concat(outputs, 1);
    remember(layer, queries, keys, values, totals);
    return out.transpose(1, 0, 2).reshape(1, n, (long) config.heads() * config.headWidth());
  }

  /** Softmax of queries from..to over the keys before to, [KV, H/KV · (to − from), to]. */
  private NDArray weights(NDArray queries, NDArray keys, int from, int to) {
    long rows = (long) config.heads() / config.keyHeads() * (to - from);
    NDArray q = slice(queries, 2, from, to).reshape(config.keyHeads(), rows, config.headWidth());
    NDArray k = slice(keys, 2, 0, to).reshape(config.keyHeads(), to, config.headWidth());
    NDArray raw = q.matMul(k.transpose(0, 2, 1));
    if (to - from > 1 || slides(to)) {
      NDArray perHead = raw.reshape(config.heads(), to - from, to);
      raw = perHead.add(mask(from, to)).reshape(config.keyHeads(), rows, to);
    }
    return raw.softmax(-1);
  }

  private boolean slides(int to) {
    return config.window() > 0 && positions[to - 1] - positions[0] >= config.window();
  }

  private NDArray mask(int from, int to) {
    float[] mask = new float[Math.multiplyExact(to - from, to)];
    for (int t = from; t < to; t++) {
      for (int s = 0; s < to; s++) {
        boolean beyond = config.window() > 0 && positions[t] - positions[s] >= config.window();
        mask[(t - from) * to + s] = s > t || beyond ? MASKED : 0;
      }
    }
    return manager.create(mask, new Shape(1, to - from, to)).toType(type, false);
  }

  private void add(NDArray weights, int rows, int columns, double[][] totals) {
    NDArray sums =
        weights
            .reshape(cache.heads(), (long) config.heads() / cache.heads() * rows, columns)
            .sum(new int[] {1});
    double[] values = doubles(sums);
    for (int c = 0; c < totals.length; c++) {
      for (int j = 0; j < columns; j++) {
        totals[c][j] += values[c * columns + j];
      }
    }
  }

  private void remember(
      int layer, NDArray queries, NDArray keys, NDArray values, double[][] totals) {
    int n = positions.length;
    int w = Math.min(retention.window(), n);
    double[][][] window = new double[cache.heads()][w][n];
    scores = new double[n];
    if (w > 0) {
      NDArray rows =
          weights(queries, keys, n - w, n)
              .reshape(cache.heads(), config.heads() / cache.heads(), w, n)
              .sum(new int[] {1});
      double[] flat = doubles(rows);
      for (int i = 0; i < flat.length; i++) {
        window[i / (w * n)][i / n % w][i % n] = flat[i];
        scores[i % n] += flat[i];
      }
      requireNumbers(layer);
    }
    int shared = cache.heads() / config.keyHeads();
    for (int c = 0; c < cache.heads(); c++) {
      PromptAttention attention = new PromptAttention(positions, window[c], totals[c]);
      int[] kept = retention.keep(layer, c, attention);
      cache.fill(layer, c, head(keys, c / shared), head(values, c / shared), positions, kept);
    }
  }

  private void requireNumbers(int layer) {
    for (double score : scores) {
      if (Double.isNaN(score)) {
        throw new ArithmeticException(
            "layer %d: the attention is NaN (do the weights overflow?)".formatted(layer));
      }
    }
  }

  /** Rows [T, w] of one key head. */
  private NDArray head(NDArray x, int head) {
    return slice(x, 1, head, head + 1).reshape(positions.length, config.headWidth());
  }

  private NDArray overCache(int layer, NDArray queries, NDArray keys, NDArray values) {
    int heads = cache.heads();
    int shared = heads / config.keyHeads();
    long sharing = config.heads() / heads;
    NDArray q = queries.reshape(config.heads(), config.headWidth());
    boolean watched = retention.window() > 0 || retention.totals();
    NDList outputs = new NDList();
    for (int c = 0; c < heads; c++) {
      cache.append(layer, c, head(keys, c / shared), head(values, c / shared), positions[0]);
      NDArray own = slice(q, 0, c * sharing, (c + 1) * sharing);
      NDArray raw = own.matMul(cache.keys(layer, c).transpose());
      int[] held = cache.positions(layer, c);
      if (config.window() > 0 && positions[0] - held[0] >= config.window()) {
        raw = raw.add(mask(held, cache.slots(layer, c)));
      }
      NDArray weights = raw.softmax(-1);
      outputs.add(weights.matMul(cache.values(layer, c)));
      double[] row = watched ? row(weights, cache.slots(layer, c)) : new double[0];
      int dropped = retention.drop(layer, c, held, row);
      if (dropped >= 0) {
        cache.drop(layer, c, dropped);
      }
    }
    return NDArrays.concat(outputs, 0).reshape(1, 1, (long) config.heads() * config.headWidth());
  }

  private NDArray mask(int[] held, int[] slots) {
    float[] mask = new float[held.length];
    for (int i = 0; i < held.length; i++) {
      mask[slots[i]] = positions[0] - held[i] >= config.window() ? MASKED : 0;
    }
    return manager.create(mask, new Shape(1, held.length)).toType(type, false);
  }

  /** Attention of the new token to each entry by position, summed over heads. */
  private static double[] row(NDArray weights, int[] slots) {
    double[] bySlot = doubles(weights.sum(new int[] {0}));
    return Arrays.stream(slots).mapToDouble(slot -> bySlot[slot]).toArray();
  }

  private static double[] doubles(NDArray array) {
    return array.toType(DataType.FLOAT64, false).toDoubleArray();
  }

  private static NDArray slice(NDArray x, long axis, long from, long to) {
    return JniUtils.slice((PtNDArray) x, axis, from, to, 1);
  }
}
