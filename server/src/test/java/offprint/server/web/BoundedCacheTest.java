package offprint.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundedCacheTest {
  private final BoundedCache<String, String> cache = new BoundedCache<>(100, String::length);

  private static String text(int length) {
    return "x".repeat(length);
  }

  private void fill() {
    IntStream.range(0, 10).forEach(i -> cache.put("k" + i, text(10)));
  }

  private long kept(String prefix, int names) {
    return IntStream.range(0, names).filter(i -> cache.get(prefix + i) != null).count();
  }

  @Test
  void whatFitsIsKept() {
    fill();
    assertThat(kept("k", 10)).isEqualTo(10);
  }

  @Test
  void onceFullOneOfSixteenNewcomersTakesThePlaceOfTheLeastAskedFor() {
    fill();
    assertThat(cache.get("k0")).isNotNull();
    for (int i = 0; i < BoundedCache.NEWCOMERS; i++) {
      cache.put("new" + i, text(10));
    }
    assertThat(kept("new", BoundedCache.NEWCOMERS)).isEqualTo(1);
    assertThat(cache.get("k0")).isNotNull();
    assertThat(cache.get("k1")).isNull();
  }

  @Test
  void whatIsKnownIsReplacedAtOnceAndStaysWithinTheCapacity() {
    fill();
    cache.put("k9", text(12));
    assertThat(cache.get("k9")).hasSize(12);
    assertThat(kept("k", 10)).isEqualTo(9);
    cache.put("k9", text(2));
    cache.put("more", text(8));
    assertThat(cache.get("more")).isNotNull();
  }

  @Test
  void whatIsTooLargeIsNotKept() {
    cache.put("large", text(13));
    assertThat(cache.get("large")).isNull();
  }

  @Test
  void whatHasGrownTooLargeTakesTheOldValueWithIt() {
    cache.put("k", text(1));
    cache.put("k", text(13));
    assertThat(cache.get("k")).isNull();
  }

  @Test
  void clearedItIsEmptyAndHasRoom() {
    fill();
    cache.clear();
    assertThat(kept("k", 10)).isZero();
    fill();
    assertThat(kept("k", 10)).isEqualTo(10);
  }
}
