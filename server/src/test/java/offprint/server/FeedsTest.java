package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.SyndFeedInput;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class FeedsTest {
  @TempDir static Path folder;
  private static TestSite site;

  @BeforeAll
  static void start() throws Exception {
    Path home = folder.resolve("home");
    ObjectNode first =
        Archive.line("2025-12-22", 1, "2512.00001", "The $L^2$ norm, <b>bold</b> & \u0007 bell");
    first.put("summary", "We prove $x<y$.\n\nThen ]]> we rest.");
    first.putArray("keywords").add("a/b").add("norms");
    first.putObject("submittedBy").put("name", "ada.atom");
    ObjectNode second = Archive.line("2025-12-23", 1, "2512.00002", "Second");
    second.putArray("keywords").add("norms");
    second.putObject("submittedBy").put("name", "ada");
    Archive.add(home, first, second);
    site = TestSite.start(home);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/papers", "/papers/date/2025-12-22", "/papers/week/2025-W52", "/papers/month/2025-12",
        "/papers/trending", "/papers/newest", "/topics/norms", "/topics?name=a%2Fb",
        "/authors/Ada%20Author", "/submitters/ada"
      })
  void everyListNamesItsFeedsAndTheyAreValid(String url) throws Exception {
    String page = site.get(url).body();
    String atom = alternate(page, "application/atom+xml");
    HttpResponse<String> answer = site.get(atom);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/atom+xml");
    SyndFeed feed = new SyndFeedInput().build(new StringReader(answer.body()));
    assertThat(feed.getFeedType()).isEqualTo("atom_1.0");
    assertThat(feed.getEntries()).isNotEmpty();
    Set<String> ids = new HashSet<>();
    for (SyndEntry entry : feed.getEntries()) {
      assertThat(entry.getTitle()).isNotBlank();
      assertThat(entry.getUpdatedDate()).isNotNull();
      assertThat(entry.getLink()).startsWith("http://localhost:" + site.port() + "/papers/");
      assertThat(ids.add(entry.getUri())).isTrue();
    }
    JsonNode json = site.json(alternate(page, "application/feed+json"));
    assertThat(json.path("version").asString()).isEqualTo("https://jsonfeed.org/version/1.1");
    assertThat(json.path("feed_url").asString())
        .isEqualTo(site.uri(alternate(page, "application/feed+json")).toString());
    assertThat(json.path("items").size()).isEqualTo(feed.getEntries().size());
    for (JsonNode item : json.path("items")) {
      assertThat(ids).contains(item.path("id").asString());
      assertThat(item.path("content_html").isString()).isTrue();
      Instant.parse(item.path("date_published").asString());
    }
  }

  private static String alternate(String page, String type) {
    Matcher matcher =
        Pattern.compile(
                "rel=\"alternate\" type=\"%s\" href=\"([^\"]+)\"".formatted(Pattern.quote(type)))
            .matcher(page);
    assertThat(matcher.find()).as(type).isTrue();
    return matcher.group(1).replace("&amp;", "&");
  }

  @Test
  void entriesHoldWhatPapersSayAndNoMore() throws Exception {
    SyndFeed feed =
        new SyndFeedInput()
            .build(new StringReader(site.get("/papers/date/2025-12-22.atom").body()));
    SyndEntry entry = feed.getEntries().getFirst();
    assertThat(entry.getTitle()).isEqualTo("The L² norm, <b>bold</b> &   bell");
    assertThat(entry.getUri()).isEqualTo("https://arxiv.org/abs/2512.00001");
    assertThat(entry.getAuthors()).extracting("name").containsExactly("Ada Author");
    assertThat(entry.getDescription().getValue())
        .contains("<math>", "<mo>&lt;</mo>", "</p><p", "Then ]]&gt; we rest.");
    assertThat(entry.getCategories()).extracting("name").containsExactly("a/b", "norms");
    assertThat(entry.getUpdatedDate()).isEqualTo(Instant.parse("2025-12-22T00:00:00Z"));
  }

  @Test
  void anEndingThatBelongsToTheNameIsNoFeed() {
    assertThat(site.get("/submitters/ada.atom").headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/atom+xml");
    assertThat(site.get("/submitters?name=ada.atom").body()).contains(">ada.atom</h1>");
  }

  @Test
  void pagedFeedsLeadOn() {
    JsonNode first = site.json("/papers/newest.json?limit=1");
    String next = first.path("next_url").asString();
    JsonNode second = site.json(next.replaceFirst("http://localhost:[0-9]+", ""));
    assertThat(second.at("/items/0/id")).isNotEqualTo(first.at("/items/0/id"));
  }

  @Test
  void crawlersFindEveryPaperOnce() throws Exception {
    String robots = site.get("/robots.txt").body();
    assertThat(robots).contains("Sitemap: http://localhost:" + site.port() + "/sitemap.xml");
    Set<String> pages = new HashSet<>();
    for (String part : locations("/sitemap.xml")) {
      for (String page : locations(part.replaceFirst("http://localhost:[0-9]+", ""))) {
        assertThat(pages.add(page)).as(page).isTrue();
        String path = page.replaceFirst("http://localhost:[0-9]+", "");
        assertThat(site.get(path).statusCode()).as(path).isIn(200, 302);
      }
    }
    assertThat(pages)
        .contains(site.uri("/papers/2512.00001").toString(), site.uri("/papers/newest").toString());
    assertThat(site.get("/sitemap-2.xml").statusCode()).isEqualTo(404);
  }

  private static List<String> locations(String path) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(site.get(path).body().getBytes(StandardCharsets.UTF_8)));
    NodeList found = document.getElementsByTagName("loc");
    return java.util.stream.IntStream.range(0, found.getLength())
        .mapToObj(i -> found.item(i).getTextContent())
        .toList();
  }
}
