package offprint.server.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import offprint.server.paper.Papers;

/**
 * Caches values by name until a paper or a list changes. Callers that ask for the same name at once
 * wait for the first of them.
 */
final class VersionedCache<T> {
  private final Papers papers;
  private final Cache<String, Versioned<T>> values;

  /**
   * @param most sizes of all values together
   */
  VersionedCache(Papers papers, int most, ToIntFunction<T> size) {
    this.papers = papers;
    this.values =
        Caffeine.newBuilder()
            .maximumWeight(most)
            .weigher((String _, Versioned<T> versioned) -> size.applyAsInt(versioned.value()))
            .build();
  }

  private record Versioned<T>(long change, T value) {}

  T get(String name, Supplier<T> maker) {
    long change = papers.changes();
    Versioned<T> known = values.getIfPresent(name);
    if (known != null && known.change() == change) {
      return known.value();
    }
    return values
        .asMap()
        .compute(
            name,
            (_, last) ->
                last != null && last.change() == change
                    ? last
                    : new Versioned<>(change, maker.get()))
        .value();
  }
}
