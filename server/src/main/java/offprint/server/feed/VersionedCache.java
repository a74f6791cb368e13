package offprint.server.feed;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import offprint.server.paper.Papers;
import org.jspecify.annotations.Nullable;

/**
 * What was last asked for by name, kept until a paper or a list changes. Several who ask for the
 * same at once wait for the first of them.
 */
final class VersionedCache<T> {
  private final Papers papers;
  private final int most;
  private final ToIntFunction<T> size;
  private final Map<String, Known<T>> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final Object[] making = Stream.generate(Object::new).limit(16).toArray();
  private int total;

  /**
   * @param most sizes of all that is kept together
   */
  VersionedCache(Papers papers, int most, ToIntFunction<T> size) {
    this.papers = papers;
    this.most = most;
    this.size = size;
  }

  private record Known<T>(long change, T value) {}

  T get(String name, Supplier<T> maker) {
    long change = papers.changes();
    Known<T> known = known(name, change);
    if (known == null) {
      synchronized (making[Math.floorMod(name.hashCode(), making.length)]) {
        known = known(name, change);
        if (known == null) {
          known = new Known<>(change, maker.get());
          keep(name, known);
        }
      }
    }
    return known.value();
  }

  private @Nullable Known<T> known(String name, long change) {
    synchronized (kept) {
      Known<T> known = kept.get(name);
      return known != null && known.change() == change ? known : null;
    }
  }

  private void keep(String name, Known<T> made) {
    synchronized (kept) {
      Known<T> replaced = kept.put(name, made);
      total +=
          size.applyAsInt(made.value())
              - (replaced == null ? 0 : size.applyAsInt(replaced.value()));
      Iterator<Known<T>> eldest = kept.values().iterator();
      while (total > most) {
        total -= size.applyAsInt(eldest.next().value());
        eldest.remove();
      }
    }
  }
}
