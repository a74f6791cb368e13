package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import offprint.engine.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class SearchTest {
  @TempDir static Path folder;
  private static TestSite site;

  @BeforeAll
  static void start() throws Exception {
    Path home = folder.resolve("home");
    Archive.add(home, papers());
    site = TestSite.start(home);
    awaitPapers(site, "quasar", 30);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static ObjectNode[] papers() {
    List<ObjectNode> lines = new ArrayList<>();
    lines.add(
        paper(
            "2201.00001",
            "Gödel machines",
            "Proofs about $\\mathcal{O}(n)$ programs.",
            "Kurt Gödel"));
    lines.add(
        paper("2301.00002", "Random walks on graphs", "A walk is random.", "Ada Lovelace")
            .put("githubRepo", "https://example.org/walks")
            .put("upvotes", 41)
            .put("numComments", 3));
    lines.add(
        paper(
            "2401.00003",
            "Graphs of random things",
            "Walks are not random here.",
            "Ada de Lovelace"));
    lines.add(
        paper(
            "2402.00004",
            "Transformers",
            "Attention networks for <b>tags</b> & \"quotes\".",
            "Grace Hopper"));
    lines.get(3).putArray("keywords").add("Optimal Transport").add("attention");
    lines.get(1).putArray("keywords").add("optimal transport");
    for (int i = 0; i < 30; i++) {
      lines.add(
          paper("2503.%05d".formatted(i), "Quasar survey " + i, "Light of stars.", "Vera Rubin"));
    }
    return lines.toArray(ObjectNode[]::new);
  }

  private static ObjectNode paper(String id, String title, String summary, String author) {
    String year = "20" + id.substring(0, 2);
    ObjectNode line =
        Archive.line("2025-12-22", 1 + Math.floorMod(id.hashCode(), 100_000), id, title)
            .put("summary", summary)
            .put("publishedAt", year + "-01-05T00:00:00.000Z");
    line.putArray("authors").addObject().put("name", author);
    return line;
  }

  static JsonNode search(TestSite site, String question) {
    return site.json(
        "/api/v1/search?limit=100&q=" + URLEncoder.encode(question, StandardCharsets.UTF_8));
  }

  static List<String> found(TestSite site, String question) {
    List<String> ids = new ArrayList<>();
    for (JsonNode result : search(site, question).path("papers")) {
      JsonNode paper = result.path("paper");
      String arxiv = paper.path("arxiv").asString();
      ids.add(arxiv.isEmpty() ? paper.path("slug").asString() : arxiv);
    }
    return ids;
  }

  static void awaitPapers(TestSite site, String question, int papers) {
    long deadline = System.currentTimeMillis() + 180_000;
    while (found(site, question).size() != papers) {
      if (System.currentTimeMillis() > deadline) {
        throw new AssertionError(
            "%s finds %s, not %d".formatted(question, found(site, question), papers));
      }
      TestSite.pause(50);
    }
  }

  @Test
  void resultsTellTheVotesAndCommentsOfTheirLists() {
    JsonNode paper = search(site, "has:code author:ada").at("/papers/0/paper");
    assertThat(paper.path("upvotes").asInt()).isEqualTo(41);
    assertThat(paper.path("comments").asInt()).isEqualTo(3);
    assertThat(site.get("/search?q=has:code%20author:ada").body())
        .contains("title=\"41 upvotes\"", "title=\"3 comments\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "godel | 2201.00001",
        "GÖDEL | 2201.00001",
        "network | 2402.00004",
        "\"random walks on\" | 2301.00002",
        "\"random things\" graphs | 2401.00003",
        "author:hopper | 2402.00004",
        "author:\"ada lovelace\" | 2401.00003 2301.00002",
        "graphs -author:\"de lovelace\" | 2301.00002",
        "year:2022 | 2201.00001",
        "year:2022-2023 | 2301.00002 2201.00001",
        "graphs year:2024 | 2401.00003",
        "graphs -year:2024 | 2301.00002",
        "topic:\"optimal transport\" | 2402.00004 2301.00002",
        "title:graph | 2401.00003 2301.00002",
        "title:\"random walk\" | 2301.00002",
        "title:\"random walks on\" | 2301.00002",
        "topic:OPTIMAL | 2402.00004 2301.00002",
        "has:code author:ada | 2301.00002",
        "transformer -attention | ",
        "lovelace | 2301.00002 2401.00003",
        "transfrmers | 2402.00004",
        "\"no such phrase\" graphs | ",
        "zzzzzzzz | ",
        "+-&!(){}[]^~*?:\\/ | "
      })
  void findsWhatTheLanguageAsksFor(String question, String ids) {
    List<String> expected = ids == null ? List.of() : List.of(ids.split(" "));
    List<String> own = new ArrayList<>(found(site, question));
    own.retainAll(Stream.of(papers()).map(line -> line.path("id").asString()).toList());
    assertThat(own).isEqualTo(expected); // among the founding papers there are others
  }

  @Test
  void whatIsNoFieldIsSaid() {
    assertThat(site.get("/search?q=venue:x").body()).contains("There is no field “venue”, so");
    assertThat(search(site, "year:soon").path("notes").path(0).asString()).startsWith("year: ");
  }

  @Test
  void methodsThatRunCanBeAskedFor() {
    assertThat(found(site, "has:method")).contains("2401.09665").doesNotContain("2201.00001");
  }

  @Test
  void bothWordsStandBeforeOne() {
    assertThat(found(site, "random graphs walks").subList(0, 2))
        .containsExactlyInAnyOrder("2301.00002", "2401.00003");
    assertThat(found(site, "survey 7").getFirst()).isEqualTo("2503.00007");
  }

  @Test
  void typingErrorsAreForgivenAndSaid() {
    JsonNode answer = search(site, "quasr survy");
    assertThat(answer.path("total").asInt()).isEqualTo(30);
    assertThat(answer.at("/corrections/0/word").asString()).isEqualTo("quasr");
    assertThat(answer.at("/corrections/0/also/0").asString()).isEqualTo("quasar");
    assertThat(site.get("/search?q=quasr").body())
        .contains("searched also for", "<b>quasar</b>", "<mark>Quasar</mark>");
    assertThat(search(site, "quasar").path("corrections")).isEmpty();
  }

  @Test
  void facetsCountWhatIsFoundAndFindIt() {
    JsonNode answer = search(site, "graphs transformers quasar");
    int papers = 0;
    for (String kind : List.of("years", "topics")) {
      for (JsonNode facet : answer.path(kind)) {
        JsonNode narrowed = search(site, facet.path("question").asString());
        assertThat(narrowed.path("total").asInt())
            .as(facet.toString())
            .isEqualTo(facet.path("papers").asInt());
        papers += kind.equals("years") ? facet.path("papers").asInt() : 0;
      }
    }
    assertThat(papers).isEqualTo(answer.path("total").asInt()).isPositive();
    assertThat(search(site, "ada").at("/topics/0/name").asString()).isEqualTo("optimal transport");
    assertThat(site.get("/search?q=ada").body())
        .contains("/search?q=ada+topic%3A%22optimal+transport%22");
    assertThat(site.get("/search?q=quasar+year:2025").body())
        .contains("aria-label=\"Without year:2025\"", "href=\"/search?q=quasar\"");
  }

  @Test
  void pagesNeitherRepeatNorSkip() {
    LinkedHashSet<String> seen = new LinkedHashSet<>();
    String next = "/search?q=quasar&limit=7";
    int pages = 0;
    while (!next.isEmpty()) {
      String page = site.get(next).body();
      Matcher links = Pattern.compile("<h2[^>]*><a href=\"/papers/([^\"]+)\"").matcher(page);
      while (links.find()) {
        assertThat(seen.add(links.group(1))).as(links.group(1)).isTrue();
      }
      Matcher more = Pattern.compile("<a href=\"([^\"]+)\" rel=\"next\">").matcher(page);
      next = more.find() ? more.group(1).replace("&amp;", "&") : "";
      pages++;
    }
    assertThat(pages).isEqualTo(5);
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 30).mapToObj("2503.%05d"::formatted).toList());
  }

  @Test
  void restPagesByTheLinkItGives() {
    List<String> seen = new ArrayList<>();
    String next = "/api/v1/search?q=quasar&limit=8";
    while (!next.isEmpty()) {
      JsonNode page = site.json(next);
      page.path("papers").forEach(p -> seen.add(p.at("/paper/arxiv").asString()));
      next = page.path("next").asString();
    }
    assertThat(seen).hasSize(30).doesNotHaveDuplicates();
  }

  @Test
  void idsAndAddressesGoToThePaper() {
    for (String id :
        List.of("2402.00004", "arXiv:2402.00004v2", "https://arxiv.org/pdf/2402.00004v1")) {
      HttpResponse<String> answer =
          site.get("/search?q=" + URLEncoder.encode(id, StandardCharsets.UTF_8));
      assertThat(answer.statusCode()).isEqualTo(302);
      assertThat(answer.headers().firstValue("Location").orElseThrow())
          .endsWith("/papers/2402.00004");
    }
    assertThat(site.get("/search?q=2402.99999").body())
        .contains("is not here yet", "href=\"/submit?id=2402.99999\"");
    assertThat(site.get("/search/instant?q=2402.00004").body()).contains("Transformers");
  }

  @Test
  void anIdOrAddressFindsThatPaperOrNone() {
    String address =
        URLEncoder.encode("https://arxiv.org/abs/2402.00004v2", StandardCharsets.UTF_8);
    for (String question : List.of("2402.00004", address)) {
      JsonNode found = site.json("/api/v1/search?q=" + question);
      assertThat(found.path("papers").findValuesAsString("arxiv")).containsExactly("2402.00004");
      assertThat(found.path("total").asInt()).isEqualTo(1);
      assertThat(site.json("/api/v1/search?p=1&q=" + question).path("papers")).isEmpty();
      assertThat(site.json("/search.json?q=" + question).path("items")).hasSize(1);
    }
    String unknown = "https%3A%2F%2Farxiv.org%2Fabs%2F2402.99999";
    assertThat(site.json("/api/v1/search?q=" + unknown).path("papers")).isEmpty();
    assertThat(site.get("/search?q=" + unknown).body())
        .contains("No paper was found", "is not here yet")
        .doesNotContain("<ol class=\"papers\"");
  }

  @Test
  void pastTheEndTheWayBackLeadsToTheLastPage() {
    JsonNode past = site.json("/api/v1/search?q=attention&limit=1&p=90");
    assertThat(past.path("papers")).isEmpty();
    JsonNode last = site.json(past.path("previous").asString());
    assertThat(last.path("papers")).hasSize(1);
    assertThat(last.path("next").asString()).isEmpty();
  }

  @Test
  void whatIsFoundIsMarkedAndAllElseEscaped() {
    String page = site.get("/search?q=attention+tags").body();
    assertThat(page)
        .contains("<mark>Attention</mark> networks for &lt;b&gt;<mark>tags</mark>&lt;/b&gt; &amp;");
    assertThat(site.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E").body())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script>alert");
  }

  @Test
  void aWordIsCompletedWhileItIsTyped() {
    assertThat(site.get("/search/instant?q=quas").body())
        .contains("role=\"option\"", "<mark>Quasar</mark>");
    assertThat(site.get("/search/instant?q=").body()).doesNotContain("option");
  }

  @Test
  void similarPapersShareTellingWordsAndLeaveOutThePaperItself() {
    JsonNode similar = site.json("/api/v1/papers/2301.00002/similar").path("papers");
    assertThat(similar.findValuesAsString("arxiv").subList(0, 2))
        .containsExactly("2401.09665", "2401.00003"); // random walks on graphs; graphs, walks
    assertThat(similar.findValuesAsString("arxiv")).doesNotContain("2301.00002", "2503.00007");
    assertThat(site.get("/papers/2301.00002").body())
        .contains("Similar papers", "href=\"/papers/2401.00003\"");
    assertThat(site.get("/api/v1/papers/none/similar").statusCode()).isEqualTo(404);
  }

  @Test
  void aQuestionIsAFeedOfTheNewest() {
    JsonNode feed = site.json("/search.json?q=random");
    assertThat(feed.path("items").findValuesAsString("external_url"))
        .containsSubsequence(
            "https://arxiv.org/abs/2401.00003", "https://arxiv.org/abs/2301.00002");
    assertThat(feed.findValuesAsString("date_published"))
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(feed.path("home_page_url").asString()).endsWith("/search?q=random");
    assertThat(feed.path("feed_url").asString()).endsWith("/search.json?q=random");
    assertThat(site.json("/search.json?q=a.atom").path("feed_url").asString())
        .endsWith("/search.json?q=a.atom");
    HttpResponse<String> atom = site.get("/search.atom?q=random");
    assertThat(atom.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/atom+xml");
    assertThat(atom.body())
        .contains("<title>random · Offprint</title>")
        .containsPattern("rel=\"self\" [^>]*search.atom\\?q=random");
    assertThat(site.get("/search?q=random").body()).contains("href=\"/search.atom?q=random\"");
    assertThat(site.json("/search.json").path("items")).isEmpty();
    assertThat(site.get("/search.atom?q=random&limit=0").statusCode()).isEqualTo(422);
  }

  @Test
  void withoutAnythingThePageExplainsItself() {
    assertThat(site.get("/search").body()).contains("What can be asked", "has:method");
    assertThat(site.get("/search?q=zzzzzzzz").body())
        .contains("No paper was found", "What may help");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "' or 1=1; drop table paper--",
        "title:a AND (b OR [c TO d]) AND /.*/ ~2^3 \\",
        "\u202eمقدمة في الاحتمالات",
        "🤖🚀",
        "\"\"\"",
        "author:\" year:9999999999 topic:",
        "*:*",
        "机器学习",
        "<img src=x onerror=alert(1)>",
        "((((((((((((((((((((((((((((((("
      })
  void anyTextIsAnswered(String question) {
    String encoded = URLEncoder.encode(question, StandardCharsets.UTF_8);
    for (String path : List.of("/search?q=", "/search/instant?q=", "/api/v1/search?q=")) {
      HttpResponse<String> answer = site.get(path + encoded);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.body()).doesNotContain("Exception");
      if (!path.startsWith("/api")) {
        assertThat(answer.body()).doesNotContain("<img");
      }
    }
  }

  @Test
  void longTextsAreAnswered() {
    String words = "quasar+entropy+".repeat(400); // 6 kB
    assertThat(site.get("/search?q=" + words).statusCode()).isEqualTo(200);
    assertThat(site.get("/search/instant?q=" + "x".repeat(7_000)).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/search?q=a&p=-1, 422",
    "/search?q=a&limit=0, 422",
    "/search?q=a&limit=1000000000, 422",
    "/api/v1/search?q=a&p=1000000000, 422",
    "/api/v1/search?q=a&p=x, 400",
    "/search?q=%FF, 400",
    "/search?q=quasar&p=900, 200"
  })
  void wrongNumbersAreRefusedInWords(String path, int status) {
    HttpResponse<String> answer = site.get(path);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).doesNotContain("Exception");
    if (status == 422 && path.startsWith("/api")) {
      assertThat(Json.MAPPER.readTree(answer.body()).path("detail").asString())
          .contains("must be from 0 to 1000: got 1000000000");
    }
  }
}
