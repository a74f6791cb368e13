package offprint.server.hub;

import offprint.server.web.BoundedCache;
import org.jspecify.annotations.Nullable;

/** Entries as they were last written, valid until their paper changes; the least used go first. */
final class EntryCache {
  private static final int BYTES = 16 << 20;

  private final BoundedCache<Key, Entry> entries =
      new BoundedCache<>(BYTES, entry -> entry.json().length);

  private record Key(long paper, String day, String site) {}

  private record Entry(long changed, byte[] json) {}

  byte @Nullable [] get(HubTable.Ref ref, String site) {
    Entry entry = entries.get(new Key(ref.paper(), ref.day(), site));
    return entry != null && entry.changed() == ref.changed() ? entry.json() : null;
  }

  void put(HubTable.Ref ref, String site, byte[] json) {
    entries.put(new Key(ref.paper(), ref.day(), site), new Entry(ref.changed(), json));
  }
}
