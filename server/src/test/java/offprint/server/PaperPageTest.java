package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import offprint.engine.Json;
import org.jbibtex.BibTeXDatabase;
import org.jbibtex.BibTeXEntry;
import org.jbibtex.BibTeXParser;
import org.jbibtex.Key;
import org.jbibtex.LaTeXParser;
import org.jbibtex.LaTeXPrinter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class PaperPageTest {
  @TempDir static Path folder;
  private static TestSite site;

  @BeforeAll
  static void start() throws Exception {
    Path home = folder.resolve("home");
    ObjectNode full =
        Archive.line("2025-12-22", 3, "2512.00001", "On $\\ell_2$ Norms & 5\\% \"More\"");
    full.put("summary", "We show \\emph{that} $x^2$ grows.\n\nSee https://example.org/x.")
        .put("upvotes", 42)
        .put("numComments", 2)
        .put("githubRepo", "https://github.com/example/norms")
        .put("githubStars", 1234)
        .put("projectPage", "https://example.org/norms")
        .put("ai_summary", "Norms grow as $n^2$.")
        .put("version", "v3")
        .put("updated", "2025-12-24T00:00:00Z")
        .put("doi", "10.1000/xyz")
        .put("journalRef", "J. Norms 3 (2025)");
    full.putArray("authors").addObject().put("name", "Émile Borel");
    ((ArrayNode) full.path("authors")).addObject().put("name", "Gödel, Kurt");
    ((ArrayNode) full.path("authors")).addObject().put("name", "李 小龙");
    full.putArray("ai_keywords").add("norms").add("$\\ell_2$");
    full.putObject("submittedBy").put("name", "ada").put("fullname", "Ada A.");
    full.putObject("organization").put("name", "uni").put("fullname", "A University");
    full.putArray("mediaUrls").add("https://cdn.example/a.mp4").add("javascript:alert(1)");
    ObjectNode script =
        Archive.line("2025-12-22", 4, "2512.00002", "</script><script>alert(1)</script>");
    script.put("summary", "</script><img src=x onerror=alert(2)> & more");
    ObjectNode crowd = Archive.line("2025-12-22", 5, "2512.00003", "Many");
    ArrayNode authors = crowd.putArray("authors");
    for (int i = 0; i < 664; i++) {
      authors.addObject().put("name", "Author " + i);
    }
    ObjectNode old = Archive.line("2025-12-22", 6, "math/0309136", "Old {braces} \\o/ 100%");
    ObjectNode again =
        Archive.line("2025-12-24", 1, "2512.00001", "On $\\ell_2$ Norms & 5\\% \"More\"");
    for (String same : List.of("authors", "summary", "publishedAt")) {
      again.set(same, full.path(same));
    }
    Archive.add(home, full, script, crowd, old, again);
    site = TestSite.start(home);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void everythingKnownIsShown() {
    String page = site.get("/papers/2512.00001").body();
    assertThat(page)
        .contains("<math><msub><mi>ℓ</mi><mn>2</mn></msub></math> Norms &amp; 5%")
        .contains("<em>that</em> <math><msup><mi>x</mi><mn>2</mn></msup></math> grows.</p><p")
        .contains("<a href=\"https://example.org/x\" rel=\"noreferrer nofollow\">")
        .contains("href=\"/authors/%C3%89mile%20Borel\"", "A University", "(1,234 stars)")
        .contains("https://arxiv.org/abs/2512.00001", "https://arxiv.org/pdf/2512.00001")
        .contains("https://arxiv.org/html/2512.00001", "https://github.com/example/norms")
        .contains("https://example.org/norms", "https://cdn.example/a.mp4")
        .contains("Norms grow as <math><msup><mi>n</mi><mn>2</mn></msup></math>.")
        .contains("22 December 2025", "place 3", "42 upvotes", "2 comments", "24 December 2025")
        .contains("href=\"/submitters/ada\"", "Ada A.", "href=\"/topics/norms\"")
        .contains("v3", "https://doi.org/10.1000/xyz", "J. Norms 3 (2025)")
        .doesNotContain("javascript:alert");
    assertThat(site.get("/papers/2512.00003").body())
        .contains("and 644 more", ">Author 0<", ">Author 663<");
  }

  @Test
  void namesThatLeadToArxivLeadHere() {
    for (String name :
        List.of("2512.00001v2", "2512.00001V1", "arXiv:2512.00001", "2512.00001.pdf")) {
      assertThat(site.get("/papers/" + name).headers().firstValue("Location"))
          .as(name)
          .hasValue("http://localhost:" + site.port() + "/papers/2512.00001");
    }
    for (String name : List.of("math/0309136v1", "arXiv:math/0309136")) {
      assertThat(site.get("/papers/" + name).headers().firstValue("Location"))
          .as(name)
          .hasValue("http://localhost:" + site.port() + "/papers/math/0309136");
    }
    for (String path :
        List.of(
            "/papers/2512.00001v2.bib",
            "/papers/2512.00001v2.md",
            "/papers/2512.00001v2/thumbnail.svg",
            "/papers/math/0309136v1.bib",
            "/papers/math/0309136v1.md",
            "/api/papers/arXiv:2512.00001v1",
            "/api/papers/math/0309136v1",
            "/api/arxiv/ARXIV:2512.00001/repos")) {
      assertThat(site.get(path).statusCode()).as(path).isEqualTo(200);
    }
  }

  @Test
  void cachesAreToldThatThePageComesInTwoForms() {
    for (String form : List.of("text/html", "text/markdown")) {
      var answer = site.send(site.request("/papers/2512.00001").header("Accept", form));
      assertThat(answer.headers().firstValue("Content-Type"))
          .as(form)
          .get()
          .asString()
          .startsWith(form);
      assertThat(String.join(", ", answer.headers().allValues("Vary")).split(", *"))
          .as(form)
          .containsAnyOf("Accept", "accept");
    }
  }

  @Test
  void machinesReadItToo() {
    String page = site.get("/papers/2512.00001").body();
    String base = "http://localhost:" + site.port();
    assertThat(page)
        .contains("<link rel=\"canonical\" href=\"" + base + "/papers/2512.00001\">")
        .contains(
            "<meta name=\"citation_title\" content=\"On ℓ₂ Norms &amp; 5% &quot;More&quot;\">")
        .contains("<meta name=\"citation_author\" content=\"Émile Borel\">")
        .contains("<meta name=\"citation_publication_date\" content=\"2025/12/22\">")
        .contains("<meta name=\"citation_arxiv_id\" content=\"2512.00001\">")
        .contains("content=\"https://arxiv.org/pdf/2512.00001\"")
        .contains("<meta property=\"og:title\" content=\"On ℓ₂ Norms")
        .contains(
            "content=\"" + base + "/papers/2512.00001/thumbnail.png\"", "content=\"image/png\"");
    JsonNode json = linked(page);
    assertThat(json.path("@type").asString()).isEqualTo("ScholarlyArticle");
    assertThat(json.path("author").findValuesAsString("name"))
        .containsExactly("Émile Borel", "Gödel, Kurt", "李 小龙");
    assertThat(json.path("sameAs").asString()).isEqualTo("https://arxiv.org/abs/2512.00001");
  }

  private static JsonNode linked(String page) {
    Matcher matcher =
        Pattern.compile("<script type=\"application/ld\\+json\">(.*?)</script>", Pattern.DOTALL)
            .matcher(page);
    assertThat(matcher.find()).isTrue();
    return Json.MAPPER.readTree(matcher.group(1));
  }

  @Test
  void markupInAPaperIsText() throws Exception {
    String page = site.get("/papers/2512.00002").body();
    assertThat(page).doesNotContain("<script>", "<img");
    assertThat(linked(page).path("headline").asString())
        .isEqualTo("</script><script>alert(1)</script>");
    assertThat(site.get("/papers/2512.00002/thumbnail.svg").body()).doesNotContain("<script");
    assertThat(site.get("/papers/date/2025-12-22").body()).doesNotContain("<script>", "<img");
  }

  @Test
  void citationsAreBibTeX() throws Exception {
    BibTeXEntry entry = parsed("/papers/2512.00001.bib");
    assertThat(entry.getKey().getValue()).isEqualTo("borel2025norms");
    assertThat(value(entry, "eprint")).isEqualTo("2512.00001");
    assertThat(value(entry, "archiveprefix")).isEqualTo("arXiv");
    assertThat(value(entry, "title")).contains("$\\ell_2$", "\\&", "5\\%");
    List<String> authors = List.of(value(entry, "author").split(" and "));
    assertThat(authors).hasSize(3);
    assertThat(printed(authors.get(0))).isEqualTo("Émile Borel");
    assertThat(authors.get(1)).startsWith("{").endsWith("}");
    assertThat(printed(authors.get(1))).isEqualTo("Gödel, Kurt");
    assertThat(authors.get(2)).isEqualTo("李 小龙");

    BibTeXEntry old = parsed("/papers/math/0309136.bib");
    assertThat(value(old, "eprint")).isEqualTo("math/0309136");
    assertThat(value(old, "title")).contains("100\\%");
    assertThat(parsed("/papers/2512.00002.bib").getKey().getValue()).matches("[a-z0-9]+");
    assertThat(value(parsed("/papers/2512.00003.bib"), "author").split(" and ")).hasSize(664);
    assertThat(site.get("/papers/2512.00001").body()).contains("@misc{borel2025norms,");
  }

  private static BibTeXEntry parsed(String path) throws Exception {
    BibTeXDatabase database =
        new BibTeXParser().parseFully(new StringReader(site.get(path).body()));
    assertThat(database.getEntries()).hasSize(1);
    return database.getEntries().values().iterator().next();
  }

  private static String value(BibTeXEntry entry, String field) {
    return entry.getField(new Key(field)).toUserString();
  }

  private static String printed(String latex) throws Exception {
    return new LaTeXPrinter().print(new LaTeXParser().parse(latex));
  }

  @Test
  void aPaperWithoutAPictureGetsOneOfItsOwn() throws Exception {
    List<String> pictures = new ArrayList<>();
    for (String id : List.of("2512.00001", "2512.00002", "2512.00003", "math/0309136")) {
      String svg = site.get("/papers/" + id + "/thumbnail.svg").body();
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
      assertThat(site.get("/papers/" + id + "/thumbnail.svg").body()).isEqualTo(svg);
      pictures.add(svg);
    }
    assertThat(pictures).doesNotHaveDuplicates();
    assertThat(site.get("/papers/none/thumbnail.svg").statusCode()).isEqualTo(404);
  }

  /** Sites that show what a link leads to read no SVG. */
  @Test
  void aLinkIsShownWithAPictureInItsInk() throws Exception {
    for (String id : List.of("2512.00001", "math/0309136")) {
      var picture = ImageIO.read(site.uri("/papers/" + id + "/thumbnail.png").toURL());
      assertThat(picture.getWidth()).isEqualTo(1200);
      assertThat(picture.getHeight()).isEqualTo(630);
      assertThat(picture.getRGB(0, 0)).isEqualTo(0xfffcfbf8);
      Matcher ink =
          Pattern.compile("stroke=\"#(\\w+)\"")
              .matcher(site.get("/papers/" + id + "/thumbnail.svg").body());
      assertThat(ink.find()).isTrue();
      assertThat(Integer.toHexString(picture.getRGB(600, 315))) // the dot in the middle
          .isEqualTo("ff" + ink.group(1));
    }
    assertThat(site.get("/papers/none/thumbnail.png").statusCode()).isEqualTo(404);
    assertThat(site.get("/papers/none.bib").statusCode()).isEqualTo(404);
  }

  @Test
  void aLinkToAPaperHasAPictureThatOtherSitesShow() throws Exception {
    Set<List<Integer>> pictures = new HashSet<>();
    for (String id : List.of("2512.00001", "2512.00002", "2512.00003", "math/0309136")) {
      byte[] png = site.bytes("/papers/" + id + "/thumbnail.png");
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
      assertThat(picture.getWidth()).isEqualTo(1200);
      assertThat(picture.getHeight()).isEqualTo(630);
      int[] pixels = picture.getRGB(0, 0, 1200, 630, null, 0, 1200);
      int paper = pixels[0];
      assertThat(Arrays.stream(pixels).filter(ink -> ink != paper).count())
          .isBetween(49 * 150L, 49 * 2_500L);
      pictures.add(Arrays.stream(pixels).boxed().toList());
    }
    assertThat(pictures).hasSize(4);
    assertThat(site.get("/papers/none/thumbnail.png").statusCode()).isEqualTo(404);
  }
}
