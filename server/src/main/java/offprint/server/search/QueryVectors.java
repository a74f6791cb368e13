package offprint.server.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import offprint.server.vector.Vectors;
import org.jspecify.annotations.Nullable;

/** Vectors of recent questions: embedding one takes longer than searching. */
final class QueryVectors {
  private final Vectors vectors;
  private final Cache<String, float[]> recent = Caffeine.newBuilder().maximumSize(500).build();

  QueryVectors(Vectors vectors) {
    this.vectors = vectors;
  }

  /** Null for no text and where there are no vectors. [dimension] */
  float @Nullable [] of(String text) {
    if (text.isEmpty() || !vectors.isOn()) {
      return null;
    }
    float[] known = recent.getIfPresent(text);
    if (known == null) {
      known = vectors.question(text).orElse(null);
      if (known != null) {
        recent.put(text, known);
      }
    }
    return known;
  }
}
