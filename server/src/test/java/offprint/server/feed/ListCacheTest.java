package offprint.server.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import offprint.server.feed.ListCache.Body;
import org.junit.jupiter.api.Test;

class ListCacheTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private final ListCache cache = new ListCache(4_000);

  private static Body body(String version, int bytes) {
    return new Body(version, NOON, "text/html", new byte[bytes]);
  }

  @Test
  void aListOfAnotherVersionIsGivenOnlyToWhoeverTakesAnOldOne() {
    Body first = body("1", 100);
    cache.put("/", first);
    assertThat(cache.get("1", "/")).isSameAs(first);
    assertThat(cache.get("2", "/")).isNull();
    Duration age = Duration.ofSeconds(5);
    assertThat(cache.recent("/", NOON.plusSeconds(4), age)).isSameAs(first);
    assertThat(cache.recent("/", NOON.plusSeconds(5), age)).isNull();
    assertThat(cache.recent("/other", NOON, age)).isNull();
    cache.put("/", body("2", 100));
    assertThat(cache.get("1", "/")).isNull();
    assertThat(cache.get("2", "/")).isNotNull();
  }

  @Test
  void theLeastRecentlyAskedForGoesFirst() {
    cache.put("a", body("1", 1_000));
    cache.put("b", body("1", 1_000));
    cache.put("c", body("1", 900));
    assertThat(cache.get("1", "a")).isNotNull();
    cache.put("d", body("1", 300));
    assertThat(cache.get("1", "b")).isNull();
    assertThat(cache.get("1", "a")).isNotNull();
    cache.put("huge", body("1", 3 << 20));
    assertThat(cache.get("1", "huge")).isNull();
    assertThat(cache.get("1", "d")).isNotNull();
  }

  @Test
  void theCompressedFormIsTheSame() throws IOException {
    Body body =
        new Body(
            "1",
            NOON,
            "text/html",
            "papers ".repeat(50).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(new GZIPInputStream(new ByteArrayInputStream(body.zipped())).readAllBytes())
        .isEqualTo(body.plain());
  }
}
