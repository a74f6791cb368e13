package offprint.server.search;

import java.util.ArrayList;
import java.util.List;
import offprint.server.search.Search.Hit;
import offprint.server.web.BoundedCache;
import org.jspecify.annotations.Nullable;

/** Similar papers of the papers asked for last, as long as the index is the same. */
final class NeighbourCache {
  private static final int KEPT = 500_000; // hits, in 16 bytes each

  private @Nullable Object state;
  private final BoundedCache<Long, Row> kept = new BoundedCache<>(KEPT, row -> row.papers.length);

  private record Row(long[] papers, double[] scores) {
    static Row of(List<Hit> hits) {
      return new Row(
          hits.stream().mapToLong(Hit::paper).toArray(),
          hits.stream().mapToDouble(Hit::score).toArray());
    }

    List<Hit> hits() {
      List<Hit> hits = new ArrayList<>(papers.length);
      for (int i = 0; i < papers.length; i++) {
        hits.add(new Hit(papers[i], scores[i]));
      }
      return hits;
    }
  }

  /**
   * @param now what stands for the index as it is
   */
  synchronized @Nullable List<Hit> get(Object now, long paper) {
    Row row = now.equals(state) ? kept.get(paper) : null;
    return row == null ? null : row.hits();
  }

  synchronized void put(Object now, long paper, List<Hit> hits) {
    if (!now.equals(state)) {
      kept.clear();
      state = now;
    }
    kept.put(paper, Row.of(hits));
  }
}
