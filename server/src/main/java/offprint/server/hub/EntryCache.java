package offprint.server.hub;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/** Cached JSON of entries, valid until their paper changes. */
final class EntryCache {
  private static final int BYTES = 16 << 20;

  private final Cache<Key, Entry> entries =
      Caffeine.newBuilder()
          .maximumWeight(BYTES)
          .weigher((Key _, Entry entry) -> entry.json().length)
          .build();

  private record Key(long paper, String day, String site) {}

  private record Entry(long changed, byte[] json) {}

  byte @Nullable [] get(HubTable.Ref ref, String site) {
    Entry entry = entries.getIfPresent(new Key(ref.paper(), ref.day(), site));
    return entry != null && entry.changed() == ref.changed() ? entry.json() : null;
  }

  void put(HubTable.Ref ref, String site, byte[] json) {
    entries.put(new Key(ref.paper(), ref.day(), site), new Entry(ref.changed(), json));
  }
}
