package offprint.server.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.server.search.Search.Hit;
import org.jspecify.annotations.Nullable;

/** Similar papers of the papers asked for last, as long as the index is the same. */
final class NeighbourCache {
  private static final int KEPT = 1_000;

  private @Nullable Object state;
  private final Map<Long, List<Hit>> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<Hit>> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * @param now what stands for the index as it is
   */
  synchronized @Nullable List<Hit> get(Object now, long paper) {
    return now.equals(state) ? kept.get(paper) : null;
  }

  synchronized void put(Object now, long paper, List<Hit> hits) {
    if (!now.equals(state)) {
      kept.clear();
      state = now;
    }
    kept.put(paper, hits);
  }
}
