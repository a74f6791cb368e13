package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import offprint.server.home.Home;
import offprint.server.paper.Papers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PagesTest {
  @TempDir static Path folder;
  private static TestSite site;

  @BeforeAll
  static void start() {
    site = TestSite.start(folder);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  /** A site whose archive has lists, one of them with markup in every field. */
  private static void listed(Path home) throws IOException {
    String lines =
        """
        {"date":"2025-12-22","rank":1,"id":"2512.00001","title":"Monday","summary":"A","authors":[{"name":"Ada"}],"publishedAt":"2025-12-20T10:00:00.000Z","upvotes":3}
        {"date":"2025-12-26","rank":1,"id":"2512.00002","title":"<script>alert(1)</script>","summary":"<img src=x onerror=alert(2)> & more","authors":[{"name":"<b>Bob</b>"}],"publishedAt":"2025-12-24T10:00:00.000Z","upvotes":9,"githubRepo":"https://example.org/\\"onmouseover=alert(3)"}
        {"date":"2025-12-26","rank":2,"id":"2512.00003","title":"Friday, second","summary":"B","authors":[{"name":"Cy"}],"publishedAt":"2025-12-24T10:00:00.000Z","upvotes":5}
        """;
    try (Home opened = TestDatabase.open(home)) {
      var imported =
          new Papers(opened)
              .importLines(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
      assertThat(imported.added()).isEqualTo(2);
      assertThat(imported.faults()).extracting("field").containsExactly("githubRepo");
      String clean =
          lines.replace(",\"githubRepo\":\"https://example.org/\\\"onmouseover=alert(3)\"", "");
      new Papers(opened)
          .importLines(new ByteArrayInputStream(clean.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void aFreshSiteShowsTheFoundingPapersWhole() {
    String page = site.get("/").body();
    assertThat(page.split("<article", -1)).hasSize(34);
    assertThat(page)
        .contains("Minimum Entropy Coupling with Bottleneck", "lossy compression")
        .contains("https://arxiv.org/abs/2410.21666", "https://github.com/kwuking/TimeMixer")
        .contains("3 authors");
    assertThat(site.get("/papers").body()).isEqualTo(page);
    JsonNode list = site.json("/api/v1/papers");
    assertThat(list.path("total").asInt()).isEqualTo(33);
    assertThat(list.path("papers").size()).isEqualTo(33);
  }

  @Test
  void papersThatRunSaySo() {
    assertThat(site.get("/runnable").body())
        .contains("Runnable", "/papers/2401.09665/run/walk", "Self-Repellent");
    assertThat(site.json("/api/v1/papers/srrw").at("/methods/1/id").asString())
        .isEqualTo("srrw/walk");
  }

  @Test
  void methodsOfOnePaperAreListedAndAnUnknownOneIsNamed() {
    assertThat(site.json("/api/v1/methods/srrw").findValuesAsString("id")).contains("srrw/walk");
    assertThat(site.get("/api/v1/methods/srw").statusCode()).isEqualTo(404);
    assertThat(site.get("/api/v1/methods/srw").body())
        .contains("there is no paper 'srw' with methods; did you mean srrw?");
    assertThat(site.get("/api/v1/methods/nope-nope-nope").body())
        .contains("there is no paper 'nope-nope-nope' with methods\"");
  }

  /** What does not change while the search index is being made. */
  private static String head(String page) {
    return page.substring(0, page.indexOf("</head>"));
  }

  @Test
  void aPaperHasAPageUnderItsArxivIdAndItsSlug() {
    String page = site.get("/papers/2405.14616").body();
    assertThat(page).contains("TimeMixer", "https://arxiv.org/abs/2405.14616");
    assertThat(head(site.get("/papers/timemixer").body())).isEqualTo(head(page));
    assertThat(site.get("/papers/grain-orientations").statusCode()).isEqualTo(200);
    assertThat(site.get("/papers/2405.14616v3").headers().firstValue("Location").orElseThrow())
        .endsWith("/papers/2405.14616");
  }

  @Test
  void listsByDayWeekAndMonthEscapeWhatTheyShowAndLinkToEachOther() throws Exception {
    Path home = folder.resolve("listed");
    listed(home);
    try (TestSite archive = TestSite.start(home)) {
      String day = archive.get("/papers/date/2025-12-26").body();
      assertThat(day)
          .contains("Friday, 26 December 2025", "&lt;script&gt;alert(1)&lt;/script&gt;")
          .contains("&lt;img src=x onerror=alert(2)&gt; &amp; more", "&lt;b&gt;Bob&lt;/b&gt;")
          .doesNotContain("<script>alert", "<img", "<b>Bob")
          .contains("/papers/date/2025-12-22");
      assertThat(archive.get("/").body()).contains("Friday, second");
      assertThat(archive.get("/papers/week/2025-W52").body()).contains("Week 52", "Monday");
      assertThat(archive.get("/papers/month/2025-12").body()).contains("December 2025", "3 papers");
      assertThat(archive.get("/papers/date/2025-12-24").body())
          .contains("No papers were listed", "/papers/date/2025-12-22", "/papers/date/2025-12-26");
      assertThat(archive.get("/papers/2512.00002").body()).doesNotContain("<script>alert");
      assertThat(archive.get("/papers/timemixer").body())
          .as("a founding paper beside an archive")
          .contains("Shiyu Wang", "all-MLP network");
      assertThat(
              archive
                  .json("/api/v1/papers?week=2025-W52&limit=1&p=1")
                  .at("/papers/0/title")
                  .asString())
          .isEqualTo("Friday, second");
    }
  }

  @Test
  void whatIsNotThereIsSaidInWords() {
    for (String path :
        new String[] {
          "/papers/9999.99999",
          "/runs/77",
          "/nothing",
          "/papers/timemixer/run/fly",
          "/papers/date/2025-02-30",
          "/papers/week/2025-W60",
          "/papers/month/2025-13"
        }) {
      HttpResponse<String> answer = site.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.body()).as(path).contains("here is no").doesNotContain("Exception");
    }
    assertThat(site.get("/papers/srrw/run/wolk").body()).contains("did you mean srrw/walk?");
    HttpResponse<String> api = site.get("/api/v1/papers/9999.99999");
    assertThat(api.statusCode()).isEqualTo(404);
    assertThat(api.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(api.body()).contains("there is no paper '9999.99999' here");
    assertThat(site.get("/api/v1/nothing").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "/papers/, /papers",
    "/papers/2405.14616/?x=%C3%A9, /papers/2405.14616?x=%C3%A9",
    "/api/v1/methods/, /api/v1/methods",
    "/papers?date=2026-13-40, /papers/date/2026-13-40",
    "/papers?week=2025-W52, /papers/week/2025-W52",
    "/papers?month=2025-12, /papers/month/2025-12",
    "/papers?q=a+b%7B%3F, /search?q=a%20b%7B%3F"
  })
  void addressesNearlyRightLeadOn(String path, String target) {
    HttpResponse<String> answer = site.get(path);
    assertThat(answer.statusCode()).isBetween(302, 308);
    assertThat(
            answer.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", ""))
        .isEqualTo(target);
  }

  @Test
  void nothingLeadsToAnotherSite() throws Exception {
    for (String path : new String[] {"//example.org/", "/\\example.org/", "///example.org//"}) {
      try (Socket socket = new Socket("127.0.0.1", site.port())) {
        socket
            .getOutputStream()
            .write(
                "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .formatted(path)
                    .getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .as(path)
            .startsWith("HTTP/1.1 4")
            .doesNotContain("Location:");
      }
    }
  }

  @Test
  void aPageAfterTheLastSaysSo() {
    assertThat(site.get("/papers/newest?p=999").body())
        .contains("The list ends before this page.", "href=\"/papers/newest\"");
  }

  @Test
  void browsersLearnHowToSearchHere() throws Exception {
    String path = "/opensearch.xml";
    assertThat(site.get("/").body()).contains("rel=\"search\"", "href=\"" + path + "\"");
    var urls =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(site.get(path).body().getBytes(StandardCharsets.UTF_8)))
            .getElementsByTagName("Url");
    String template = urls.item(0).getAttributes().getNamedItem("template").getTextContent();
    assertThat(template).startsWith("http://").endsWith("/search?q={searchTerms}");
  }

  @Test
  void everyFaultOfAPageNumberIsNamed() {
    HttpResponse<String> answer = site.get("/api/v1/papers?limit=0&p=-1");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("limit must be from 1 to 200: got 0", "p must be from 0 to 100000: got -1");
    assertThat(site.get("/papers?limit=abc").statusCode()).isEqualTo(400);
  }

  @Test
  void pagesAllowNoForeignScriptAndNoFrame() {
    var headers = site.get("/").headers();
    assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'");
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.firstValue("Referrer-Policy")).contains("same-origin");
  }

  @Test
  void otherHostNamesAreRefused() throws Exception {
    assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example:80\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 403")
        .contains("answers to localhost only");
    assertThat(raw("GET / HTTP/1.1\r\nHost: [::1]:80\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", site.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void pagesOfOtherSitesMayNotChangeAnything() {
    String run = "{\"method\":\"srrw/walk\"}";
    for (String[] header :
        new String[][] {
          {"Origin", "https://evil.example"},
          {"Origin", "null"},
          {"Origin", "http://localhost:1"},
          {"Sec-Fetch-Site", "cross-site"},
          {"Sec-Fetch-Site", "same-site"}
        }) {
      HttpResponse<String> answer =
          site.send(
              site.request("/api/v1/runs")
                  .header(header[0], header[1])
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(run)));
      assertThat(answer.statusCode()).as(String.join(" ", header)).isEqualTo(403);
    }
    assertThat(site.json("/api/v1/runs").path("total").asInt()).isZero();
  }

  @Test
  void aFormThatABrowserSaysIsOursIsReadThoughItNamesNoOrigin() {
    HttpResponse<String> answer =
        site.send(
            site.request("/api/v1/runs")
                .header("Origin", "null")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    assertThat(answer.statusCode()).isEqualTo(422);
  }

  @Test
  void theFormIsTheSchema() {
    String page = site.get("/papers/srrw/run/walk").body();
    assertThat(page)
        .contains("name=\"param.nodes\" value=\"8\" min=\"3\" max=\"10000\" step=\"1\"")
        .contains("name=\"param.repulsion\" value=\"4\" min=\"0\" step=\"any\"")
        .contains("<option value=\"nativeMemory\">Native memory</option>")
        .contains("<input type=\"checkbox\" id=\"param-trace\" name=\"param.trace\"", "checked")
        .contains("example:etth1", "type=\"file\" name=\"file.visits\"")
        .contains("Strength of the repulsion; 0 is the plain walk", "α", "steps");
    assertThat(site.get("/papers/srrw/run/walk?preset=long").body())
        .contains("name=\"param.nodes\" value=\"100\"");
    assertThat(site.get("/papers/srrw/run/walk?preset=none").statusCode()).isEqualTo(422);
  }

  @Test
  void faultsStandBesideTheirFieldsAndValuesStay() {
    HttpResponse<String> answer =
        site.postForm(
            "/papers/srrw/run/walk",
            "preset=quick&seed=x&param.nodes=2&param.steps=many&param.repulsion=4&param.rest=0"
                + "&param.appetite=none&param.title=%3Ci%3E&param.readings=0.5&param.visits=");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("nodes must be at least 3: got 2", "steps must be a whole number: got many")
        .contains("seed must be a whole number: got x")
        .contains("value=\"many\"", "value=\"&lt;i&gt;\"", "value=\"2\"");
    HttpResponse<String> across =
        site.postForm(
            "/papers/srrw/run/walk",
            "param.nodes=100&param.steps=500&param.repulsion=4&param.rest=0&param.appetite=none"
                + "&param.title=t&param.readings=0.5&param.visits=");
    assertThat(across.body()).contains("steps must be at least ten times nodes: got 500 and 100");
  }

  @Test
  void scriptsAndStylesAreServedByTheSiteItself() {
    for (String asset :
        new String[] {
          "site.css",
          "site.js",
          "live.js",
          "logo.svg",
          "charts.js",
          "report.css",
          "lib/htmx.js",
          "lib/vega.js",
          "lib/vega-lite.js",
          "lib/vega-embed.js"
        }) {
      assertThat(site.get("/assets/" + asset).statusCode()).as(asset).isEqualTo(200);
    }
    assertThat(site.get("/assets/../Server.class").statusCode()).isIn(400, 404);
    assertThat(site.get("/assets/lib/other.js").statusCode()).isEqualTo(404);
  }

  @Test
  void everyRequestIsCountedWhateverItsAnswer() {
    long before = site.requests();
    for (String path : List.of("/", "/assets/site.css", "/none", "/api/v1/papers")) {
      site.get(path);
    }
    assertThat(site.requests()).isEqualTo(before + 4);
  }
}
