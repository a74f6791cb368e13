package offprint.server.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Rendered lists, the most recently asked for, as many as fit, the last of each address. */
final class ListCache {
  private static final int LARGEST = 2 << 20;
  private static final int LEVEL = 2;

  private final int capacity;
  private final Map<String, Body> bodies = new LinkedHashMap<>(64, 0.75f, true);
  private int size;

  /**
   * @param capacity bytes of all bodies together
   */
  ListCache(int capacity) {
    this.capacity = capacity;
  }

  /** An answer; its compressed form is made when first asked for. */
  static final class Body {
    private final String version;
    private final Instant made;
    private final String type;
    private final byte[] plain;
    private byte @Nullable [] zipped;

    /**
     * @param version of the lists when it was made
     */
    Body(String version, Instant made, String type, byte[] plain) {
      this.version = version;
      this.made = made;
      this.type = type;
      this.plain = plain;
    }

    String version() {
      return version;
    }

    String type() {
      return type;
    }

    byte[] plain() {
      return plain;
    }

    synchronized byte[] zipped() {
      byte[] zip = zipped;
      if (zip == null) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 4);
        try (DeflaterOutputStream gzip = new Gzip(out)) {
          gzip.write(plain);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        zip = out.toByteArray();
        zipped = zip;
      }
      return zip;
    }

    /** Fast rather than small: a third of the default's time for a tenth more bytes. */
    private static final class Gzip extends GZIPOutputStream {
      Gzip(OutputStream out) throws IOException {
        super(out);
        def.setLevel(LEVEL);
      }
    }

    /** With room for the compressed form. */
    private int size() {
      return plain.length + plain.length / 3;
    }
  }

  /** The answer as it is now, null if none is known. */
  @Nullable Body get(String version, String address) {
    Body known = last(address);
    return known != null && known.version.equals(version) ? known : null;
  }

  /** The last answer if it was made not longer ago than {@code age}, else null. */
  @Nullable Body recent(String address, Instant now, Duration age) {
    Body known = last(address);
    return known != null && known.made.isAfter(now.minus(age)) ? known : null;
  }

  private synchronized @Nullable Body last(String address) {
    return bodies.get(address);
  }

  synchronized void put(String address, Body body) {
    if (body.size() > LARGEST) {
      return;
    }
    Body replaced = bodies.put(address, body);
    size += body.size() - (replaced == null ? 0 : replaced.size());
    Iterator<Body> eldest = bodies.values().iterator();
    while (size > capacity) {
      size -= eldest.next().size();
      eldest.remove();
    }
  }
}
