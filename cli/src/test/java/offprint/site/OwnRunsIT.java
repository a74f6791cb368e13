package offprint.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of an account in a browser: private, shown by link, compared, deleted. */
class OwnRunsIT {
  private static final Pattern CODE = Pattern.compile("code ([A-Z0-9]{4}(?:-[A-Z0-9]{4}){3})");
  private static final String PASSWORD = "correct horse battery";

  @TempDir Path folder;

  @Test
  void anOwnerShowsComparesAndDeletesRuns() throws Exception {
    assumeTrue(Browser.isInstalled(), "no Chromium with chromedriver on this machine");
    String axe = ReadingIT.axe();
    Path data = Files.writeString(folder.resolve("load.csv"), "a,b\n1,2\n");
    try (Site site = Site.start(folder.resolve("home"));
        Browser browser = Browser.open()) {
      setUp(browser, site);
      browser.go(site.at("/papers/timemixer/run/forecast"));
      browser.find("input[type=file][name='file.data']").sendKeys(data.toString());
      browser.follow(browser.find("form.run button[type=submit]"));
      browser.find(".ended[role=alert]");
      String failed = number(browser);

      browser.go(site.at("/papers/mec-b/run/compress"));
      browser.follow(browser.find("form.run button[type=submit]"));
      browser.find(".report .chart-live svg");
      String first = number(browser);
      assertThat(site.send(HttpRequest.newBuilder(site.at("/runs/" + first)).build()).statusCode())
          .isEqualTo(404);
      browser.follow(browser.find(".again a"));
      browser.find("#param-rate").clear();
      browser.find("#param-rate").sendKeys("2");
      browser.follow(browser.find("form.run button[type=submit]"));
      browser.find(".report .chart-live svg");
      String second = number(browser);

      browser.find("input[name=with]").sendKeys(first);
      browser.follow(browser.find("form[action$='/compare'] button"));
      assertThat(browser.find("tr.differs td").getText()).isEqualTo("rate");
      browser.find(".report .chart-live svg");

      browser.go(site.at("/runs/" + second));
      browser.find("#visibility option[value=link]").click();
      browser.submit("/runs/" + second + "/visibility");
      String link = browser.find("#link").getDomProperty("value");
      assertThat(site.text(link.substring(link.indexOf("/runs/")))).contains("Downloads");

      browser.go(site.at("/runs/" + second));
      browser.find("#say").sendKeys("Twice the *rate*, the same entropy.");
      browser.submit("/runs/" + second + "/comments");
      assertThat(browser.find(".comments em").getText()).isEqualTo("rate");
      browser.follow(browser.find(".comment .acts a"));
      browser.find("#say").sendKeys("As the paper says.");
      browser.scripts(false); // nothing of it needs them
      browser.submit("/runs/" + second + "/comments");
      browser.scripts(true);
      assertThat(browser.find(".deep1 .said").getText()).isEqualTo("As the paper says.");

      for (String page :
          List.of(
              "/runs",
              "/runs/" + second + "/comments/1/edit",
              "/runs?whose=all",
              "/runs/" + second,
              "/runs/" + second + "/compare/" + first,
              "/uploads",
              "/papers/mec-b/run/compress")) {
        check(browser, site, page, axe);
      }
      browser.go(site.at("/runs/" + failed));
      browser.find("details.delete summary").click();
      browser.submit("/runs/" + failed + "/delete");
      assertThat(browser.find("h1").getText()).isEqualTo("My runs");
      assertThat(browser.all(".history .number")).hasSize(2);
    }
  }

  private static void setUp(Browser browser, Site site) {
    Matcher code = CODE.matcher(site.said());
    assertThat(code.find()).as(site.said()).isTrue();
    browser.go(site.at("/setup"));
    browser.find("#code").sendKeys(code.group(1));
    browser.find("#name").sendKeys("ada");
    browser.find("#password").sendKeys(PASSWORD);
    browser.submit("/setup");
    browser.find("header.site a[href='/settings']");
  }

  private static String number(Browser browser) {
    return browser.address().replaceAll(".*/runs/", "");
  }

  private static void check(Browser browser, Site site, String page, String axe) throws Exception {
    String name = "runs" + page.replaceAll("[^a-z0-9]+", "-");
    for (boolean dark : new boolean[] {false, true}) {
      browser.dark(dark);
      browser.go(site.at(page));
      browser.script(axe);
      assertThat(browser.violations()).as("%s, dark: %s", page, dark).isEmpty();
      browser.picture(name + (dark ? "-dark" : ""));
    }
    browser.dark(false);
    browser.phone(360);
    browser.go(site.at(page));
    assertThat(browser.overflow()).as(page).isZero();
    browser.picture(name + "-phone");
    browser.desktop();
  }
}
