package offprint.server.hub;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entries as they were last written, valid until their paper changes; the least used go first. */
final class EntryCache {
  private static final int BYTES = 32 << 20;

  private final Map<Key, Entry> entries = new LinkedHashMap<>(256, 0.75f, true);
  private int held;

  private record Key(long paper, String day, String site) {}

  private record Entry(long changed, byte[] json) {}

  synchronized byte @Nullable [] get(HubTable.Ref ref, String site) {
    Entry entry = entries.get(new Key(ref.paper(), ref.day(), site));
    return entry != null && entry.changed() == ref.changed() ? entry.json() : null;
  }

  synchronized void put(HubTable.Ref ref, String site, byte[] json) {
    Entry before =
        entries.put(new Key(ref.paper(), ref.day(), site), new Entry(ref.changed(), json));
    held += json.length - (before == null ? 0 : before.json().length);
    var eldest = entries.entrySet().iterator();
    while (held > BYTES && eldest.hasNext()) {
      held -= eldest.next().getValue().json().length;
      eldest.remove();
    }
  }
}
