package offprint.server.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Rendered lists, the latest of each address, as many as fit. */
final class ListCache {
  private final Cache<String, Body> bodies;

  /**
   * @param capacity bytes of all bodies together
   */
  ListCache(int capacity) {
    this.bodies =
        Caffeine.newBuilder()
            .maximumWeight(capacity)
            .weigher((String _, Body body) -> body.zipped().length)
            .build();
  }

  /**
   * A rendered list.
   *
   * @param version of the lists when it was made
   * @param type its media type
   * @param zipped compressed
   * @param size of what is compressed, in bytes
   */
  record Body(String version, Instant made, String type, byte[] zipped, int size) {

    /** Writes the uncompressed body. */
    void writePlain(OutputStream out) throws IOException {
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
        in.transferTo(out);
      }
    }
  }

  /** The cached body of the current version, else null. */
  @Nullable Body get(String version, String address) {
    Body known = bodies.getIfPresent(address);
    return known != null && known.version().equals(version) ? known : null;
  }

  /** The cached body if it is not older than {@code age}, else null. */
  @Nullable Body recent(String address, Instant now, Duration age) {
    Body known = bodies.getIfPresent(address);
    return known != null && known.made().isAfter(now.minus(age)) ? known : null;
  }

  void put(String address, Body body) {
    bodies.put(address, body);
  }
}
