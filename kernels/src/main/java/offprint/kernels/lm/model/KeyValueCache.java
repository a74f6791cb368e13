package offprint.kernels.lm.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import offprint.kernels.lm.checkpoint.ModelConfig;

/**
 * Keys and values of the tokens seen so far, so that a step computes the new tokens alone. Memory
 * for {@code capacity} tokens is taken at once.
 */
public final class KeyValueCache implements AutoCloseable {
  private final List<NDArray> keys = new ArrayList<>();
  private final List<NDArray> values = new ArrayList<>();
  private final int[] padding;
  private final int capacity;
  private int length;

  KeyValueCache(NDManager manager, ModelConfig config, int[] padding, int capacity, DataType type) {
    this.padding = padding.clone();
    this.capacity = capacity;
    Shape shape = new Shape(padding.length, config.keyHeads(), capacity, config.headWidth());
    for (int i = 0; i < config.layers(); i++) {
      keys.add(kept(manager.zeros(shape, type)));
      values.add(kept(manager.zeros(shape, type)));
    }
  }

  private static NDArray kept(NDArray array) {
    NDScope.unregister(array); // lives until close, not as long as the scope of one step
    return array;
  }

  /** Bytes of a cache of so many rows and tokens in float32. */
  public static long bytes(ModelConfig config, int rows, int tokens) {
    return 8L * config.layers() * rows * config.keyHeads() * config.headWidth() * tokens;
  }

  /** Tokens held, pads included. */
  public int length() {
    return length;
  }

  int capacity() {
    return capacity;
  }

  int[] padding() {
    return padding;
  }

  void advance(int tokens) {
    length += tokens;
  }

  /** Keys and values of each layer in turn, [B, KV, capacity, w]. */
  List<NDArray> stores() {
    List<NDArray> stores = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      stores.add(keys.get(i));
      stores.add(values.get(i));
    }
    return stores;
  }

  /** Adds the new keys [B, KV, T, w] of a layer and gives all, [B, KV, length + T, w]. */
  NDArray keys(int layer, NDArray fresh) {
    return append(keys.get(layer), fresh);
  }

  NDArray values(int layer, NDArray fresh) {
    return append(values.get(layer), fresh);
  }

  private NDArray append(NDArray store, NDArray fresh) {
    long[] shape = fresh.getShape().getShape();
    long end = length + shape[2];
    JniUtils.indexSet(
        (PtNDArray) store,
        (PtNDArray) fresh,
        new long[] {0, 0, length, 0},
        new long[] {shape[0], shape[1], end, shape[3]},
        new long[] {1, 1, 1, 1});
    return JniUtils.slice((PtNDArray) store, 2, 0, end, 1);
  }

  @Override
  public void close() {
    keys.forEach(NDArray::close);
    values.forEach(NDArray::close);
  }
}
