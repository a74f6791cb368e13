package offprint.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import offprint.engine.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;

/** The newcomer's path: open the page, pick a paper, run it on own data, take the forecast away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteIT {
  private static final Map<String, Object> SMALL =
      Map.of("lookback", 48, "horizon", 12, "scales", 2, "blocks", 1, "epochs", 2, "batch", 16);

  @TempDir static Path folder;

  private Path home;
  private Path csv;
  private Site site;

  @BeforeAll
  void start() throws IOException {
    home = folder.resolve("home");
    csv = Files.writeString(folder.resolve("load.csv"), hourly(700));
    site = Site.start(home);
  }

  @AfterAll
  void stop() {
    site.close();
  }

  private static String hourly(int rows) {
    StringBuilder text = new StringBuilder("date,load,heat\n");
    var start = java.time.LocalDateTime.of(2024, 1, 1, 0, 0);
    for (int i = 0; i < rows; i++) {
      double load = 50 + 20 * Math.sin(i * Math.PI / 12) + 5 * Math.sin(i * 0.37);
      double heat = 20 + 8 * Math.cos(i * Math.PI / 12 + 1) + Math.sin(i * 1.7);
      text.append(
          "%s,%.4f,%.4f%n"
              .formatted(start.plusHours(i).toString().replace('T', ' ') + ":00", load, heat));
    }
    return text.toString();
  }

  @Test
  void aNewcomerRunsAPaperOnOwnData() throws Exception {
    assumeTrue(Browser.isInstalled(), "no Chromium with chromedriver on this machine");
    try (Browser browser = Browser.open()) {
      browser.go(site.at("/"));
      assertThat(browser.all("article")).hasSize(33);
      browser.picture("feed");
      browser.follow(
          browser.link("TimeMixer: Decomposable Multiscale Mixing for Time Series Forecasting"));
      browser.picture("paper");
      browser.go(site.at("/papers/timemixer/run/forecast"));
      browser.find("input[type=file][name='file.data']").sendKeys(csv.toString());
      SMALL.forEach((name, value) -> type(browser, name, value.toString()));
      browser.picture("form");
      browser.follow(browser.find("form.run button[type=submit]"));
      browser.find(".live .curves svg");
      browser.picture("running");
      browser.find(".report .chart-live svg");
      browser.picture("report");
      String run = browser.address().replaceAll(".*/runs/", "");
      assertThat(site.text("/runs/" + run + "/files/forecast.csv").lines().count())
          .isGreaterThanOrEqualTo(24);
      assertThat(browser.find("a[href$='forecast.csv']").isDisplayed()).isTrue();
      assertThat(browser.complaints()).isEmpty();
      sameReportElsewhere(Long.parseLong(run));
    }
  }

  private void sameReportElsewhere(long run) throws Exception {
    JsonNode page = report(run);
    String upload = upload(csv);
    Map<String, Object> params = new java.util.LinkedHashMap<>(SMALL);
    params.put("data", upload);
    long rest = site.start("timemixer/forecast", params);
    site.await(rest, "done");
    assertThat(report(rest)).isEqualTo(page);
    List<String> words =
        new java.util.ArrayList<>(List.of("run", "timemixer/forecast", "--data", csv.toString()));
    SMALL.forEach((name, value) -> words.addAll(List.of("--" + name, value.toString())));
    words.addAll(List.of("--out", "forecast", "--seed", "1"));
    Site.Ended ended = Site.run(folder, words.toArray(String[]::new));
    assertThat(ended.code()).as(ended.err()).isZero();
    Path json = folder.resolve("forecast/report.json");
    assertThat(Json.MAPPER.readTree(json.toFile()).path("report")).isEqualTo(page);

    long applied =
        site.start(
            "timemixer/apply",
            Map.of("model", "run:%d/model.safetensors".formatted(rest), "data", upload));
    assertThat(site.await(applied, "done", "failed").path("state").asString()).isEqualTo("done");
  }

  private JsonNode report(long run) throws Exception {
    return site.get("/api/v1/runs/" + run + "/report.json").path("report");
  }

  private String upload(Path file) throws Exception {
    HttpResponse<String> answer =
        site.send(
            HttpRequest.newBuilder(site.at("/api/v1/uploads/" + file.getFileName()))
                .header("Content-Type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.ofFile(file))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return Json.MAPPER.readTree(answer.body()).path("ref").asString();
  }

  private static void type(Browser browser, String name, String value) {
    WebElement field = browser.find("#param-" + name);
    if (!field.isDisplayed()) { // folded with what few readers change
      browser.all("details.advanced:not([open]) > summary").forEach(browser::click);
    }
    field.clear();
    field.sendKeys(value);
  }

  @Test
  void wrongInputIsSaidBesideItsField() throws Exception {
    assumeTrue(Browser.isInstalled(), "no Chromium with chromedriver on this machine");
    try (Browser browser = Browser.open()) {
      browser.go(site.at("/papers/timemixer/run/forecast"));
      browser.script("document.querySelector('form.run').noValidate = true");
      type(browser, "horizon", "0");
      type(browser, "kernel", "4");
      browser.follow(browser.find("form.run button[type=submit]"));
      assertThat(browser.find(".field.bad strong").getText())
          .contains("horizon must be at least 1: got 0");
      assertThat(browser.find("#param-horizon").getDomProperty("value")).isEqualTo("0");
      browser.picture("faults");
    }
  }

  @Test
  void pagesFitAPhoneAndReadWithScriptsOff() throws Exception {
    assumeTrue(Browser.isInstalled(), "no Chromium with chromedriver on this machine");
    long run = site.start("mec-b/compress", Map.of());
    site.await(run, "done");
    try (Browser browser = Browser.open()) {
      browser.phone();
      for (String path :
          List.of("/", "/papers/mec-b", "/papers/mec-b/run/compress", "/runs", "/runs/" + run)) {
        browser.dark(path.startsWith("/runs"));
        browser.go(site.at(path));
        assertThat(browser.overflow()).as(path).isZero();
        browser.picture("phone" + path.replace('/', '-'));
      }
      browser.desktop();
      browser.dark(true);
      browser.go(site.at("/runs/" + run));
      browser.find(".chart-live svg");
      browser.picture("report-dark");
      browser.scripts(false);
      browser.go(site.at("/runs/" + run));
      assertThat(browser.find(".chart-still").isDisplayed()).isTrue();
      browser.picture("report-without-scripts");
    }
  }

  @Test
  void twoRunsWorkAtOnce() throws Exception {
    long first = site.start("timemixer/forecast", Map.of());
    long second = site.start("timemixer/forecast", Map.of());
    site.await(first, "running", "done");
    site.await(second, "running", "done");
    assertThat(site.await(first, "done", "failed").path("state").asString()).isEqualTo("done");
    assertThat(site.await(second, "done", "failed").path("state").asString()).isEqualTo("done");
    assertThat(report(second)).isEqualTo(report(first));
  }

  @Test
  void killingTheServerLeavesNeitherOrphansNorHalves() throws Exception {
    Path own = folder.resolve("killed");
    Site doomed = Site.start(own);
    long run = doomed.start("timemixer/forecast", Map.of("epochs", 500));
    doomed.await(run, "running");
    List<ProcessHandle> children = doomed.children();
    assertThat(children).isNotEmpty();
    doomed.kill();
    for (ProcessHandle child : children) {
      child.onExit().get(2, java.util.concurrent.TimeUnit.MINUTES);
    }
    try (Site again = Site.start(own)) {
      JsonNode found = again.await(run, "failed", "queued", "running", "done");
      if (found.path("state").asString().equals("failed")) {
        assertThat(found.path("reason").asString()).contains("server");
        assertThat(again.post("/runs/" + run + "/again", Map.of()).statusCode())
            .isBetween(302, 303);
      }
      try (Stream<Path> left = Files.list(own.resolve("runs/" + run))) {
        assertThat(left.map(f -> f.getFileName().toString()))
            .noneMatch(name -> name.startsWith(".partial") || name.startsWith("model"));
      }
    }
  }

  @Test
  void portsInUseAndForeignFoldersAreSaidInOneLine() throws Exception {
    Site.Ended port =
        Site.run(
            folder,
            "serve",
            "--port",
            Integer.toString(site.at("/").getPort()),
            "--home",
            folder.resolve("other").toString());
    assertThat(port.code()).isEqualTo(2);
    assertThat(port.err().strip()).contains("is in use").doesNotContain("\n");
    Site.Ended same = Site.run(folder, "serve", "--port", "0", "--home", home.toString());
    assertThat(same.code()).isEqualTo(2);
    assertThat(same.err().strip()).doesNotContain("\n", "Exception");
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    Site.Ended foreign = Site.run(folder, "serve", "--port", "0", "--home", file.toString());
    assertThat(foreign.code()).isEqualTo(2);
    assertThat(foreign.err().strip()).doesNotContain("\n", "Exception");
  }
}
