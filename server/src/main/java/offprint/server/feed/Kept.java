package offprint.server.feed;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import offprint.server.paper.Papers;

/** What was last asked for by name, kept until a paper or a list changes. */
final class Kept<T> {
  private final Papers papers;
  private final int most;
  private final ToIntFunction<T> size;
  private final Map<String, Known<T>> kept = new LinkedHashMap<>(16, 0.75f, true);
  private int total;

  /**
   * @param most sizes of all that is kept together
   */
  Kept(Papers papers, int most, ToIntFunction<T> size) {
    this.papers = papers;
    this.most = most;
    this.size = size;
  }

  private record Known<T>(long change, T value) {}

  T get(String name, Supplier<T> maker) {
    long change = papers.changes();
    synchronized (kept) {
      Known<T> known = kept.get(name);
      if (known != null && known.change() == change) {
        return known.value();
      }
    }
    T value = maker.get();
    synchronized (kept) {
      Known<T> replaced = kept.put(name, new Known<>(change, value));
      total += size.applyAsInt(value) - (replaced == null ? 0 : size.applyAsInt(replaced.value()));
      Iterator<Known<T>> eldest = kept.values().iterator();
      while (total > most) {
        total -= size.applyAsInt(eldest.next().value());
        eldest.remove();
      }
    }
    return value;
  }
}
