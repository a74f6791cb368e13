package offprint.kernels.lm.cache;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;

/**
 * Keys and values of one text, with a length of its own for each layer and cache head. What is
 * dropped is gone: its place takes the next entry.
 */
public final class RaggedCache implements AutoCloseable {
  /** Places added at once where a head grows. */
  private static final int GROWTH = 64;

  private final NDManager manager;
  private final DataType type;
  private final int width;
  private final Store[][] stores;

  /** Entries of one head; {@code slots} orders them by position. */
  private static final class Store {
    private final NDArray keys;
    private final NDArray values;
    private int[] positions;
    private int[] slots;
    private int hole = -1;

    Store(NDArray keys, NDArray values, int[] positions) {
      this.keys = keys;
      this.values = values;
      this.positions = positions;
      this.slots = PromptAttention.first(positions.length);
    }

    int capacity() {
      return Math.toIntExact(keys.getShape().get(0));
    }

    void close() {
      keys.close();
      values.close();
    }
  }

  /**
   * @param heads caches of a layer: the model's key heads, or its query heads where each is to have
   *     entries of its own
   */
  RaggedCache(NDManager manager, DataType type, int layers, int heads, int width) {
    this.manager = manager;
    this.type = type;
    this.width = width;
    this.stores = new Store[layers][heads];
  }

  public int layers() {
    return stores.length;
  }

  /** Heads of a layer. */
  public int heads() {
    return stores[0].length;
  }

  /** Entries of a head. */
  public int length(int layer, int head) {
    return store(layer, head).positions.length;
  }

  /** Positions of a head's entries, ascending. */
  public int[] positions(int layer, int head) {
    return store(layer, head).positions.clone();
  }

  /** Bytes of all keys and values that are held. */
  public long bytes() {
    long entries = 0;
    for (Store[] layer : stores) {
      for (Store store : layer) {
        entries += store == null ? 0 : store.positions.length;
      }
    }
    return entries * 2 * width * type.getNumOfBytes();
  }

  /** Bytes taken for them, with the free places that the next tokens will fill. */
  public long reservedBytes() {
    long places = 0;
    for (Store[] layer : stores) {
      for (Store store : layer) {
        places += store == null ? 0 : store.capacity();
      }
    }
    return places * 2 * width * type.getNumOfBytes();
  }

  private Store store(int layer, int head) {
    Store store = stores[layer][head];
    if (store == null) {
      throw new IllegalStateException(
          "layer %d, head %d has read no prompt".formatted(layer, head));
    }
    return store;
  }

  /**
   * Takes the chosen rows of a prompt, and one free place.
   *
   * @param keys [T, w]
   * @param positions of the T rows
   * @param kept indices of rows, ascending
   */
  void fill(int layer, int head, NDArray keys, NDArray values, int[] positions, int[] kept) {
    int[] chosen = Arrays.stream(kept).map(i -> positions[i]).toArray();
    stores[layer][head] =
        new Store(rows(keys, kept, kept.length + 1), rows(values, kept, kept.length + 1), chosen);
  }

  private NDArray rows(NDArray from, int[] kept, int capacity) {
    NDArray store = manager.zeros(new Shape(capacity, width), type);
    NDScope.unregister(store); // lives until close, not as long as the scope of one layer
    if (kept.length > 0) {
      NDArray index = manager.create(Arrays.stream(kept).asLongStream().toArray());
      NDArray rows = JniUtils.embedding((PtNDArray) index, (PtNDArray) from, false);
      write(store, rows, 0);
    }
    return store;
  }

  private void write(NDArray store, NDArray rows, long at) {
    long count = rows.getShape().get(0);
    JniUtils.indexSet(
        (PtNDArray) store,
        (PtNDArray) rows,
        new long[] {at, 0},
        new long[] {at + count, width},
        new long[] {1, 1});
  }

  /** Adds an entry [1, w] behind all others. */
  void append(int layer, int head, NDArray key, NDArray value, int position) {
    Store store = store(layer, head);
    int entries = store.positions.length;
    if (store.hole < 0 && entries == store.capacity()) {
      store = grown(layer, head, store);
    }
    int slot = store.hole < 0 ? entries : store.hole;
    store.hole = -1;
    write(store.keys, key, slot);
    write(store.values, value, slot);
    store.positions = Arrays.copyOf(store.positions, entries + 1);
    store.positions[entries] = position;
    store.slots = Arrays.copyOf(store.slots, entries + 1);
    store.slots[entries] = slot;
  }

  private Store grown(int layer, int head, Store old) {
    int[] all = PromptAttention.first(old.capacity());
    Store store =
        new Store(
            rows(old.keys, all, all.length + GROWTH),
            rows(old.values, all, all.length + GROWTH),
            old.positions);
    store.slots = old.slots;
    old.close();
    stores[layer][head] = store;
    return store;
  }

  /** Deletes an entry; its place is free for the next one. */
  void drop(int layer, int head, int index) {
    Store store = store(layer, head);
    if (store.hole >= 0) {
      fillHole(store);
    }
    int slot = store.slots[index];
    store.positions = without(store.positions, index);
    store.slots = without(store.slots, index);
    store.hole = slot == store.slots.length ? -1 : slot;
  }

  /** Moves the entry in the last place into the hole. */
  private void fillHole(Store store) {
    int last = store.slots.length;
    for (NDArray array : new NDArray[] {store.keys, store.values}) {
      write(
          array, JniUtils.slice((PtNDArray) array, 0, last, last + 1L, 1).duplicate(), store.hole);
    }
    for (int i = 0; i < store.slots.length; i++) {
      store.slots[i] = store.slots[i] == last ? store.hole : store.slots[i];
    }
    store.hole = -1;
  }

  private static int[] without(int[] values, int index) {
    int[] rest = new int[values.length - 1];
    System.arraycopy(values, 0, rest, 0, index);
    System.arraycopy(values, index + 1, rest, index, rest.length - index);
    return rest;
  }

  /** Keys of a head in the order of {@link #slots}, [n, w], a view. */
  NDArray keys(int layer, int head) {
    return held(store(layer, head), store(layer, head).keys);
  }

  /** Values of a head in the order of {@link #slots}, [n, w], a view. */
  NDArray values(int layer, int head) {
    return held(store(layer, head), store(layer, head).values);
  }

  private NDArray held(Store store, NDArray array) {
    if (store.hole >= 0) {
      fillHole(store);
    }
    return JniUtils.slice((PtNDArray) array, 0, 0, store.positions.length, 1);
  }

  /** Row of {@link #keys} that holds each entry, entries by position. */
  int[] slots(int layer, int head) {
    return store(layer, head).slots;
  }

  @Override
  public void close() {
    for (Store[] layer : stores) {
      for (Store store : layer) {
        if (store != null) {
          store.close();
        }
      }
    }
  }
}
