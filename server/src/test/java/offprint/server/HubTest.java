package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import offprint.engine.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The Daily Papers API: every route, and what it says to wrong questions. */
@Tag("sql")
class HubTest {
  @TempDir static Path folder;
  private static TestSite site;

  @BeforeAll
  static void start() throws Exception {
    Path home = folder.resolve("home");
    ObjectNode first = paper("2025-12-22", 1, "2512.00001", "Walks on $\\mathbb{Z}$", 9, "ada");
    first.put("ai_summary", "In short.").put("githubRepo", "https://github.com/a/b");
    first.put("submittedOnDailyAt", "2025-12-22T08:30:00.5+02:00");
    first.put("listPublishedAt", "2025-12-20T19:00:00.000Z");
    first.putArray("keywords").add("random walks");
    Archive.add(
        home,
        first,
        paper("2025-12-22", 2, "2512.00002", "Couplings", 5, "bob"),
        paper("2025-12-23", 1, "2512.00003", "Entropy", 7, "ada"),
        paper("2025-12-24", 1, "2512.00002", "Couplings", 8, "bob"),
        paper("2026-01-02", 1, "hep-th/9901001", "Strings", 2, "ada"));
    site = TestSite.start(home);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static ObjectNode paper(
      String day, int rank, String id, String title, int upvotes, String submitter) {
    ObjectNode line = Archive.line(day, rank, id, title).put("upvotes", upvotes);
    line.putObject("submittedBy").put("name", submitter).put("fullname", submitter + " X.");
    return line;
  }

  private static List<String> ids(JsonNode list) {
    List<String> ids = new ArrayList<>();
    list.forEach(entry -> ids.add(entry.path("paper").path("id").asString()));
    return ids;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/daily_papers | hep-th/9901001 2512.00002 2512.00003 2512.00001",
        "/api/papers | hep-th/9901001 2512.00002 2512.00003 2512.00001",
        "/api/daily_papers?limit=2 | hep-th/9901001 2512.00002",
        "/api/daily_papers?limit=2&p=1 | 2512.00003 2512.00001",
        "/api/daily_papers?p=7 | ''",
        "/api/daily_papers?date=2025-12-22 | 2512.00001 2512.00002",
        "/api/daily_papers?date=2025-12-25 | ''",
        "/api/daily_papers?week=2025-W52 | 2512.00002 2512.00003 2512.00001",
        "/api/daily_papers?month=2025-12&sort=trending | 2512.00001 2512.00002 2512.00003",
        "/api/daily_papers?submitter=ada | hep-th/9901001 2512.00003 2512.00001",
        "/api/daily_papers?submitter=ada&sort=trending | 2512.00001 2512.00003 hep-th/9901001",
        "/api/daily_papers?submitter=nobody | ''",
        "/api/daily_papers?sort=trending | hep-th/9901001 2512.00002 2512.00001 2512.00003",
        "/api/daily_papers?sort=publishedAt&date=2025-12-23 | 2512.00003",
        "/api/papers/search | hep-th/9901001 2512.00002 2512.00003 2512.00001",
        "/api/papers/search?q= | hep-th/9901001 2512.00002 2512.00003 2512.00001",
      })
  void listsHoldWhatIsAskedForInTheirOrder(String path, String expected) {
    HttpResponse<String> answer = site.get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    List<String> wanted = expected.isEmpty() ? List.of() : List.of(expected.split(" "));
    assertThat(ids(Json.MAPPER.readTree(answer.body()))).isEqualTo(wanted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/papers/search?q=", "/api/papers?query="})
  void searchFindsByWordsAndIds(String path) {
    awaitIndex();
    assertThat(ids(site.json(path + "couplings"))).startsWith("2512.00002");
    assertThat(ids(site.json(path + "author:author%20walks&limit=1")))
        .containsExactly("2512.00001");
    assertThat(ids(site.json(path + "2512.00003"))).startsWith("2512.00003");
  }

  private static void awaitIndex() {
    for (int i = 0; site.json("/api/papers/search?q=author:author").size() < 4; i++) {
      assertThat(i).as("tenths of a second that the index takes").isLessThan(1_800);
      TestSite.pause(100);
    }
  }

  @Test
  void anEntryHasItsTitleOnTopAndInstantsInUtcWithMilliseconds() {
    JsonNode entry = site.json("/api/daily_papers?date=2025-12-22&limit=1").path(0);
    assertThat(entry.path("title").asString()).isEqualTo("Walks on $\\mathbb{Z}$");
    assertThat(entry.path("paper").path("title")).isEqualTo(entry.path("title"));
    assertThat(entry.path("publishedAt").asString()).isEqualTo("2025-12-20T19:00:00.000Z");
    assertThat(entry.at("/paper/publishedAt").asString()).isEqualTo("2025-12-22T00:00:00.000Z");
    assertThat(entry.at("/paper/submittedOnDailyAt").asString())
        .isEqualTo("2025-12-22T06:30:00.500Z");
    assertThat(entry.at("/submittedBy/name").asString()).isEqualTo("ada");
    assertThat(entry.at("/paper/submittedOnDailyBy/user").asString()).isEqualTo("ada");
    assertThat(entry.at("/paper/authors/0/hidden").isBoolean()).isTrue();
    String thumbnail = entry.path("thumbnail").asString();
    assertThat(thumbnail).isEqualTo(site.uri("/papers/2512.00001/thumbnail.svg").toString());
    assertThat(site.get("/papers/2512.00001/thumbnail.svg").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2512.00001", "2512.00001v3"})
  void aPaperByItselfHoldsWhatListsSayBesideIt(String id) {
    JsonNode paper = site.json("/api/papers/" + id);
    assertThat(paper.path("id").asString()).isEqualTo("2512.00001");
    assertThat(paper.path("title").asString()).isEqualTo("Walks on $\\mathbb{Z}$");
    assertThat(paper.path("upvotes").asInt()).isEqualTo(9);
    assertThat(paper.path("ai_summary").asString()).isEqualTo("In short.");
    assertThat(paper.path("githubRepo").asString()).isEqualTo("https://github.com/a/b");
    assertThat(paper.has("numComments")).isTrue();
    assertThat(paper.path("linkedModels").isArray()).isTrue();
    assertThat(paper.path("numTotalModels").asInt(-1)).isZero();
  }

  @Test
  void idsOfArxivBefore2007Work() {
    assertThat(site.json("/api/papers/hep-th/9901001").path("title").asString())
        .isEqualTo("Strings");
    assertThat(site.get("/papers/hep-th/9901001.md").body()).startsWith("# Strings\n");
    assertThat(site.json("/api/arxiv/hep-th/9901001/repos").path("models").isArray()).isTrue();
  }

  @Test
  void repositoriesAreEmptyListsWhereThePaperIsKnown() {
    assertThat(site.get("/api/arxiv/2512.00001/repos").body())
        .isEqualTo("{\"models\":[],\"datasets\":[],\"spaces\":[]}");
    assertThat(site.get("/api/arxiv/2512.99999/repos").statusCode()).isEqualTo(404);
  }

  @Test
  void markdownComesAtItsAddressAndToWhoeverAcceptsIt() {
    HttpResponse<String> file = site.get("/papers/2512.00001.md");
    assertThat(file.headers().firstValue("Content-Type")).hasValue("text/markdown;charset=UTF-8");
    assertThat(file.body())
        .startsWith("# Walks on $\\mathbb{Z}$\n\n- Authors: Ada Author\n- Published: 2025-12-22\n")
        .contains(
            "- arXiv: https://arxiv.org/abs/2512.00001\n", "\n## Abstract\n\nThe abstract of");
    HttpResponse<String> page =
        site.send(site.request("/papers/2512.00001").header("Accept", "text/markdown"));
    assertThat(page.body()).isEqualTo(file.body());
    assertThat(page.headers().firstValue("Vary")).hasValue("Accept");
    for (String accepted : List.of("text/html", "*/*", "text/html, text/markdown;q=0.5")) {
      assertThat(site.send(site.request("/papers/2512.00001").header("Accept", accepted)).body())
          .as(accepted)
          .startsWith("<!");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "date=2026-13-40 | date must be a day like 2025-12-26: got 2026-13-40",
        "date= | date must be a day like 2025-12-26: got nothing",
        "date=today | date must be a day like 2025-12-26: got today",
        "week=2025-W54 | week must be an ISO week like 2025-W52: got 2025-W54",
        "month=2025-13 | month must be a month like 2025-12: got 2025-13",
        "date=2025-12-22&week=2025-W52 | at most one of date, week and month may be given: got 2",
        "p=-1 | p must be a whole number from 0 to 100000: got -1",
        "limit=1000000000 | limit must be a whole number from 1 to 500: got 1000000000",
        "limit=0&p=x | limit must be a whole number from 1 to 500: got 0; p must be a whole number"
            + " from 0 to 100000: got x",
        "limit=99999999999999999999 | limit must be a whole number from 1 to 500: got"
            + " 99999999999999999999",
        "sort=upvotes | sort must be publishedAt or trending: got upvotes",
        "submitter= | submitter must be a user name: got nothing",
        "cursor=abc | cursor must be one that a Link header gave: got abc",
        "cursor=%27--&sort=trending | cursor must be one that a Link header gave: got '--",
        "at=-999999999-01-01T00:00:00Z&sort=trending | at must be an instant like"
            + " 2025-12-26T08:00:00Z: got -999999999-01-01T00:00:00Z",
      })
  void aWrongQuestionIsToldEveryFault(String query, String message) {
    refused("/api/daily_papers?" + query, 400, message);
    refused("/api/papers?" + query, 400, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/papers/2512.99999 | 404 | there is no paper '2512.99999' here",
        "/api/papers/hep-th/9999999 | 404 | there is no paper 'hep-th/9999999' here",
        "/papers/none.md | 404 | there is no paper 'none' here",
        "/api/arxiv/none/repos | 404 | there is no paper 'none' here",
        "/api/models | 404 | there is nothing at this address",
        "/api/papers/2512.00001/comments | 404 | there is nothing at this address",
        "/api/papers/%CE%B1 | 404 | there is no paper 'α' here",
        "/api/papers/search?q=a&limit=501 | 400 | limit must be a whole number from 1 to 500: got"
            + " 501",
      })
  void whatIsNotThereIsSaidInTheHubsForm(String path, int status, String message) {
    refused(path, status, message);
  }

  @Test
  void anEndlessQuestionIsRefused() {
    refused(
        "/api/papers/search?q=" + "x".repeat(501),
        400,
        "q must have at most 500 characters: got 501");
  }

  private static void refused(String path, int status, String message) {
    HttpResponse<String> answer = site.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(Json.MAPPER.readTree(answer.body()))
        .isEqualTo(Json.MAPPER.createObjectNode().put("error", message));
    assertThat(answer.headers().firstValue("X-Error-Message"))
        .hasValue(message.replaceAll("[^\\x20-\\x7e]", "?"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/papers/search?q=%27%20or%201=1%20--%20title:%5B*%20TO%20*%5D%20%22%28",
        "/api/papers/search?q=%E2%80%AE%D9%85%D9%82",
        "/api/papers/search?q=",
        "/api/papers/search",
        "/api/daily_papers?submitter=%27%3B%20drop%20table%20paper",
        "/api/daily_papers?cursor=MjAyNS0xMi0yMwAB&date=2025-12-23",
      })
  void oddQuestionsHaveAnAnswer(String path) {
    HttpResponse<String> answer = site.get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.MAPPER.readTree(answer.body()).isArray()).isTrue();
  }

  @Test
  void anUnchangedAnswerIsNotSentAgain() {
    HttpResponse<String> first = site.get("/api/daily_papers");
    String tag = first.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> second =
        site.send(site.request("/api/daily_papers").header("If-None-Match", tag));
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    assertThat(site.get("/api/daily_papers?limit=3").headers().firstValue("ETag"))
        .isNotEqualTo(first.headers().firstValue("ETag"));
  }

  @Test
  void whoRefusesCompressionGetsNone() {
    for (String refusal : new String[] {"gzip;q=0", "identity, gzip; q=0.0", "gzip;Q=0,br"}) {
      for (String path : new String[] {"/api/daily_papers", "/papers"}) {
        var answer = site.send(site.request(path).header("Accept-Encoding", refusal));
        assertThat(answer.headers().firstValue("Content-Encoding")).as(refusal).isEmpty();
      }
    }
  }

  private static String zipped(TestSite site, String path) throws Exception {
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(
                site.request(path).header("Accept-Encoding", "gzip").build(),
                HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(answer.headers().firstValue("Vary")).hasValue("Accept-Encoding");
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aCompressedAnswerIsTheSameAndOfThisMoment() throws Exception {
    String path = "/api/daily_papers?date=2025-12-22";
    String plain = site.get(path).body();
    assertThat(zipped(site, path)).isEqualTo(plain);
    assertThat(zipped(site, path)).as("once more").isEqualTo(plain);
    Path home = folder.resolve("changing");
    try (TestSite other = TestSite.start(home)) {
      Archive.add(home, paper("2025-12-22", 1, "2512.00001", "Walks", 9, "a"));
      assertThat(zipped(other, path)).contains("\"title\":\"Walks\"");
      Archive.add(home, paper("2025-12-22", 1, "2512.00001", "Trees", 9, "a"));
      assertThat(zipped(other, path)).contains("\"title\":\"Trees\"");
    }
  }

  @Test
  void beforeTheFirstDayTheFoundingPapersAreThere() {
    try (TestSite fresh = TestSite.start(folder.resolve("fresh"))) {
      JsonNode all = fresh.json("/api/daily_papers");
      assertThat(all.size()).isEqualTo(33);
      assertThat(fresh.json("/api/daily_papers?sort=trending")).isEqualTo(all);
      assertThat(all.path(0).path("publishedAt").asString()).endsWith("T00:00:00.000Z");
      JsonNode parts = fresh.json("/api/daily_papers?limit=30&p=1");
      assertThat(Stream.of(parts).flatMap(p -> ids(p).stream()))
          .containsExactlyElementsOf(ids(all).subList(30, 33));
      assertThat(fresh.get("/api/daily_papers?limit=30").headers().firstValue("Link"))
          .hasValue("<%s>; rel=\"next\"".formatted(fresh.uri("/api/daily_papers?limit=30&p=1")));
      assertThat(fresh.json("/api/daily_papers?date=2025-12-22").isEmpty()).isTrue();
      assertThat(fresh.json("/api/papers/mec-b").path("id").asString()).isEqualTo("2410.21666");
    }
  }
}
