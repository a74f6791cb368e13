package offprint.server.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Rendered lists, the most recently asked for, as many as fit; none older than the last change. */
final class ListCache {
  private static final int LARGEST = 2 << 20;
  private static final int LEVEL = 2;

  private final int capacity;
  private final Map<String, Body> bodies = new LinkedHashMap<>(64, 0.75f, true);
  private String version = "";
  private int size;

  /**
   * @param capacity bytes of all bodies together
   */
  ListCache(int capacity) {
    this.capacity = capacity;
  }

  /** An answer; its compressed form is made when first asked for. */
  static final class Body {
    private final String type;
    private final byte[] plain;
    private byte @Nullable [] zipped;

    Body(String type, byte[] plain) {
      this.type = type;
      this.plain = plain;
    }

    String type() {
      return type;
    }

    byte[] plain() {
      return plain;
    }

    synchronized byte[] zipped() {
      byte[] made = zipped;
      if (made == null) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 4);
        try (DeflaterOutputStream zip = new Gzip(out)) {
          zip.write(plain);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        made = out.toByteArray();
        zipped = made;
      }
      return made;
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

  synchronized @Nullable Body get(String version, String address) {
    return this.version.equals(version) ? bodies.get(address) : null;
  }

  synchronized void put(String version, String address, Body body) {
    if (!this.version.equals(version)) {
      bodies.clear();
      size = 0;
      this.version = version;
    }
    if (body.size() > LARGEST) {
      return;
    }
    Body replaced = bodies.put(address, body);
    size += body.size() - (replaced == null ? 0 : replaced.size());
    while (size > capacity) {
      String eldest = bodies.keySet().iterator().next();
      Body removed = bodies.remove(eldest);
      size -= removed == null ? 0 : removed.size();
    }
  }
}
