package offprint.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import offprint.engine.Json;
import offprint.server.ReplayServer;
import offprint.server.ReplayServer.Answer;
import offprint.server.TestDatabase;
import offprint.server.home.Home;
import offprint.server.paper.Papers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Papers by arXiv id, from a server that answers as arXiv does on its good and bad days. */
class SubmitTest {
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Answer GOOD = Samples.paper("2512.00001", "Walks");

  @TempDir Path folder;
  private Home home;
  private Papers papers;

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
    return ingest(arxiv, SHORT, Duration.ofSeconds(10));
  }

  private Ingest ingest(ReplayServer arxiv, Duration pause, Duration timeout) {
    return new Ingest(
        home,
        papers,
        IngestConfig.DEFAULT
            .withArxiv(arxiv.uri("/api/query"))
            .withTimes(pause, timeout, SHORT, Duration.ofMinutes(2)));
  }

  private List<JsonNode> export() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    papers.exportLines(out);
    return out.toString(StandardCharsets.UTF_8).lines().map(Json.MAPPER::readTree).toList();
  }

  @Test
  void theDefaultsAreArxivsRules() {
    assertThat(IngestConfig.DEFAULT.pause()).isEqualTo(Duration.ofSeconds(3));
    assertThat(IngestConfig.DEFAULT.arxiv()).hasToString("https://export.arxiv.org/api/query");
  }

  @Test
  void allThatArxivSaysIsStoredOnTodaysList() throws Exception {
    try (ReplayServer arxiv = new ReplayServer(GOOD);
        Ingest ingest = ingest(arxiv)) {
      Ingest.Submitted paper = ingest.submit("2512.00001").orElseThrow();
      assertThat(paper.title()).isEqualTo("Walks");
      assertThat(paper.known()).isFalse();
      assertThat(arxiv.asked()).hasSize(1);
      ReplayServer.Asked asked = arxiv.asked().getFirst();
      assertThat(asked.address()).hasToString("/api/query?id_list=2512.00001&max_results=1");
      assertThat(asked.header("User-Agent")).startsWith("Offprint/");
      JsonNode line = export().getFirst();
      assertThat(line.path("date").asString()).isEqualTo(paper.day());
      assertThat(line.path("id").asString()).isEqualTo("2512.00001");
      assertThat(line.path("summary").asString())
          .startsWith("The abstract of Walks with $\\alpha < 1$,")
          .endsWith("over two lines & more.");
      assertThat(line.path("authors").findValuesAsString("name"))
          .containsExactly("Ada Example", "Bo Östergård");
      assertThat(line.path("publishedAt").asString()).isEqualTo("2025-12-22T17:30:00.000Z");
      assertThat(line.path("version").asInt()).isEqualTo(2);
      assertThat(line.path("categories").toString()).isEqualTo("[\"math.PR\",\"cs.IT\"]");
      assertThat(line.path("comment").asString()).isEqualTo("12 pages, 3 figures");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2512.00001, 2512.00001",
    "' 2512.00001v3 ', 2512.00001",
    "arXiv:2512.00001, 2512.00001",
    "https://arxiv.org/abs/2512.00001v2, 2512.00001",
    "http://www.arxiv.org/pdf/2512.00001.pdf?download=1#page=2, 2512.00001",
    "export.arxiv.org/html/2512.00001, 2512.00001",
    "https://huggingface.co/papers/2512.00001, 2512.00001",
    "https://doi.org/10.48550/arXiv.2512.00001, 2512.00001",
    "hep-th/9901001, hep-th/9901001",
    "https://arxiv.org/abs/hep-th/9901001v1, hep-th/9901001",
    "math.GT/0309136, math/0309136",
    "cond-mat/9901001v2, cond-mat/9901001",
  })
  void anIdIsReadFromWhateverPeoplePaste(String typed, String id) {
    assertThat(ArxivId.parse(typed)).map(ArxivId::id).hasValue(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://localhost:1/abs/2512.00001",
        "https://arxiv.org.evil.example/abs/2512.00001",
        "https://evil.example/?https://arxiv.org/abs/2512.00001",
        "file:///etc/passwd",
        "2513.00001",
        "2512.001",
        "2512.00001&id_list=1",
        "hep-th/99010011",
        "2512.00001\nv2",
        "https://arxiv.org/abs/",
      })
  void whatIsNoIdIsRefusedAndNobodyIsAsked(String typed) {
    try (ReplayServer arxiv = new ReplayServer(GOOD);
        Ingest ingest = ingest(arxiv)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ingest.submit(typed))
          .withMessageStartingWith("id must be an arXiv id like 2405.14616 or the address");
      assertThat(arxiv.asked()).isEmpty();
    }
  }

  @Test
  void anIdOfOldIsAskedForWhole() throws Exception {
    try (ReplayServer arxiv = new ReplayServer(Samples.paper("hep-th/9901001", "Strings"));
        Ingest ingest = ingest(arxiv)) {
      assertThat(ingest.submit("hep-th/9901001v1").orElseThrow().id()).isEqualTo("hep-th/9901001");
      assertThat(arxiv.asked().getFirst().address().getRawQuery())
          .startsWith("id_list=hep-th%2F9901001&");
    }
  }

  static Stream<Arguments> passing() {
    String good = Samples.feed(1, 0, Samples.entry("2512.00001", 2, "Walks", "2025-12-22"));
    return Stream.of(
        Arguments.of("too many", ReplayServer.status(429, "Retry-After", "0")),
        Arguments.of("overloaded", ReplayServer.status(503, "RateLimit", "\"api\";r=0;t=0")),
        Arguments.of("broken", ReplayServer.status(500)),
        Arguments.of("broken off", ReplayServer.brokenOff(good)),
        Arguments.of("cut", Samples.atom(good.substring(0, good.length() / 2))),
        Arguments.of("web page", ReplayServer.text(200, "text/html", "<!doctype html><p>Hello")),
        Arguments.of("page as XML", ReplayServer.text(200, "text/html", "<html><p>A</p></html>")),
        Arguments.of("empty", Samples.atom(" ")),
        Arguments.of("no date", Samples.atom(good.replaceAll("<published>.*</published>", ""))),
        Arguments.of("wrong date", Samples.atom(good.replace("17:30:00Z", "25:30:00Z"))),
        Arguments.of(
            "entities",
            Samples.atom(
                good.replace("?>", "?><!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>")
                    .replace("Walks", "&a;"))),
        Arguments.of("another paper", Samples.paper("2512.00002", "Other")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("passing")
  void aBadAnswerIsAskedForAgainAndNothingOfItIsStored(String name, Answer bad) throws Exception {
    try (ReplayServer arxiv = new ReplayServer(bad, bad, GOOD);
        Ingest ingest = ingest(arxiv)) {
      assertThat(ingest.submit("2512.00001").orElseThrow().title()).isEqualTo("Walks");
      assertThat(arxiv.asked()).hasSize(3);
    }
    try (ReplayServer arxiv = new ReplayServer(bad);
        Ingest ingest = ingest(arxiv)) {
      int before = export().size();
      assertThatThrownBy(() -> ingest.submit("2512.00009"))
          .as(name)
          .isInstanceOf(IngestException.class)
          .hasMessageMatching("(arXiv|the answer of arXiv) [^\n]{10,200}");
      assertThat(arxiv.asked()).hasSize(5);
      assertThat(export()).hasSize(before);
    }
  }

  @Test
  void whoTakesTooLongForTheLastByteIsAskedAgain() throws Exception {
    Answer slow = ReplayServer.slow("x".repeat(1_000), 5);
    try (ReplayServer arxiv = new ReplayServer(slow, GOOD);
        Ingest ingest = ingest(arxiv, SHORT, Duration.ofSeconds(2))) {
      assertThat(ingest.submit("2512.00001")).isPresent();
      assertThat(arxiv.asked()).hasSizeGreaterThan(1);
    }
    try (ReplayServer arxiv = new ReplayServer(slow);
        Ingest ingest = ingest(arxiv, SHORT, Duration.ofMillis(200))) {
      assertThatThrownBy(() -> ingest.submit("2512.00002"))
          .hasMessage("arXiv did not answer in time");
    }
  }

  @Test
  void refusalsAreNotAskedForAgain() {
    for (int status : new int[] {400, 401, 403, 410}) {
      try (ReplayServer arxiv = new ReplayServer(ReplayServer.status(status));
          Ingest ingest = ingest(arxiv)) {
        assertThatThrownBy(() -> ingest.submit("2512.00001"))
            .isInstanceOf(IngestException.class)
            .hasMessage("arXiv refuses the request (status %d)".formatted(status));
        assertThat(arxiv.asked()).hasSize(1);
      }
    }
  }

  @Test
  void aPaperThatArxivDoesNotHaveIsNotThere() throws Exception {
    String error =
        "<entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_x</id><title>Error</title>"
            + "<summary>incorrect id format for x</summary></entry>";
    for (Answer none :
        List.of(Samples.atom(Samples.feed(0, 0)), Samples.atom(Samples.feed(1, 0, error)))) {
      try (ReplayServer arxiv = new ReplayServer(none);
          Ingest ingest = ingest(arxiv)) {
        assertThat(ingest.submit("2512.00001")).isEmpty();
        assertThat(arxiv.asked()).hasSize(1);
        assertThat(export()).isEmpty();
      }
    }
  }

  @Test
  void redirectsAreFollowedOnTheSameServerOnly() throws Exception {
    try (ReplayServer elsewhere = new ReplayServer(GOOD);
        ReplayServer arxiv =
            new ReplayServer(
                ReplayServer.status(301, "Location", "/moved?id_list=2512.00001"),
                GOOD,
                ReplayServer.status(302, "Location", elsewhere.uri("/api/query").toString()));
        Ingest ingest = ingest(arxiv)) {
      assertThat(ingest.submit("2512.00001")).isPresent();
      assertThat(arxiv.asked().get(1).address().getPath()).isEqualTo("/moved");
      assertThatThrownBy(() -> ingest.submit("2512.00002"))
          .hasMessage("arXiv sends us elsewhere (status 302), where we do not ask");
      assertThat(elsewhere.asked()).isEmpty();
    }
    try (ReplayServer arxiv = new ReplayServer(ReplayServer.status(302, "Location", "/round"));
        Ingest ingest = ingest(arxiv)) {
      assertThatThrownBy(() -> ingest.submit("2512.00003"))
          .hasMessage("arXiv sends us round in circles");
    }
  }

  @Test
  void aLargeAnswerIsReadAndAnEndlessOneIsNot() throws Exception {
    String comment = "<!-- " + "x".repeat(1 << 20) + " -->";
    String large =
        Samples.feed(1, 0, comment.repeat(10), Samples.entry("2512.00001", 1, "A", "2025-12-22"));
    Answer endless =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] part = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
          for (int i = 0; i < 200; i++) {
            exchange.getResponseBody().write(part);
          }
        };
    try (ReplayServer arxiv = new ReplayServer(Samples.atom(large), endless);
        Ingest ingest = ingest(arxiv)) {
      assertThat(ingest.submit("2512.00001")).isPresent();
      assertThatThrownBy(() -> ingest.submit("2512.00002"))
          .hasMessage("arXiv sends more than 32 MB");
      assertThat(arxiv.asked()).hasSize(2);
    }
  }

  @Test
  void whatAsksForTooMuchPatienceFailsAtOnce() {
    try (ReplayServer arxiv = new ReplayServer(ReplayServer.status(429, "Retry-After", "3600"));
        Ingest ingest = ingest(arxiv)) {
      assertThatThrownBy(() -> ingest.submit("2512.00001"))
          .hasMessage("arXiv asks to come back later (status 429)");
      assertThat(arxiv.asked()).hasSize(1);
    }
  }

  @Test
  void retryAfterAndGrowingPausesAreKept() {
    try (ReplayServer arxiv =
            new ReplayServer(
                ReplayServer.status(503, "Retry-After", "1"), ReplayServer.status(500));
        Ingest ingest = ingest(arxiv, Duration.ofMillis(1), Duration.ofSeconds(10))) {
      assertThatThrownBy(() -> ingest.submit("2512.00001")).isInstanceOf(IngestException.class);
      List<Long> gaps = gaps(arxiv);
      assertThat(gaps.get(0)).isGreaterThanOrEqualTo(1_000);
      assertThat(gaps.get(1)).isGreaterThanOrEqualTo(30);
      assertThat(gaps.get(2)).isGreaterThanOrEqualTo(60);
      assertThat(gaps.get(3)).isGreaterThanOrEqualTo(120);
    }
  }

  /** Milliseconds between the beginnings of requests. */
  private static List<Long> gaps(ReplayServer server) {
    List<Long> gaps = new ArrayList<>();
    List<ReplayServer.Asked> asked = server.asked();
    for (int i = 1; i < asked.size(); i++) {
      gaps.add((asked.get(i).began() - asked.get(i - 1).began()) / 1_000_000);
    }
    return gaps;
  }

  @Test
  void manyWhoSubmitAtOnceAreAskedForOneAfterTheOtherWithAPause() throws Exception {
    Answer any =
        exchange -> {
          String id = exchange.getRequestURI().getQuery().replaceFirst("id_list=([^&]*).*", "$1");
          Samples.paper(id, "Paper " + id).to(exchange);
        };
    try (ReplayServer arxiv = new ReplayServer(any);
        Ingest one = ingest(arxiv, Duration.ofMillis(150), Duration.ofSeconds(10));
        Ingest two = ingest(arxiv, Duration.ofMillis(150), Duration.ofSeconds(10));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Ingest ingest = i % 2 == 0 ? one : two;
        String id = "2512.0000" + i;
        all.add(threads.submit(() -> ingest.submit(id).orElseThrow()));
      }
      for (Future<?> each : all) {
        each.get();
      }
      assertThat(arxiv.asked()).hasSize(8).allMatch(asked -> asked.atOnce() == 1);
      assertThat(gaps(arxiv)).allMatch(gap -> gap >= 150);
      assertThat(export()).hasSize(8);
    }
  }

  @Test
  void aSecondSubmissionAsksNobodyAndChangesNothing() throws Exception {
    try (ReplayServer arxiv = new ReplayServer(GOOD);
        Ingest ingest = ingest(arxiv)) {
      ingest.submit("2512.00001");
      List<JsonNode> before = export();
      Ingest.Submitted again = ingest.submit("https://arxiv.org/abs/2512.00001v9").orElseThrow();
      assertThat(again.known()).isTrue();
      assertThat(again.title()).isEqualTo("Walks");
      assertThat(arxiv.asked()).hasSize(1);
      assertThat(export()).isEqualTo(before);
    }
  }

  @Test
  void theAbstractOfArxivTakesThePlaceOfOurSummary() throws Exception {
    papers.found();
    try (ReplayServer arxiv = new ReplayServer(Samples.paper("2410.21666", "Minimum Entropy"));
        Ingest ingest = ingest(arxiv)) {
      assertThat(ingest.submit("2410.21666").orElseThrow().known()).isFalse();
      JsonNode line =
          export().stream()
              .filter(l -> l.path("slug").asString("").equals("mec-b"))
              .findFirst()
              .orElseThrow();
      assertThat(line.path("summary").asString()).startsWith("The abstract of Minimum Entropy");
      assertThat(line.path("id").asString()).isEqualTo("2410.21666");
    }
  }
}
