package offprint.server.hub;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import offprint.engine.Json;
import offprint.server.web.Gzip;

/**
 * Lists as JSON, put together from cached entries. Compressed lists are cached, too, until an entry
 * changes.
 */
final class ListBodies {
  private static final int BYTES = 16 << 20;

  private final HubTable table;
  private final Gzip gzip;
  private final EntryCache entries = new EntryCache();
  private final Cache<Key, byte[]> zipped =
      Caffeine.newBuilder()
          .maximumWeight(BYTES)
          .weigher((Key _, byte[] body) -> body.length)
          .build();

  private record Key(String site, List<HubTable.Ref> refs) {}

  ListBodies(HubTable table, Gzip gzip) {
    this.table = table;
    this.gzip = gzip;
  }

  /** A list in UTF-8. */
  byte[] plain(List<HubTable.Ref> refs, String site) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(found(refs, site), out);
    return out.toByteArray();
  }

  /** The same, compressed (RFC 1952). */
  byte[] zipped(List<HubTable.Ref> refs, String site) {
    Key key = new Key(site, refs);
    byte[] known = zipped.getIfPresent(key);
    if (known != null) {
      return known;
    }
    List<byte[]> found = found(refs, site);
    try (Gzip.Output out = gzip.output()) {
      write(found, out);
      byte[] body = out.end();
      if (found.size() == refs.size()) {
        zipped.put(key, body);
      }
      return body;
    }
  }

  private static void write(List<byte[]> entries, OutputStream out) {
    try {
      out.write('[');
      for (int i = 0; i < entries.size(); i++) {
        if (i > 0) {
          out.write(',');
        }
        out.write(entries.get(i));
      }
      out.write(']');
    } catch (IOException e) {
      throw new UncheckedIOException(e); // both kinds of output are in memory
    }
  }

  /** The entries, without those deleted meanwhile. */
  private List<byte[]> found(List<HubTable.Ref> refs, String site) {
    Map<String, byte[]> byName = new HashMap<>();
    List<HubTable.Ref> missing = new ArrayList<>();
    for (HubTable.Ref ref : refs) {
      byte[] known = entries.get(ref, site);
      if (known == null) {
        missing.add(ref);
      } else {
        byName.put(name(ref), known);
      }
    }
    byName.putAll(made(missing, site));
    return refs.stream().map(ref -> byName.get(name(ref))).filter(Objects::nonNull).toList();
  }

  private Map<String, byte[]> made(List<HubTable.Ref> refs, String site) {
    Map<String, byte[]> made = new HashMap<>();
    for (HubTable.Row row : table.rows(refs)) {
      made.put(
          row.paper() + " " + row.day(),
          Json.MAPPER.writeValueAsBytes(new EntryJson(row).entry(site)));
    }
    for (HubTable.Ref ref : refs) {
      byte[] json = made.get(name(ref));
      if (json != null) {
        entries.put(ref, site, json);
      }
    }
    return made;
  }

  private static String name(HubTable.Ref ref) {
    return ref.paper() + " " + ref.day();
  }
}
