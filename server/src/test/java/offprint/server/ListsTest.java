package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import offprint.engine.Json;
import offprint.server.paper.Papers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Tag("sql")
class ListsTest {
  private static final Pattern ARTICLE = Pattern.compile("<article.*?href=\"/papers/([^\"]+)\"");
  private static final Pattern NEXT = Pattern.compile("<a href=\"([^\"]+)\" rel=\"next\">Next");
  private static final Pattern PREVIOUS =
      Pattern.compile("<a href=\"([^\"]+)\" rel=\"prev\">← Prev");

  @TempDir static Path folder;
  private static TestSite site;

  @BeforeAll
  static void start() throws Exception {
    Path home = folder.resolve("home");
    Archive.add(home, thirty());
    site = TestSite.start(home);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  /** Thirty papers of one topic, author and submitter on three days, ten a day. */
  private static ObjectNode[] thirty() {
    return IntStream.range(0, 30)
        .mapToObj(i -> paper(i, "2025-12-%02d".formatted(22 + i / 10), i % 10 + 1, 30 - i))
        .toArray(ObjectNode[]::new);
  }

  private static ObjectNode paper(int number, String day, int rank, int upvotes) {
    ObjectNode line =
        Archive.line(day, rank, "2512.%05d".formatted(number), "Paper " + number)
            .put("upvotes", upvotes);
    line.putArray("keywords").add("Optimal Transport").add("a/b \\ c");
    line.putObject("submittedBy").put("name", "ada").put("fullname", "Ada A.");
    return line;
  }

  private static List<String> shown(String page) {
    List<String> ids = new ArrayList<>();
    Matcher matcher = Pattern.compile(ARTICLE.pattern(), Pattern.DOTALL).matcher(page);
    while (matcher.find()) {
      ids.add(matcher.group(1));
    }
    return ids;
  }

  private static String link(Pattern pattern, String page) {
    Matcher matcher = pattern.matcher(page);
    return matcher.find() ? matcher.group(1).replace("&amp;", "&") : "";
  }

  @ParameterizedTest
  @CsvSource({
    "/papers/date/2025-12-24, 10",
    "/papers/week/2025-W52, 30",
    "/papers/month/2025-12, 30",
    "/papers/newest, 63",
    "/papers/trending, 30",
    "/topics/optimal%20transport, 30",
    "/topics?name=A%2FB+%5C+c, 30",
    "/authors/ada%20author, 30",
    "/submitters/ada, 30"
  })
  void everyListGoesForthAndBackWithoutRepeatOrGap(String url, int total) {
    LinkedHashSet<String> forth = new LinkedHashSet<>();
    List<List<String>> pages = new ArrayList<>();
    String next = url + (url.contains("?") ? "&" : "?") + "limit=7";
    String last = next;
    while (!next.isEmpty()) {
      String page = site.get(next).body();
      List<String> ids = shown(page);
      assertThat(ids).as(next).isNotEmpty();
      ids.forEach(id -> assertThat(forth.add(id)).as(id).isTrue());
      pages.add(ids);
      last = next;
      next = link(NEXT, page);
    }
    assertThat(forth).hasSize(total);
    for (int i = pages.size() - 2; i >= 0; i--) {
      last = link(PREVIOUS, site.get(last).body());
      assertThat(shown(site.get(last).body())).as(last).isEqualTo(pages.get(i));
    }
    assertThat(link(PREVIOUS, site.get(last).body())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/papers/date/2026-01-05",
    "/papers/week/2026-W02",
    "/papers/month/2026-01",
    "/papers/newest",
    "/papers/trending",
    "/topics/ergodicity",
    "/authors/Ada%20Author",
    "/submitters/ada"
  })
  void pagesNeitherRepeatNorSkipWhilePapersArrive(String url) throws Exception {
    Path home = folder.resolve("moving" + url.replace('/', '-'));
    ObjectNode[] lines =
        IntStream.range(0, 12)
            .mapToObj(i -> moving(i, "2026-01-05", i + 1, 100 - 2 * i))
            .toArray(ObjectNode[]::new);
    Archive.add(home, lines);
    List<String> seen = new ArrayList<>();
    List<String> first;
    String next = url + "?limit=5";
    try (TestSite moving = TestSite.start(home)) {
      first = shown(moving.get(url + "?limit=100").body()).stream().limit(12).toList();
      String page = moving.get(next).body();
      seen.addAll(shown(page));
      next = link(NEXT, page);
      Archive.addTo(
          moving.context().getBean(Papers.class),
          moving(100, "2026-01-05", 1, 1_000),
          moving(101, "2026-01-05", 2, 900),
          moving(102, "2026-01-06", 1, 950));
      while (!next.isEmpty()) {
        page = moving.get(next).body();
        seen.addAll(shown(page));
        next = link(NEXT, page);
      }
    }
    assertThat(seen).doesNotHaveDuplicates();
    List<String> known = seen.stream().filter(first::contains).toList();
    assertThat(known).isEqualTo(first);
  }

  private static ObjectNode moving(int number, String day, int rank, int upvotes) {
    ObjectNode line = paper(number, day, rank, upvotes);
    line.put("publishedAt", "2026-01-0%dT00:00:00.000Z".formatted(number < 100 ? 2 : 4));
    line.putArray("keywords").add("Ergodicity");
    return line;
  }

  @Test
  void listsByTopicAuthorAndSubmitterForgiveCaseAndAccents() {
    assertThat(site.get("/topics/OPTIMAL%20%20TRANSPORT").body())
        .contains("<h1 dir=\"auto\">Optimal");
    assertThat(site.get("/authors/%C3%81da%20author").body()).contains(">Ada Author</h1>");
    assertThat(site.get("/topics").body())
        .contains("/topics/Optimal%20Transport", "/topics?name=a%2Fb+%5C+c");
    assertThat(site.get("/papers/date/2025-12-22").body())
        .contains("/topics/Optimal%20Transport", "href=\"/topics?name=a%2Fb+%5C+c\"");
    for (String nobody : List.of("/topics/none", "/authors/None", "/submitters/None")) {
      assertThat(site.get(nobody).statusCode()).as(nobody).isEqualTo(404);
    }
  }

  @Test
  void trendingSaysWhatItIsMeasuredFrom() {
    String page = site.get("/papers/trending").body();
    assertThat(page).contains("as it stood on 24 December 2025");
    assertThat(shown(page).getFirst()).isEqualTo("2512.00020");
  }

  @Test
  void theCalendarCountsPapersAndLinksToTheirDays() {
    String year = site.get("/papers/calendar/2025").body();
    assertThat(year)
        .contains("30 papers on lists", "22 December: 10 papers", "/papers/week/2025-W52");
    assertThat(year.split("href=\"/papers/date/", -1)).hasSize(4 + 1);
    assertThat(site.get("/papers/date/2025-12-23").body())
        .contains("<caption><a href=\"/papers/month/2025-12\">December 2025</a></caption>")
        .contains("aria-current=\"date\"");
    assertThat(site.get("/papers/calendar").headers().firstValue("Location").orElseThrow())
        .endsWith("/papers/calendar/2025");
    assertThat(site.get("/papers/calendar/1999").body()).contains("No papers were listed.");
  }

  @Test
  void unchangedListsAreNotSentAgain() {
    for (String url : List.of("/", "/papers/newest", "/papers.atom", "/topics")) {
      HttpResponse<String> first = site.get(url);
      String tag = first.headers().firstValue("ETag").orElseThrow();
      HttpResponse<String> again = site.send(site.request(url).header("If-None-Match", tag));
      assertThat(again.statusCode()).as(url).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(site.send(site.request(url).header("If-None-Match", "\"other\"")).body())
          .isEqualTo(first.body());
    }
    HttpResponse<String> own = site.send(site.request("/").header("Cookie", "reader=1"));
    assertThat(own.headers().firstValue("ETag")).isEmpty();
    assertThat(dense(own.body())).isEqualTo(dense(site.get("/").body()));
  }

  /** Without space between elements. */
  private static String dense(String html) {
    return html.replaceAll(">\\s+<", "><");
  }

  @Test
  void restKnowsTheSameListsAndTheirNextPage() {
    for (String list :
        List.of(
            "topic=optimal%20transport",
            "author=Ada%20Author",
            "submitter=ada",
            "sort=newest",
            "sort=trending",
            "month=2025-12",
            "topic=a/b%20%5C%20c")) {
      String next = "/api/v1/papers?limit=20&" + list;
      List<String> seen = new ArrayList<>();
      while (!next.isEmpty()) {
        HttpResponse<String> answer = site.get(next);
        assertThat(answer.statusCode()).as(next).isEqualTo(200);
        JsonNode page = Json.MAPPER.readTree(answer.body());
        page.path("papers").forEach(paper -> seen.add(paper.path("url").asString()));
        next = page.path("next").asString();
      }
      assertThat(seen).as(list).doesNotHaveDuplicates().hasSize(list.contains("newest") ? 63 : 30);
    }
    assertThat(site.get("/api/v1/papers?topic=a&author=b").statusCode()).isEqualTo(422);
    assertThat(site.get("/api/v1/papers?sort=best").body())
        .contains("newest or trending: got best");
  }

  @Test
  void todayIsTheFrontOnceItHasPapers() throws Exception {
    Path home = folder.resolve("today");
    String today = LocalDate.now(java.time.ZoneOffset.UTC).toString();
    Archive.add(
        home,
        Archive.line("2025-12-01", 1, "2512.00001", "Then"),
        Archive.line(today, 1, "2512.00002", "Now"),
        Archive.line("9000-01-01", 1, "2512.00003", "One day"));
    try (TestSite now = TestSite.start(home)) {
      assertThat(shown(now.get("/").body())).containsExactly("2512.00002");
      assertThat(now.get("/papers/trending").body()).contains("Votes and comments against age.<");
    }
  }
}
