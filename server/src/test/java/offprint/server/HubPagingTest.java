package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import offprint.engine.Json;
import offprint.server.hub.HubLimit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Following {@code rel="next"} to the end, and asking too often. */
@Tag("sql")
class HubPagingTest {
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");
  @TempDir Path folder;

  /** Papers on three days, {@code perDay} each, of few different numbers of upvotes. */
  private static ObjectNode[] papers(int perDay) {
    return IntStream.range(0, 3 * perDay)
        .mapToObj(i -> paper("2025-12-%02d".formatted(22 + i / perDay), i % perDay + 1, i))
        .toArray(ObjectNode[]::new);
  }

  private static ObjectNode paper(String day, int rank, int number) {
    ObjectNode line =
        Archive.line(day, rank, "2512.%05d".formatted(number), "Paper " + number)
            .put("upvotes", number % 4);
    line.putObject("submittedBy").put("name", "a & b");
    return line;
  }

  private static String next(HttpResponse<String> answer) {
    Matcher next = NEXT.matcher(answer.headers().firstValue("Link").orElse(""));
    return next.matches() ? next.group(1) : "";
  }

  private static List<String> ids(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    for (JsonNode entry : Json.MAPPER.readTree(answer.body())) {
      ids.add(entry.at("/paper/id").asString());
    }
    return ids;
  }

  private static HttpResponse<String> follow(TestSite site, String address) {
    return site.send(HttpRequest.newBuilder(URI.create(address)));
  }

  /** All that the links from page to page lead to. */
  private static List<String> all(TestSite site, String path) {
    List<String> ids = new ArrayList<>();
    for (String address = site.uri(path).toString(); !address.isEmpty(); ) {
      HttpResponse<String> answer = follow(site, address);
      ids.addAll(ids(answer));
      address = next(answer);
    }
    return ids;
  }

  @Test
  void theLinksLeadToEachPaperOnce() throws Exception {
    Archive.add(folder, papers(10));
    try (TestSite site = TestSite.start(folder)) {
      for (String path :
          List.of(
              "/api/daily_papers?limit=7",
              "/api/papers?limit=7",
              "/api/daily_papers?limit=7&sort=trending",
              "/api/daily_papers?limit=7&week=2025-W52",
              "/api/daily_papers?limit=7&month=2025-12&sort=trending",
              "/api/daily_papers?limit=7&submitter=a%20%26%20b",
              "/api/daily_papers?limit=7&submitter=a%20%26%20b&sort=trending")) {
        List<String> whole = ids(site.get(path.replace("limit=7", "limit=500")));
        assertThat(whole).as(path).hasSize(30).doesNotHaveDuplicates();
        assertThat(all(site, path)).as(path).isEqualTo(whole);
        assertThat(next(site.get(path.replace("limit=7", "limit=30")))).as(path).isEmpty();
      }
    }
  }

  @Test
  void papersThatComeAndChangePlacesMakeNothingComeTwiceOrBeLeftOut() throws Exception {
    Archive.add(folder, papers(10));
    try (TestSite site = TestSite.start(folder)) {
      HttpResponse<String> first = site.get("/api/daily_papers?limit=4");
      List<String> seen = new ArrayList<>(ids(first));
      ObjectNode[] turned =
          IntStream.range(0, 10)
              .mapToObj(i -> paper("2025-12-24", 11 - i, 20 + i))
              .toArray(ObjectNode[]::new);
      Archive.add(folder, turned);
      Archive.add(folder, paper("2025-12-25", 1, 100), paper("2025-12-24", 1, 101));
      seen.addAll(all(site, next(first).replaceFirst("^https?://[^/]+", "")));
      assertThat(seen).doesNotHaveDuplicates().hasSize(31).contains("2512.00101");
    }
  }

  @Test
  void aDayOfMorePapersThanAnAddressHoldsIsFollowedToItsEnd() throws Exception {
    Archive.add(folder, papers(4_000));
    try (TestSite site = TestSite.start(folder)) {
      List<String> all = all(site, "/api/daily_papers?limit=500");
      assertThat(all).hasSize(12_000).doesNotHaveDuplicates();
    }
  }

  @Test
  void whoAsksTooOftenIsToldWhenToComeBack() {
    try (TestSite site = TestSite.start(folder, config -> config.with(new HubLimit(3, 3_600)))) {
      for (String path :
          List.of("/api/daily_papers", "/api/papers/search?q=a", "/papers/mec-b.md")) {
        HttpResponse<String> answer = site.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.headers().firstValue("RateLimit").orElseThrow())
            .matches("\"api\";r=[0-2];t=[0-9]+");
        assertThat(answer.headers().firstValue("RateLimit-Policy"))
            .hasValue("\"fixed window\";\"api\";q=3;w=3600");
      }
      for (String path : List.of("/api/papers", "/api/papers/mec-b", "/api/arxiv/mec-b/repos")) {
        HttpResponse<String> answer = site.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(429);
        long seconds = answer.headers().firstValueAsLong("Retry-After").orElseThrow();
        assertThat(seconds).isBetween(1L, 3_600L);
        assertThat(answer.headers().firstValue("RateLimit")).hasValue("\"api\";r=0;t=" + seconds);
        assertThat(answer.headers().firstValue("X-Error-Message"))
            .hasValue(Json.MAPPER.readTree(answer.body()).path("error").asString())
            .hasValueSatisfying(m -> assertThat(m).startsWith("at most 3 requests"));
      }
      assertThat(site.get("/papers/mec-b").statusCode()).isEqualTo(200);
      assertThat(site.get("/api/v1/papers").statusCode()).isEqualTo(200);
    }
  }
}
