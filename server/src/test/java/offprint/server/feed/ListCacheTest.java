package offprint.server.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import offprint.server.feed.ListCache.Body;
import offprint.server.web.Gzip;
import org.junit.jupiter.api.Test;

class ListCacheTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private final ListCache cache = new ListCache(4_000);

  private static Body body(String version, byte[] zipped) {
    return new Body(version, NOON, "text/html", zipped, 1);
  }

  @Test
  void aListOfAnotherVersionIsGivenOnlyToWhoeverTakesAnOldOne() {
    Body first = body("1", new byte[100]);
    cache.put("/", first);
    assertThat(cache.get("1", "/")).isSameAs(first);
    assertThat(cache.get("2", "/")).isNull();
    Duration age = Duration.ofSeconds(5);
    assertThat(cache.recent("/", NOON.plusSeconds(4), age)).isSameAs(first);
    assertThat(cache.recent("/", NOON.plusSeconds(5), age)).isNull();
    assertThat(cache.recent("/other", NOON, age)).isNull();
    cache.put("/", body("2", new byte[100]));
    assertThat(cache.get("1", "/")).isNull();
    assertThat(cache.get("2", "/")).isNotNull();
  }

  @Test
  void whoeverTakesNothingCompressedGetsWhatWasWritten() throws IOException {
    byte[] plain = "papers ".repeat(50).getBytes(UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    body("1", new Gzip().of(plain)).writePlain(out);
    assertThat(out.toByteArray()).isEqualTo(plain);
  }
}
