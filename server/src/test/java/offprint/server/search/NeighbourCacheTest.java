package offprint.server.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import offprint.server.search.NeighbourCache.Moment;
import offprint.server.search.Search.Hit;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;

class NeighbourCacheTest {
  private static final int PAPERS = 1_000;
  private static final List<Hit> FOUND = List.of(new Hit(7, 0.9), new Hit(3, 0.4));

  private final NeighbourCache cache = new NeighbourCache();

  private static Moment moment(String digest, long changes, Duration after) {
    return new Moment(new BytesRef(digest), changes, PAPERS, after.toNanos());
  }

  @Test
  void holdsForYearsWhileNothingChanges() {
    cache.put(1, 10, moment("a", 5, Duration.ZERO), FOUND);
    assertThat(cache.get(1, 10, moment("a", 5, Duration.ofDays(700)))).isEqualTo(FOUND);
    assertThat(cache.get(2, 10, moment("a", 5, Duration.ZERO))).isNull();
  }

  @Test
  void doesNotHoldOnceThePaperIsAnother() {
    cache.put(1, 10, moment("a", 5, Duration.ZERO), FOUND);
    assertThat(cache.get(1, 10, moment("b", 5, Duration.ZERO))).isNull();
  }

  @Test
  void holdsForTenMinutesWhileAHundredthOfThePapersChanges() {
    cache.put(1, 10, moment("a", 5, Duration.ZERO), FOUND);
    assertThat(cache.get(1, 10, moment("a", 15, Duration.ofMinutes(9)))).isEqualTo(FOUND);
    assertThat(cache.get(1, 10, moment("a", 16, Duration.ofMinutes(9)))).isNull();
    assertThat(cache.get(1, 10, moment("a", 6, Duration.ofMinutes(10)))).isNull();
  }

  @Test
  void fewAreNotGivenWhereManyAreWanted() {
    cache.put(1, 10, moment("a", 5, Duration.ZERO), FOUND);
    assertThat(cache.get(1, 100, moment("a", 5, Duration.ZERO))).isNull();
    cache.put(1, 100, moment("a", 5, Duration.ZERO), FOUND);
    assertThat(cache.get(1, 10, moment("a", 5, Duration.ZERO))).isEqualTo(FOUND);
  }
}
