package offprint.server.web;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for last, as much as fits. Once it is full, only one of {@value #NEWCOMERS} new
 * names is let in: where nearly everything is asked for once, what is put in and thrown out soon
 * after would live just long enough to cost a collection of old garbage.
 */
public final class BoundedCache<K, V> {
  static final int NEWCOMERS = 16;
  private static final int LARGEST = 8; // of that part of the capacity

  private final int capacity;
  private final ToIntFunction<V> size;
  private final Map<K, V> kept = new LinkedHashMap<>(64, 0.75f, true);
  private int held;
  private int newcomers;

  /**
   * @param capacity of all together; a value above an eighth of it is not kept
   * @param size of a value, in the unit of the capacity
   */
  public BoundedCache(int capacity, ToIntFunction<V> size) {
    this.capacity = capacity;
    this.size = size;
  }

  public synchronized @Nullable V get(K key) {
    return kept.get(key);
  }

  /** Keeps a value in the place of the one of the same name; perhaps, if there is none. */
  public synchronized void put(K key, V value) {
    V replaced = kept.remove(key);
    held -= replaced == null ? 0 : size.applyAsInt(replaced);
    int room = size.applyAsInt(value);
    boolean full = held + room > capacity;
    if (room > capacity / LARGEST || (replaced == null && full && ++newcomers % NEWCOMERS != 0)) {
      return;
    }
    kept.put(key, value);
    held += room;
    Iterator<V> eldest = kept.values().iterator();
    while (held > capacity) {
      held -= size.applyAsInt(eldest.next());
      eldest.remove();
    }
  }

  public synchronized void clear() {
    kept.clear();
    held = 0;
  }
}
