package offprint.server.feed;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import offprint.server.paper.Papers;

/** What was last asked for by name, kept until a paper or a list changes. */
final class Kept<T> {
  private final Papers papers;
  private final int most;
  private final Map<String, Known<T>> kept = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param most values kept
   */
  Kept(Papers papers, int most) {
    this.papers = papers;
    this.most = most;
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
      kept.put(name, new Known<>(change, value));
      if (kept.size() > most) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return value;
  }
}
