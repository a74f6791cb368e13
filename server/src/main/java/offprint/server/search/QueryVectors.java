package offprint.server.search;

import java.util.LinkedHashMap;
import java.util.Map;
import offprint.server.vector.Vectors;
import org.jspecify.annotations.Nullable;

/** Vectors of questions, the last ones kept: making one takes longer than searching. */
final class QueryVectors {
  private static final int KEPT = 500;

  private final Vectors vectors;
  private final Map<String, float[]> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
          return size() > KEPT;
        }
      };

  QueryVectors(Vectors vectors) {
    this.vectors = vectors;
  }

  /** Null for no text and where there are no vectors. [dimension] */
  float @Nullable [] of(String text) {
    if (text.isEmpty() || !vectors.isOn()) {
      return null;
    }
    synchronized (kept) {
      float[] known = kept.get(text);
      if (known != null) {
        return known;
      }
    }
    float[] made = vectors.question(text).orElse(null);
    if (made != null) {
      synchronized (kept) {
        kept.put(text, made);
      }
    }
    return made;
  }
}
