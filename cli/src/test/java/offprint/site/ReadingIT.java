package offprint.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Lists and papers as readers meet them: look, keyboard, accessibility. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadingIT {
  private static final List<String> PAGES =
      List.of(
          "/",
          "/papers/date/2025-12-22",
          "/papers/week/2025-W52",
          "/papers/month/2025-12",
          "/papers/trending",
          "/papers/for-you",
          "/saved",
          "/hidden",
          "/papers/newest?limit=10",
          "/search?q=minimum%20entropy%20copling",
          "/search?q=author:nobody",
          "/topics",
          "/topics/optimal%20transport",
          "/authors/Ada%20Author",
          "/papers/calendar/2025",
          "/papers/2512.00001",
          "/papers/mec-b",
          "/runnable",
          "/papers/none");

  @TempDir static Path folder;
  private Site site;

  @BeforeAll
  void start() throws Exception {
    Path lines = Files.writeString(folder.resolve("in.jsonl"), archive());
    Path home = folder.resolve("home");
    assertThat(Site.run(folder, "import", lines.toString(), "--home", home.toString()).code())
        .isZero();
    site = Site.start(home);
  }

  @AfterAll
  void stop() {
    site.close();
  }

  /** Sixty papers, one of them with mathematics and all that can be known. */
  private static String archive() {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 60; i++) {
      lines.append(
          """
          {"id": "2512.%05d", "date": "2025-12-%02d", "rank": %d, "upvotes": %d, "numComments": %d, \
          "title": "A %sstudy of $\\\\ell_%d$ norms in transport, %d", "summary": "We study $\\\\sum_{i=1}^n \\\\frac{x_i^2}{\\\\sqrt{n}}$ \
          and find that it is ``small'' for $\\\\sqrt{x}=abcdefghijklmnopqrstuvwxyz+abcdefghijklmnopqrstuvwxyz$.%s", "authors": [{"name": "Ada Author"}, {"name": "Émile Borel"}], \
          "publishedAt": "2025-12-20T10:00:00.000Z", "ai_keywords": ["optimal transport", "norm %d"], \
          "submittedBy": {"name": "ada"}, "githubRepo": "https://github.com/example/norms", "githubStars": 12, \
          "ai_summary": "Norms are small.", "organization": {"name": "uni"}}
          """
              .formatted(
                  i,
                  22 + i % 3,
                  i,
                  120 - i,
                  i % 4,
                  i % 7 == 0 ? "very long and patiently explained but otherwise unremarkable " : "",
                  i,
                  i,
                  " It is small.".repeat(i % 20),
                  i));
    }
    return lines.toString();
  }

  static String axe() throws IOException {
    try (InputStream in =
        ReadingIT.class.getResourceAsStream(
            "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
      return new String(Objects.requireNonNull(in, "axe").readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void everyPageMeetsWcagAaInLightAndDark() throws Exception {
    assumeTrue(Browser.isInstalled(), "no Chromium with chromedriver on this machine");
    List<String> pages = new ArrayList<>(PAGES);
    long run = site.start("mec-b/compress", Map.of());
    site.await(run, "done");
    pages.addAll(List.of("/papers/mec-b/run/compress", "/runs", "/runs/" + run));
    String axe = axe();
    try (Browser browser = Browser.open()) {
      for (boolean dark : new boolean[] {false, true}) {
        browser.dark(dark);
        for (String page : pages) {
          browser.go(site.at(page));
          browser.script(axe);
          assertThat(browser.violations()).as("%s, dark: %s", page, dark).isEmpty();
          browser.picture("reading" + page.replaceAll("[^a-z0-9]+", "-") + (dark ? "-dark" : ""));
        }
      }
    }
  }

  @Test
  void listsFitAPhone() throws Exception {
    assumeTrue(Browser.isInstalled(), "no Chromium with chromedriver on this machine");
    try (Browser browser = Browser.open()) {
      browser.phone(360);
      for (String page : PAGES) {
        browser.go(site.at(page));
        assertThat(browser.overflow()).as(page).isZero();
        browser.picture("reading-phone" + page.replaceAll("[^a-z0-9]+", "-"));
      }
    }
  }

  @Test
  void theKeyboardReads() throws Exception {
    assumeTrue(Browser.isInstalled(), "no Chromium with chromedriver on this machine");
    try (Browser browser = Browser.open()) {
      browser.go(site.at("/papers/newest?limit=10"));
      browser.type("jjk");
      assertThat(browser.all("article.current")).hasSize(1);
      String first = browser.find("article.entry h2 a").getDomProperty("href");
      assertThat(browser.find("article.current h2 a").getDomProperty("href")).isEqualTo(first);
      browser.type("o");
      browser.find("#bibtex");
      assertThat(browser.address()).isEqualTo(first);
      browser.go(site.at("/papers/newest?limit=10"));
      browser.type("n");
      browser.find("a[rel=prev]");
      assertThat(browser.address()).contains("after=");
      browser.type("?");
      assertThat(browser.find("dialog[open]").getText()).contains("next, previous paper");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void papersAreFoundWhileSomeoneTypes() throws Exception {
    assumeTrue(Browser.isInstalled(), "no Chromium with chromedriver on this machine");
    try (Browser browser = Browser.open()) {
      browser.go(site.at("/papers/newest"));
      browser.type("/");
      browser.type("minimum entr");
      WebElement first = browser.find("#instant:not([hidden]) [role=option]");
      assertThat(first.getText()).containsIgnoringCase("minimum").containsIgnoringCase("entropy");
      assertThat(browser.all("#instant mark")).isNotEmpty();
      browser.picture("reading-instant");
      browser.type("" + Keys.ARROW_DOWN);
      assertThat(browser.find("form.find input").getDomAttribute("aria-activedescendant"))
          .isEqualTo(browser.find("#instant [aria-selected=true]").getDomProperty("id"));
      browser.type("" + Keys.ESCAPE);
      assertThat(browser.all("#instant:not([hidden])")).isEmpty();
      browser.type("o");
      String paper = browser.find("#instant:not([hidden]) [role=option]").getDomProperty("href");
      browser.type("" + Keys.ARROW_DOWN + Keys.ENTER);
      browser.find("#bibtex");
      assertThat(browser.address()).isEqualTo(paper);
      browser.type("/");
      browser.type("minimum entropy" + Keys.ENTER);
      assertThat(browser.find("main.search h1").getText()).isEqualTo("minimum entropy");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void papersAreSavedAndHiddenByKeyAndButton() throws Exception {
    assumeTrue(Browser.isInstalled(), "no Chromium with chromedriver on this machine");
    try (Browser browser = Browser.open()) {
      browser.go(site.at("/papers/newest?limit=10"));
      browser.type("js");
      browser.find("article.current .save[aria-pressed=true]");
      browser.type("jh");
      browser.find("article.current .hide[aria-pressed=true]");
      browser.click(browser.all("article.entry .save").get(4));
      browser.find("li:nth-child(5) .save[aria-pressed=true]");
      browser.go(site.at("/saved"));
      assertThat(browser.all("article.entry")).hasSize(2);
      browser.click(browser.find("article.entry .save[aria-pressed=true]"));
      browser.find("article.entry .save[aria-pressed=false]");
      browser.go(site.at("/saved"));
      assertThat(browser.all("article.entry")).hasSize(1);
      browser.go(site.at("/hidden"));
      assertThat(browser.all("article.entry")).hasSize(1);
      browser.scripts(false);
      browser.go(site.at("/papers/newest?limit=10"));
      browser.click(browser.find("li:nth-child(3) .save[aria-pressed=false]"));
      browser.find("li:nth-child(3) .save[aria-pressed=true]");
      browser.go(site.at("/saved"));
      assertThat(browser.all("article.entry")).hasSize(2);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void readingNeedsNoScript() throws Exception {
    assumeTrue(Browser.isInstalled(), "no Chromium with chromedriver on this machine");
    try (Browser browser = Browser.open()) {
      browser.scripts(false);
      browser.go(site.at("/papers/date/2025-12-23"));
      assertThat(browser.all("article math")).isNotEmpty();
      browser.follow(browser.find(".steps a[rel=prev]"));
      assertThat(browser.find("h1").getText()).isEqualTo("Monday, 22 December 2025");
      browser.go(site.at("/papers/2512.00001"));
      assertThat(browser.find("#bibtex").getText()).contains("@misc{author2025");
      assertThat(browser.all("button[data-copy]:not([hidden])")).isEmpty();
    }
  }
}
