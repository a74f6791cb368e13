package offprint.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import offprint.engine.Json;
import offprint.server.ReplayServer;
import offprint.server.ReplayServer.Answer;
import offprint.server.TestDatabase;
import offprint.server.home.Home;
import offprint.server.paper.Papers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Papers of arXiv categories, and days of a server that speaks the Daily Papers API. */
@Tag("sql")
class SourcesTest {
  private static final Duration SHORT = Duration.ofMillis(5);
  private static final LocalDate DAY = LocalDate.of(2025, 12, 22);
  private static final IngestSource.Arxiv PROBABILITY = new IngestSource.Arxiv(List.of("math.PR"));
  private static final String JSON = "application/json; charset=utf-8";

  @TempDir Path folder;
  private Home home;
  private Papers papers;
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void open() {
    home = TestDatabase.open(folder);
    papers = new Papers(home);
  }

  @AfterEach
  void close() {
    home.close();
  }

  private Ingest ingest(ReplayServer arxiv) {
    return new Ingest(
        home,
        papers,
        IngestConfig.DEFAULT
            .withArxiv(arxiv.uri("/api/query"))
            .withTimes(SHORT, Duration.ofSeconds(5), SHORT, Duration.ofSeconds(20)));
  }

  private List<JsonNode> export() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    papers.exportLines(out);
    return out.toString(StandardCharsets.UTF_8).lines().map(Json.MAPPER::readTree).toList();
  }

  private static String query(ReplayServer.Asked asked) {
    return asked.address().getQuery().replace('+', ' ');
  }

  private Ingest.Ingested mirror(ReplayServer server) throws Exception {
    try (Ingest ingest = ingest(server)) {
      return ingest.daily(new IngestSource.Daily(server.uri("/")), DAY, DAY, told::add);
    }
  }

  private static Answer json(String body, String... headers) {
    return ReplayServer.text(200, JSON, body, headers);
  }

  @Test
  void aCategoryIsReadToItsLastPage() throws Exception {
    try (ReplayServer arxiv =
            new ReplayServer(
                Samples.atom(Samples.feed(230, 0, Samples.entries(0, 100, "2025-12-22"))),
                Samples.atom(Samples.feed(230, 100, Samples.entries(100, 60, "2025-12-23"))),
                Samples.atom(Samples.feed(230, 160, Samples.entries(160, 70, "2025-12-24"))));
        Ingest ingest = ingest(arxiv)) {
      Ingest.Ingested done = ingest.arxiv(PROBABILITY, 3, told::add);
      assertThat(done).isEqualTo(new Ingest.Ingested(230, 230, 0));
      assertThat(
              arxiv.asked().stream().map(SourcesTest::query).map(q -> q.replaceAll(".*start=", "")))
          .containsExactly(
              "0&max_results=100&sortBy=submittedDate&sortOrder=ascending",
              "100&max_results=100&sortBy=submittedDate&sortOrder=ascending",
              "160&max_results=100&sortBy=submittedDate&sortOrder=ascending");
      assertThat(query(arxiv.asked().getFirst()))
          .matches("search_query=cat:math.PR AND submittedDate:\\[[0-9]{8}0000 TO [0-9]{8}2359].*");
      List<JsonNode> lines = export();
      assertThat(lines).hasSize(230);
      assertThat(lines.get(100).path("date").asString()).isEqualTo("2025-12-23");
      assertThat(lines.get(100).path("rank").asInt()).isEqualTo(1);
      assertThat(told).hasSize(3).last().asString().startsWith("math.PR: 230 of 230 papers since");
    }
  }

  @Test
  void aSecondReadingOfACategoryChangesNothing() throws Exception {
    Answer all = Samples.atom(Samples.feed(30, 0, Samples.entries(0, 30, "2025-12-22")));
    try (ReplayServer arxiv = new ReplayServer(all);
        Ingest ingest = ingest(arxiv)) {
      ingest.arxiv(PROBABILITY, null, told::add);
      List<JsonNode> before = export();
      assertThat(ingest.arxiv(PROBABILITY, null, told::add))
          .isEqualTo(new Ingest.Ingested(30, 0, 0));
      assertThat(export()).isEqualTo(before);
      assertThat(query(arxiv.asked().getLast())).contains("submittedDate:[202512200000 TO ");
    }
  }

  @Test
  void arxivKeepsWhatAMirrorKnowsOfAuthorsAndLists() throws Exception {
    try (ReplayServer mirror = new ReplayServer(json(Samples.day("2025-12-22", 0, 3)))) {
      mirror(mirror);
    }
    try (ReplayServer arxiv =
            new ReplayServer(
                Samples.atom(Samples.feed(3, 0, Samples.entries(0, 3, "2025-12-20"))));
        Ingest ingest = ingest(arxiv)) {
      ingest.arxiv(PROBABILITY, null, told::add);
    }
    List<JsonNode> lines = export();
    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst().path("date").asString()).isEqualTo("2025-12-22");
    assertThat(lines.getFirst().at("/authors/0/user/user").asString()).isEqualTo("ada");
    assertThat(lines.getFirst().path("upvotes").asInt()).isEqualTo(100);
    assertThat(lines.getFirst().path("categories").isArray()).isTrue();
    assertThat(lines.getFirst().path("ai_keywords")).isEqualTo(lines.get(1).path("ai_keywords"));
  }

  @Test
  void aPageThatIsMissingIsToldAndWhatCameBeforeItStays() throws Exception {
    try (ReplayServer arxiv =
            new ReplayServer(
                Samples.atom(Samples.feed(150, 0, Samples.entries(0, 100, "2025-12-22"))),
                Samples.atom(Samples.feed(150, 100)));
        Ingest ingest = ingest(arxiv)) {
      assertThatThrownBy(() -> ingest.arxiv(PROBABILITY, 3, told::add))
          .isInstanceOf(IngestException.class)
          .hasMessage("arXiv says there are more papers and sends none");
      assertThat(export()).hasSize(100);
    }
  }

  @Test
  void aDayOfSeveralPagesIsFollowedByItsLinks() throws Exception {
    try (ReplayServer server =
        new ReplayServer(
            json(
                Samples.day("2025-12-22", 0, 40),
                "Link",
                "</api/daily_papers?cursor=x&limit=100>; rel=\"next\""),
            json(Samples.day("2025-12-22", 40, 7)))) {
      assertThat(mirror(server)).isEqualTo(new Ingest.Ingested(47, 47, 0));
      assertThat(server.asked().stream().map(SourcesTest::query))
          .containsExactly("date=2025-12-22&limit=100&p=0", "cursor=x&limit=100");
      List<JsonNode> lines = export();
      assertThat(lines.getLast().path("rank").asInt()).isEqualTo(47);
      assertThat(lines.getFirst().path("title").asString()).isEqualTo("Paper 0");
      assertThat(lines.getFirst().path("submittedBy").path("name").asString()).isEqualTo("bo");
      assertThat(lines.getFirst().has("listTitle")).isFalse();
    }
  }

  @Test
  void aLinkToAnotherServerIsNotFollowed() throws Exception {
    try (ReplayServer elsewhere = new ReplayServer(json("[]"));
        ReplayServer server =
            new ReplayServer(
                json(
                    Samples.day("2025-12-22", 0, 5),
                    "Link",
                    "<" + elsewhere.uri("/x") + ">; rel=\"next\""))) {
      assertThat(mirror(server).papers()).isEqualTo(5);
      assertThat(elsewhere.asked()).isEmpty();
      assertThat(server.asked()).hasSize(1);
    }
  }

  @Test
  void aServerThatKnowsNoPagesEnds() throws Exception {
    try (ReplayServer server = new ReplayServer(json(Samples.day("2025-12-22", 0, 100)))) {
      assertThat(mirror(server).papers()).isEqualTo(100);
      assertThat(server.asked()).hasSize(2);
    }
  }

  @Test
  void anUnchangedDayIsAskedForByItsTagAndDate() throws Exception {
    String modified = "Mon, 22 Dec 2025 08:00:00 GMT";
    try (ReplayServer server =
        new ReplayServer(
            json(Samples.day("2025-12-22", 0, 3), "ETag", "\"v1\"", "Last-Modified", modified),
            ReplayServer.status(304))) {
      mirror(server);
      List<JsonNode> before = export();
      assertThat(mirror(server)).isEqualTo(new Ingest.Ingested(0, 0, 0));
      assertThat(server.asked().get(0).header("If-None-Match")).isEqualTo("null");
      assertThat(server.asked().get(1).header("If-None-Match")).isEqualTo("\"v1\"");
      assertThat(server.asked().get(1).header("If-Modified-Since")).isEqualTo(modified);
      assertThat(told).last().isEqualTo("2025-12-22: as before");
      assertThat(export()).isEqualTo(before);
    }
  }

  @Test
  void newVotesAndPlacesAreTakenOver() throws Exception {
    String day = Samples.day("2025-12-22", 0, 2);
    String turned =
        "[" + Json.MAPPER.readTree(day).get(1) + "," + Json.MAPPER.readTree(day).get(0) + "]";
    try (ReplayServer server =
        new ReplayServer(json(day), json(turned.replace("\"upvotes\":99", "\"upvotes\":300")))) {
      mirror(server);
      mirror(server);
      assertThat(export().stream().map(l -> l.path("id").asString() + " " + l.path("upvotes")))
          .containsExactly("2512.00001 300", "2512.00000 100");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<!doctype html><title>Log in</title>",
        "{\"error\":\"gone\"}",
        "[{\"paper\":",
        "\"x\"",
        "null",
      })
  void whatIsNoListIsAskedForAgainThenTold(String body) throws Exception {
    try (ReplayServer server = new ReplayServer(json(body))) {
      assertThatThrownBy(() -> mirror(server))
          .isInstanceOf(IngestException.class)
          .hasMessageMatching(
              "(the answer of localhost cannot be read|localhost does not speak .*)");
      assertThat(server.asked()).hasSize(5);
      assertThat(export()).isEmpty();
    }
  }

  @Test
  void entriesThatBreakARuleAreCountedAndTheRestIsStored() throws Exception {
    String odd =
        """
        [{}, 7, null, {"paper": {}}, {"paper": {"id": "2512.00009", "title": 3, "authors": "x"}},
         {"paper": {"id": "2512.00008", "title": "%s", "authors": [], "publishedAt": "2025-12-20T00:00:00Z"}},
         {"paper": {"id": "../../x", "title": "A", "authors": [], "publishedAt": "2025-12-20T00:00:00Z"}},
         {"paper": {"id": "2512.00007", "title": "A", "authors": [], "publishedAt": "2025-12-20"}},
         %s]\
        """
            .formatted("x".repeat(2_000), Samples.day("2025-12-22", 1, 1).replaceAll("^.|.$", ""));
    try (ReplayServer server = new ReplayServer(json(odd))) {
      assertThat(mirror(server)).isEqualTo(new Ingest.Ingested(5, 2, 3));
      assertThat(export().stream().map(l -> l.path("id").asString()))
          .containsExactly("2512.00007", "2512.00001");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "daily:ftp://x",
        "daily:file:///etc",
        "daily:https://u:p@h",
        "daily:https://h?x",
        "arxiv:",
        "arxiv:cs.LG;rm",
        "x",
        "daily:",
        "arxiv:cs LG",
        "daily:https://h#f",
        "daily:https:///p",
      })
  void aSourceThatIsNoneIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IngestSource.parse(text))
        .withMessageContaining(" must ")
        .withMessageContaining("got ");
  }
}
