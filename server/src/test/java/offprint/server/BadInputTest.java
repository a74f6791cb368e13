package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import offprint.server.home.Home;
import offprint.server.paper.ImportResult;
import offprint.server.paper.Papers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What people, programs and attackers send to lists and papers: a right answer or a clear 4xx. */
class BadInputTest {
  @TempDir static Path folder;
  private static TestSite site;

  @BeforeAll
  static void start() throws Exception {
    Path home = folder.resolve("home");
    ObjectNode arabic = Archive.line("2025-12-22", 1, "2512.00001", "\u202eمقدمة في الاحتمالات");
    arabic.putArray("authors").addObject().put("name", "محمد");
    arabic.putArray("keywords").add("احتمالات").add("..").add(" . ").add("%2e%2e;x/../y");
    ObjectNode named = Archive.line("2025-12-22", 2, "2512.00002", "x".repeat(1_000));
    named.putArray("authors").addObject().put("name", "N".repeat(300));
    named.putArray("keywords").add("k".repeat(300)).add("<script>alert(1)</script>");
    named.put("summary", "y".repeat(20_000));
    named.putObject("submittedBy").put("name", "../../etc?x=1#y");
    ObjectNode odd =
        Archive.line("2025-12-22", 3, "2512.00003", "\u0001\u001f \uD83D\uDE00 $ { \\ ");
    odd.put("summary", "$\\frac{".repeat(2_000));
    Archive.add(home, arabic, named, odd);
    site = TestSite.start(home);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "/papers/date/2026-13-40 404",
        "/error 404",
        "/api/papers/search?q=%FF 400",
        "/papers/date/%2B999999999-12-31 404",
        "/papers/date/-1 404",
        "/papers/date/2026-02-30.atom 404",
        "/papers/week/2026-W99 404",
        "/papers/month/2026-00 404",
        "/papers/calendar/20x5 404",
        "/papers/calendar/99999 404",
        "/papers/date/9998-12-31 200",
        "/papers/date/0000-01-01 404",
        "/papers/date/1969-12-31 404",
        "/papers/week/9999-W01 404",
        "/papers?p=-1 422",
        "/papers?limit=1000000000 422",
        "/papers?limit=99999999999999999999 400",
        "/papers?limit=0 422",
        "/papers?p=1&after=1_2 422",
        "/papers?after=%27%20or%201=1-- 422",
        "/papers/newest?after=zzz_1 422",
        "/papers/month/2025-12?after=T_1 422",
        "/papers/newest?after=2025_999999999999999999 200",
        "/papers/newest?p=100000&limit=200 200",
        "/papers/trending?at=x 422",
        "/papers/trending?at=-999999999-01-01T00:00:00Z 422",
        "/topics?name=%00 400",
        "/topics/%00 400",
        "/authors?name=a%00b 400",
        "/api/v1/papers?topic=%00 400",
        "/topics?name=%FF 400",
        "/topics/%FF%FE 400",
        "/topics/%C0%AE 400",
        "/topics/none 404",
        "/topics/%2e%2e 400",
        "/topics/a%2Fb 400",
        "/authors 400",
        "/submitters/%E2%80%AE 404",
        "/papers/%2e%2e%2fetc 400",
        "/papers/2512.99999 404",
        "/papers/2512.99999.bib 404",
        "/sitemap-999999999.xml 404",
        "/api/v1/papers?date=2026-13-40 404",
        "/api/v1/papers?sort=best 422",
        "/papers/trending?at=%3Cscript%3E 422"
      })
  void isAnsweredInWords(String path, int status) throws Exception {
    String answer = raw(path);
    assertThat(answer).as(path).startsWith("HTTP/1.1 " + status);
    assertThat(answer).doesNotContain("Exception", "\tat ", "<script>");
  }

  @Test
  void pagesOfFailureAreOursAndHtmlWhateverTheAddressEndsIn() throws Exception {
    assertThat(raw("/topics/%FF"))
        .contains("the address or a header of this request cannot be read", "/assets/site.css")
        .doesNotContain("Tomcat", "Tahoma");
    for (String path : new String[] {"/papers/date/2026-13-40.xml", "/sitemap-0.xml", "/x.json"}) {
      assertThat(site.get(path).headers().firstValue("Content-Type"))
          .as(path)
          .hasValue("text/html;charset=UTF-8");
    }
  }

  /** Browsers leave these signs of what is typed or pasted after "?" as they are. */
  @Test
  void signsThatBrowsersLeaveInAQueryAreRead() throws Exception {
    assertThat(raw("/search?q=[CLS]|{x}^`y`\"z\"<b>"))
        .startsWith("HTTP/1.1 200")
        .contains("[CLS]|{x}^`y`&quot;z&quot;&lt;b&gt;");
    assertThat(raw("/api/papers/search?q=[CLS]")).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/daily_papers?x=%00",
        "/api/papers/%00",
        "/api/papers/%FF",
        "/api/papers/%25",
        "/api/papers/a%0d%0ab",
        "/api/papers/https://arxiv.org/abs/2512.00001",
        "/api/arxiv/a%2Fb/repos"
      })
  void addressesThatNobodyCanReadAreRefusedInTheHubsForm(String path) throws Exception {
    assertThat(raw(path))
        .startsWith("HTTP/1.1 400")
        .contains("X-Error-Message: the address ", "{\"error\":\"the address ");
    assertThat(raw(path.replace("/api/", "/api/v1/")))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json", "\"detail\":\"the address ");
  }

  @Test
  void aParameterOfTheWrongKindIsNamed() {
    assertThat(site.get("/papers?limit=abc").body())
        .contains("limit must be a whole number: got abc");
    assertThat(site.get("/authors").body()).contains("name must be given: got nothing");
    assertThat(site.get("/search?p=0&q=a%FFb").body())
        .contains("q must be UTF-8, percent-encoded: got a%FFb");
    assertThat(
            site.json("/api/v1/search?p=abc").path("faults").path(0).path("parameter").asString())
        .isEqualTo("p");
  }

  @Test
  void aPaperThatIsNotHereCanBeSubmitted() {
    assertThat(site.get("/papers/2512.99999").body()).contains("href=\"/submit?id=2512.99999\"");
    assertThat(site.get("/papers/math/0309999").body())
        .contains("href=\"/submit?id=math/0309999\"");
    assertThat(site.get("/papers/nothing").body()).doesNotContain("/submit?id");
  }

  @Test
  void theSignIsFoundWhereBrowsersLookForIt() {
    var answer = site.get("/favicon.ico");
    assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/assets/logo.svg");
  }

  /** Sends the address as it is; clients would mend some of these. */
  private static String raw(String path) throws IOException {
    return sent("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(path));
  }

  private static String sent(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", site.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Refused before they cost memory, in words. */
  @Test
  void headersWithoutMeasureAreRefused() throws Exception {
    String much = "a".repeat(1 << 16);
    for (String head :
        new String[] {
          "GET / HTTP/1.1\r\nHost: localhost\r\nX-Large: " + much + "\r\n",
          "GET / HTTP/1.1\r\nHost: localhost\r\nCookie: session=" + much + "\r\n",
          "GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer offprint_" + much + "\r\n",
          "GET /runs/" + much + " HTTP/1.1\r\nHost: localhost\r\n",
          "GET / HTTP/1.1\r\nHost: localhost\r\n" + "X-Many: 1\r\n".repeat(500),
          "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\u0000b\r\n"
        }) {
      String answer = sent(head + "Connection: close\r\n\r\n");
      assertThat(answer).as("%.60s", head).startsWith("HTTP/1.1 400");
      assertThat(answer).doesNotContain("Exception", "\tat ", "Tomcat");
    }
    assertThat(site.get("/").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/papers/date/2025-12-22",
        "/papers/newest",
        "/papers/trending",
        "/topics",
        "/papers/2512.00001",
        "/papers/2512.00002",
        "/papers/2512.00003",
        "/papers.atom",
        "/papers.json",
        "/papers/2512.00001.bib",
        "/papers/2512.00002.bib",
        "/papers/2512.00003.bib",
        "/papers/2512.00002/thumbnail.svg",
        "/papers/2512.00003/thumbnail.svg",
        "/api/v1/papers/2512.00003"
      })
  void oddPapersBreakNoPage(String path) {
    var answer = site.get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    if (!path.contains("json") && !path.startsWith("/api")) {
      assertThat(answer.body()).doesNotContain("<script>alert");
    }
    assertThat(answer.body().chars().filter(c -> c < ' ' && c != '\n' && c != '\t' && c != '\r'))
        .isEmpty();
  }

  @Test
  void everyLinkOfAnOddPaperLeadsSomewhere() {
    for (String id : new String[] {"2512.00001", "2512.00002", "2512.00003"}) {
      var links =
          java.util.regex.Pattern.compile("href=\"(/(?:topics|authors|submitters)[^\"]*)\"")
              .matcher(site.get("/papers/" + id).body());
      while (links.find()) {
        String path = links.group(1).replace("&amp;", "&");
        assertThat(site.get(path).statusCode()).as(path).isEqualTo(200);
      }
    }
  }

  @Test
  void writingFromTheRightIsShownSo() {
    assertThat(site.get("/papers/2512.00001").body())
        .contains("<h1 class=\"title\" dir=\"auto\">", "<a dir=\"auto\" href=\"/authors/");
  }

  @Test
  void whatCannotBeKeptIsRefusedByLine() throws Exception {
    String huge = Archive.line("2025-12-22", 1, "2512.00009", "Huge").toString();
    String lines =
        String.join(
            "\n",
            huge.replace("The abstract", "a".repeat(10 << 20)),
            huge.replace("Huge\",\"summary", "Nul \\u0000\",\"summary"),
            huge.replace("Ada Author", "Half \\ud800 a character"),
            huge.replace("Ada Author", "N".repeat(301)),
            huge.replace("Huge", "t".repeat(1_001)),
            huge);
    Path home = folder.resolve("refused");
    try (Home opened = TestDatabase.open(home)) {
      ImportResult importResult =
          new Papers(opened)
              .importLines(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
      assertThat(importResult.added()).isEqualTo(1);
      assertThat(importResult.faultyLines()).isEqualTo(5);
      assertThat(importResult.faults()).extracting("line").contains(1L, 2L, 3L, 4L, 5L);
      assertThat(importResult.faults().getFirst().message()).contains("at most 4194304 bytes");
      assertThat(importResult.faults().get(1).message()).contains("U+0000");
    }
  }
}
