package offprint.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;

/** A reader brings a table from a German office: preview, columns, run, again, comparison. */
class OwnDataIT {
  @TempDir Path folder;

  @Test
  void aGermanTableIsSeenPickedFromRunAndComparedWithScriptsOn() throws Exception {
    assumeTrue(Browser.isInstalled(), "no Chromium with chromedriver on this machine");
    String axe = ReadingIT.axe();
    StringBuilder rows = new StringBuilder("Datum;Last;Ort\n");
    for (int day = 1; day <= 28; day++) {
      rows.append("%02d.01.2024;1.%03d,5;%s\n".formatted(day, day, day % 3 == 0 ? "Ulm" : "Bonn"));
    }
    Path data = Files.writeString(folder.resolve("last.csv"), rows);
    try (Site site = Site.start(folder.resolve("home"));
        Browser browser = Browser.open()) {
      browser.go(site.at("/papers/mec-b/run/compress"));
      browser.find("input[type=file][name='file.data']").sendKeys(data.toString());
      assertThat(browser.find(".preview table").getText())
          .contains("Datum", "time", "Last", "number", "1.001,5");
      assertThat(browser.find(".preview p").getText()).contains("28 rows, 3 columns", "decimal");
      WebElement column = browser.find("[data-name=column] .columns button:nth-of-type(3)");
      assertThat(column.getText()).startsWith("Ort");
      browser.click(column);
      assertThat(browser.find("#param-column").getDomProperty("value")).isEqualTo("Ort");
      assertThat(browser.find("[data-name=column] [aria-pressed=true]").getText())
          .startsWith("Ort");
      browser.script(axe);
      assertThat(browser.violations()).isEmpty();
      browser.picture("own-data");

      browser.follow(browser.find("form.run button[type=submit]"));
      assertThat(browser.find(".report .answer").getText()).isNotBlank();
      assertThat(browser.find(".changed").getText()).contains("column", "Ort");
      browser.follow(browser.find(".again a"));
      browser.find("#param-rate").clear();
      browser.find("#param-rate").sendKeys("0.5");
      browser.follow(browser.find("form.run button[type=submit]"));
      browser.find(".report .answer");

      browser.go(site.at("/runs"));
      List<WebElement> ticks = browser.all(".history input[type=checkbox]");
      assertThat(ticks).hasSize(2);
      ticks.forEach(browser::click);
      browser.follow(browser.find(".comparing button"));
      assertThat(browser.find("tr.differs td").getText()).isEqualTo("rate");
    }
  }

  @Test
  void aFaultIsToldBesideItsFieldBeforeTheFormIsSent() throws Exception {
    assumeTrue(Browser.isInstalled(), "no Chromium with chromedriver on this machine");
    try (Site site = Site.start(folder.resolve("home"));
        Browser browser = Browser.open()) {
      browser.phone();
      browser.go(site.at("/papers/timemixer/run/forecast"));
      browser.find("#param-horizon").clear();
      browser.find("#param-horizon").sendKeys("0");
      assertThat(browser.find(".field.bad[data-name=horizon] strong").getText())
          .contains("horizon")
          .endsWith("got 0");
      assertThat(browser.overflow()).isZero();
      browser.find("#param-horizon").clear();
      browser.find("#param-horizon").sendKeys("24");
      browser.find(".field[data-name=horizon]:not(.bad)");
      assertThat(browser.find("#same-command").getText()).contains("--horizon 24");
    }
  }
}
