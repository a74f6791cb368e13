package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Saving and hiding without an account. */
class ReaderFeedbackTest {
  private static final String DAY = "/papers/date/2026-03-02";

  @TempDir static Path folder;
  private static TestSite site;

  @BeforeAll
  static void start() throws Exception {
    Archive.add(
        folder,
        IntStream.range(0, 60)
            .mapToObj(
                i -> Archive.line("2026-03-02", i + 1, "2603.%05d".formatted(i), "Paper " + i))
            .toArray(ObjectNode[]::new));
    site = TestSite.start(folder);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  /** A browser with a cookie jar that holds at most the reader's word. */
  private static final class Browser {
    private String cookie = "";

    HttpResponse<String> get(String path) {
      return send(site.request(path));
    }

    HttpResponse<String> give(String paper, String opinion) {
      return post("/opinions", "paper=" + paper + "&opinion=" + opinion);
    }

    HttpResponse<String> post(String path, String form) {
      return send(
          site.request(path)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .header("Referer", site.uri(DAY + "?limit=100").toString())
              .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
      if (!cookie.isEmpty()) {
        request.header("Cookie", cookie);
      }
      HttpResponse<String> answer = site.send(request);
      answer
          .headers()
          .firstValue("Set-Cookie")
          .ifPresent(set -> cookie = set.contains("Max-Age=0") ? "" : set.split(";")[0]);
      return answer;
    }
  }

  private static List<String> papers(HttpResponse<String> page) {
    return java.util.regex.Pattern.compile("<h2 dir=\"auto\"><a href=\"/papers/([^\"]+)\"")
        .matcher(page.body())
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @Test
  void aReaderIsMadeByTheFirstOpinionNotByReading() {
    Browser browser = new Browser();
    for (String page : List.of("/", DAY, "/papers/2603.00001", "/saved", "/hidden")) {
      assertThat(browser.get(page).headers().firstValue("Set-Cookie")).as(page).isEmpty();
    }
    HttpResponse<String> answer = browser.give("2603.00001", "saved");
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .endsWith(DAY + "?limit=100#opinion-2603.00001");
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .matches("reader=[0-9a-f]{32}; .*")
        .contains("HttpOnly", "SameSite=Lax", "Path=/");
    assertThat(browser.give("2603.00002", "none").headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void listsAndPaperPagesShowWhatIsSavedAndHidden() {
    Browser browser = new Browser();
    browser.give("2603.00003", "saved");
    browser.give("2603.00004", "hidden");
    browser.give("2603.00005", "saved");
    String saved = "id=\"opinion-2603.00003\" data-opinion=\"saved\"";
    assertThat(browser.get(DAY + "?limit=100").body())
        .contains(saved, "id=\"opinion-2603.00004\" data-opinion=\"hidden\"")
        .contains("id=\"opinion-2603.00006\" data-opinion=\"none\"");
    assertThat(browser.get("/papers/2603.00003").body()).contains(saved);
    assertThat(papers(browser.get("/saved"))).containsExactly("2603.00005", "2603.00003");
    assertThat(papers(browser.get("/hidden"))).containsExactly("2603.00004");
  }

  @Test
  void anOpinionCanBeChangedAndUndone() {
    Browser browser = new Browser();
    browser.give("2603.00003", "saved");
    browser.give("2603.00003", "saved");
    browser.give("2603.00003", "hidden");
    assertThat(papers(browser.get("/saved"))).isEmpty();
    assertThat(papers(browser.get("/hidden"))).containsExactly("2603.00003");
    browser.give("2603.00003", "none");
    assertThat(papers(browser.get("/hidden"))).isEmpty();
  }

  @Test
  void readersDoNotSeeEachOther() {
    Browser one = new Browser();
    Browser other = new Browser();
    one.give("2603.00010", "saved");
    other.give("2603.00011", "saved");
    assertThat(papers(one.get("/saved"))).containsExactly("2603.00010");
    assertThat(papers(other.get("/saved"))).containsExactly("2603.00011");
    assertThat(papers(new Browser().get("/saved"))).isEmpty();
    assertThat(new Browser().get(DAY + "?limit=100").body())
        .doesNotContain("data-opinion=\"saved\"");
  }

  @Test
  void whoIsForgottenLeavesNothing() {
    Browser browser = new Browser();
    browser.give("2603.00010", "saved");
    String word = browser.cookie;
    assertThat(browser.get("/saved").body()).contains("Forget me");
    assertThat(browser.post("/reader/forget", "").statusCode()).isEqualTo(302);
    assertThat(browser.cookie).isEmpty();
    browser.cookie = word;
    assertThat(papers(browser.get("/saved"))).isEmpty();
    assertThat(browser.get("/saved").body()).doesNotContain("Forget me");
  }

  @Test
  void aScriptGetsTheButtonsAlone() {
    Browser browser = new Browser();
    HttpResponse<String> answer =
        browser.send(
            site.request("/opinions")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Part", "buttons")
                .POST(HttpRequest.BodyPublishers.ofString("paper=2603.00020&opinion=saved")));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().strip()).startsWith("<form class=\"opinion\"").endsWith("</form>");
    assertThat(answer.body()).contains("data-opinion=\"saved\"").doesNotContain("<html");
    assertThat(papers(browser.get("/saved"))).containsExactly("2603.00020");
  }

  @Test
  void manyOpinionsAreReadPageByPage() {
    Browser browser = new Browser();
    IntStream.range(0, 60).forEach(i -> browser.give("2603.%05d".formatted(i), "saved"));
    List<String> first = papers(browser.get("/saved"));
    List<String> second = papers(browser.get("/saved?p=1"));
    assertThat(first).hasSize(50).doesNotContainAnyElementsOf(second);
    assertThat(second).hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "paper=none&opinion=saved 404",
        "paper=&opinion=saved 404",
        "opinion=saved 404",
        "paper=2603.00001 422",
        "paper=2603.00001&opinion=<script> 422",
        "paper=2603.00001&opinion=saved&opinion=hidden 422",
        "paper=%00&opinion=saved 404"
      })
  void badInputIsRefusedInWords(String formAndStatus) {
    String[] parts = formAndStatus.split(" ");
    HttpResponse<String> answer = new Browser().post("/opinions", parts[0]);
    assertThat(answer.statusCode()).isEqualTo(Integer.parseInt(parts[1]));
    assertThat(answer.body()).doesNotContain("<script>", "Exception");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reader=", "reader=x", "reader='; drop table opinion", "reader=\u00e9"})
  void aWordThatIsNotOursIsReplaced(String cookie) {
    Browser browser = new Browser();
    browser.cookie = cookie;
    assertThat(browser.get("/saved").statusCode()).isEqualTo(200);
    browser.give("2603.00030", "saved");
    assertThat(browser.cookie).matches("reader=[0-9a-f]{32}");
    assertThat(papers(browser.get("/saved"))).containsExactly("2603.00030");
  }

  @Test
  void aPageOfAnotherSiteCannotGiveOpinionsAndIsNotReturnedTo() {
    HttpRequest.Builder foreign =
        site.request("/opinions")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", "https://elsewhere.example")
            .POST(HttpRequest.BodyPublishers.ofString("paper=2603.00001&opinion=saved"));
    assertThat(site.send(foreign).statusCode()).isEqualTo(403);
    HttpRequest.Builder referred =
        site.request("/opinions")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Referer", "https://elsewhere.example/papers")
            .POST(HttpRequest.BodyPublishers.ofString("paper=2603.00001&opinion=saved"));
    assertThat(site.send(referred).headers().firstValue("Location").orElseThrow())
        .endsWith("/papers/2603.00001#opinion-2603.00001")
        .doesNotContain("elsewhere");
  }

  @Test
  void pagesOutOfBoundsAreRefused() {
    assertThat(site.get("/saved?p=-1").statusCode()).isEqualTo(422);
    assertThat(site.get("/hidden?p=201").statusCode()).isEqualTo(422);
    assertThat(site.get("/saved?p=x").statusCode()).isEqualTo(400);
    assertThat(site.get("/saved?p=200").statusCode()).isEqualTo(200);
  }
}
