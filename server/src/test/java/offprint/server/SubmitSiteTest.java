package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import offprint.engine.Json;
import offprint.server.ingest.IngestConfig;
import offprint.server.ingest.IngestSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Submitting papers by page and REST, and sources that the server reads by itself. */
@Tag("sql")
class SubmitSiteTest {
  private static final String PAPER =
      """
      <feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/%sv1</id>
      <title>Walks &amp; &lt;b&gt;bridges</title><summary>All of it.</summary>
      <published>2025-12-22T17:30:00Z</published><updated>2025-12-22T17:30:00Z</updated>
      <author><name>Ada Example</name></author></entry></feed>
      """;

  @TempDir static Path folder;
  private static ReplayServer arxiv;
  private static TestSite site;

  @BeforeAll
  static void start() {
    arxiv =
        new ReplayServer(
            exchange -> {
              String id = exchange.getRequestURI().getQuery().replaceAll("id_list=|&.*", "");
              boolean broken = id.equals("2512.00500");
              String feed =
                  id.equals("2512.00404") ? PAPER.replaceAll("(?s)<entry>.*</entry>", "") : PAPER;
              String body = feed.replace("%s", id);
              ReplayServer.text(broken ? 403 : 200, "application/atom+xml", body).to(exchange);
            });
    Duration shortly = Duration.ofMillis(5);
    site =
        TestSite.start(
            folder.resolve("home"),
            config ->
                config.with(
                    IngestConfig.DEFAULT
                        .withArxiv(arxiv.uri("/api/query"))
                        .withTimes(
                            shortly, Duration.ofSeconds(10), shortly, Duration.ofMinutes(1))));
  }

  @AfterAll
  static void stop() {
    site.close();
    arxiv.close();
  }

  private static HttpResponse<String> submit(String id) {
    return site.post("/api/v1/papers", Json.MAPPER.createObjectNode().put("id", id).toString());
  }

  @Test
  void aSubmittedPaperIsOnTodaysListAndHasAPage() {
    HttpResponse<String> answer = submit("https://arxiv.org/abs/2512.00001v2");
    assertThat(answer.statusCode()).isEqualTo(201);
    JsonNode receipt = Json.MAPPER.readTree(answer.body());
    assertThat(receipt.path("id").asString()).isEqualTo("2512.00001");
    assertThat(receipt.path("known").asBoolean(true)).isFalse();
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    assertThat(LocalDate.parse(receipt.path("date").asString()))
        .isBetween(today.minusDays(1), today);
    assertThat(site.get(receipt.path("url").asString()).body())
        .contains("Walks &amp; &lt;b&gt;bridges")
        .doesNotContain("<b>bridges");
    assertThat(submit("2512.00001").statusCode()).isEqualTo(200);
    assertThat(site.get("/api/daily_papers").body()).contains("\"id\":\"2512.00001\"");
  }

  @Test
  void whatCannotBeSubmittedIsSaid() {
    refused("http://localhost/latest/meta-data", 422, "id must be an arXiv id like 2405.14616");
    refused("", 422, "got nothing");
    refused("2512.00404", 404, "arXiv has no paper '2512.00404'");
    refused("2512.00500", 503, "arXiv refuses the request (status 403); nothing was stored");
    for (String body : List.of("", "{", "[]", "{\"id\":[1]}", "{\"id\":null}", "null")) {
      assertThat(site.post("/api/v1/papers", body).statusCode()).as(body).isBetween(400, 422);
    }
  }

  private static void refused(String id, int status, String message) {
    HttpResponse<String> answer = submit(id);
    assertThat(answer.statusCode()).as(id).isEqualTo(status);
    assertThat(Json.MAPPER.readTree(answer.body()).path("detail").asString()).contains(message);
    HttpResponse<String> page = site.postForm("/submit", "id=" + id);
    assertThat(page.statusCode()).as(id).isEqualTo(status);
    assertThat(page.body()).contains("role=\"alert\"", "value=\"" + id + "\"");
  }

  @Test
  void theFormWorksWithoutScripts() {
    assertThat(site.get("/submit?id=2512.00002").body()).contains("value=\"2512.00002\"");
    assertThat(site.postForm("/submit", "id=2512.00002").body())
        .contains("Added: <a href=\"/papers/2512.00002\">");
    assertThat(site.postForm("/submit", "id=2512.00002").body()).contains("is here already");
    HttpResponse<String> foreign =
        site.send(
            site.request("/submit")
                .header("Origin", "https://evil.example")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("id=2512.00003")));
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(site.get("/api/papers/2512.00003").statusCode()).isEqualTo(404);
  }

  @Test
  void aServerReadsItsSourcesByItself() {
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    String entry =
        """
        [{"paper":{"id":"2512.00009","title":"Mirrored","authors":[],"publishedAt":"2025-12-20T00:00:00Z"}}]\
        """;
    try (ReplayServer hub =
            new ReplayServer(
                exchange -> {
                  boolean day = exchange.getRequestURI().getQuery().contains("date=" + today);
                  ReplayServer.text(200, "application/json", day ? entry : "[]").to(exchange);
                });
        TestSite mirror =
            TestSite.start(
                folder.resolve("mirror"),
                config ->
                    config.with(
                        config
                            .ingest()
                            .withDaily(List.of(new IngestSource.Daily(hub.uri("/"))))))) {
      for (int i = 0; mirror.get("/api/papers/2512.00009").statusCode() != 200; i++) {
        assertThat(i).as("tenths of a second that the first reading takes").isLessThan(1_800);
        TestSite.pause(100);
      }
      assertThat(hub.asked()).hasSizeGreaterThanOrEqualTo(7);
      JsonNode source = mirror.json("/api/v1/ingests").path(0);
      assertThat(source.path("source").asString()).startsWith("daily:http://localhost:");
      assertThat(source.path("added").asInt()).isEqualTo(1);
      assertThat(source.path("tried").asString()).endsWith("Z");
      assertThat(source.path("failure").asString()).isEmpty();
      assertThat(mirror.get("/submit").body()).contains("went well", "daily:http://localhost:");
    }
  }
}
