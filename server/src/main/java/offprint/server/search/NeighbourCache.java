package offprint.server.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import offprint.server.search.Search.Hit;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Caches similar papers. An entry is valid until the indexed paper changes or a hundredth of all
 * papers do; after any other change for at most ten minutes.
 */
final class NeighbourCache {
  private static final int KEPT = 500_000; // hits, in 16 bytes each
  private static final int PART = 100;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Cache<Long, Row> kept =
      Caffeine.newBuilder()
          .maximumWeight(KEPT)
          .weigher((Long _, Row row) -> row.papers.length)
          .build();

  /**
   * State of the index at a request.
   *
   * @param digest of the indexed paper
   * @param changes of the index since the start, in papers
   * @param papers in the index
   * @param nanos on the process's clock
   */
  record Moment(BytesRef digest, long changes, int papers, long nanos) {
    private boolean holdsAt(Moment later) {
      long since = later.changes - changes;
      return digest.equals(later.digest)
          && (since == 0
              || (since * PART <= later.papers && later.nanos - nanos < LONGEST.toNanos()));
    }
  }

  private record Row(Moment made, int limit, long[] papers, double[] scores) {
    static Row of(Moment made, int limit, List<Hit> hits) {
      return new Row(
          made,
          limit,
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
   * @param limit number wanted, unless there are fewer
   */
  @Nullable List<Hit> get(long paper, int limit, Moment now) {
    Row row = kept.getIfPresent(paper);
    return row != null && row.limit >= limit && row.made.holdsAt(now) ? row.hits() : null;
  }

  /**
   * @param limit number that was sought
   */
  void put(long paper, int limit, Moment now, List<Hit> hits) {
    kept.put(paper, Row.of(now, limit, hits));
  }
}
