package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import offprint.engine.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RunsTest {
  @TempDir static Path folder;
  private static TestSite site;

  @BeforeAll
  static void start() {
    site = TestSite.start(folder, config -> config.with(config.runs().withMemory(256)));
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void aRunThroughRestEndsWithReportCurvesAndFiles() throws Exception {
    HttpResponse<String> queued =
        site.post("/api/v1/runs", "{\"method\":\"srrw/walk\",\"params\":{\"nodes\":9},\"seed\":5}");
    assertThat(queued.statusCode()).isEqualTo(202);
    String location = queued.headers().firstValue("Location").orElseThrow();
    long id = Json.MAPPER.readTree(queued.body()).path("id").asLong();
    assertThat(location).isEqualTo("/api/v1/runs/" + id);
    JsonNode run = site.await(id);
    assertThat(run.path("state").asString()).isEqualTo("done");
    assertThat(run.at("/artifacts/0/name").asString()).isEqualTo("visits.txt");

    JsonNode report = site.json("/runs/" + id + "/report.json");
    assertThat(report.at("/manifest/params/nodes").asInt()).isEqualTo(9);
    assertThat(report.at("/manifest/seed").asInt()).isEqualTo(5);
    assertThat(report.at("/report/metrics/total_variation").isNumber()).isTrue();

    HttpResponse<String> file = site.get("/runs/" + id + "/files/visits.txt");
    assertThat(file.body().lines()).hasSize(9);
    assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
        .isEqualTo("attachment; filename=\"visits.txt\"");
    assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(files(id)).noneMatch(name -> name.startsWith("."));

    String page = site.get("/runs/" + id).body();
    assertThat(page)
        .contains("chart-spec", "<svg", "Claims of the paper", "/runs/" + id + "/files/path.csv")
        .contains("Run again", "seed 5");
  }

  private static List<String> files(long id) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("runs/" + id))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void eventsAreReplayedToTheLateAndGoOnBehindTheLastSeen() {
    long id = site.run("srrw/walk", "{}");
    String live = events(id);
    assertThat(live).contains("event: state", "\"state\":\"running\"", "\"state\":\"done\"");
    assertThat(live.split("event: point", -1)).hasSize(301);
    assertThat(events(id)).isEqualTo(live);
    String[] events = live.split("\n\n");
    long last = events.length;
    HttpResponse<String> rest =
        site.send(
            site.request("/runs/" + id + "/events")
                .header("Last-Event-ID", Long.toString(last - 1)));
    assertThat(rest.body().strip()).isEqualTo(events[events.length - 1].strip());
    assertThat(
            site.send(
                    site.request("/runs/" + id + "/events")
                        .header("Last-Event-ID", Long.toString(last)))
                .statusCode())
        .isEqualTo(204);
  }

  /** Without the comments that keep a quiet stream open: how many come depends on the machine. */
  private static String events(long id) {
    return site.get("/runs/" + id + "/events").body().replace(":\n\n", "");
  }

  @Test
  void whatOneRunWroteAnotherReads() {
    long first = site.run("srrw/walk", "{\"nodes\":4,\"steps\":100}");
    site.await(first);
    long second =
        site.run("srrw/read-visits", "{\"first\":\"run:%d/visits.txt\"}".formatted(first));
    assertThat(site.await(second).path("state").asString()).isEqualTo("done");
    assertThat(site.json("/runs/" + second + "/report.json").at("/report/metrics/sum").asDouble())
        .isEqualTo(104);
    assertThat(site.get("/papers/srrw/run/read-visits").body())
        .contains("run:" + first + "/visits.txt");
  }

  @Test
  void equalParametersAndSeedGiveAnEqualReportAlsoWhenRunAgain() {
    long first = site.run("srrw/walk", "{\"nodes\":12}");
    site.await(first);
    String location =
        site.postForm("/runs/" + first + "/again", "")
            .headers()
            .firstValue("Location")
            .orElseThrow();
    long again = Long.parseLong(location.replaceAll(".*/", ""));
    assertThat(again).isGreaterThan(first);
    site.await(again);
    assertThat(site.json("/runs/" + again + "/report.json").path("report"))
        .isEqualTo(site.json("/runs/" + first + "/report.json").path("report"));
    assertThat(site.get("/papers/srrw/run/walk?from=" + again).body()).contains("value=\"12\"");
  }

  @Test
  void theFormTakesAFileAndRunsWithoutScripts() {
    long id = runWithFile("4\n5.5");
    site.await(id);
    JsonNode report = site.json("/runs/" + id + "/report.json");
    assertThat(report.at("/report/metrics/sum").asDouble()).isEqualTo(9.5);
    assertThat(report.at("/manifest/data/0/name").asString()).isEqualTo("my_data.txt");
  }

  @Test
  void anEmptyFileIsReadAndNoExampleInItsPlace() {
    long id = runWithFile("");
    site.await(id);
    assertThat(site.json("/api/v1/runs/" + id).at("/params/first").asString())
        .startsWith("upload:");
  }

  private static long runWithFile(String content) {
    String form =
        part("preset", "quick")
            + part("seed", "1")
            + part("param.files", "")
            + part("param.first", "")
            + "--edge\r\n"
            + "Content-Disposition: form-data; name=\"file.first\"; filename=\"../my"
            + " data.txt\"\r\n\r\n"
            + content
            + "\r\n--edge--\r\n";
    HttpResponse<String> answer =
        site.send(
            site.request("/papers/2401.09665/run/read-visits")
                .header("Content-Type", "multipart/form-data; boundary=edge")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    assertThat(answer.statusCode()).isEqualTo(302);
    return Long.parseLong(
        answer.headers().firstValue("Location").orElseThrow().replaceAll(".*/", ""));
  }

  private static String part(String name, String value) {
    return "--edge\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
        .formatted(name, value);
  }

  @Test
  void aStoppedRunLeavesNoProcessAndNoFile() throws Exception {
    long id = site.run("srrw/walk", "{\"rest\":200}");
    site.await(id, "running");
    String running = "";
    while (!running.contains("<progress")) {
      TestSite.pause(50);
      assertThat(site.runState(id).path("state").asString()).isEqualTo("running");
      running = site.get("/runs/" + id).body();
    }
    assertThat(running).contains("http-equiv=\"refresh\"", "Stop", "live.js");
    long process =
        Long.parseLong(Files.readString(folder.resolve("runs/" + id + "/.process")).split(" ")[0]);
    assertThat(site.postForm("/runs/" + id + "/stop", "").statusCode()).isEqualTo(302);
    assertThat(site.await(id).path("state").asString()).isEqualTo("stopped");
    assertThat(ProcessHandle.of(process).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(files(id)).containsOnly("events.jsonl", "request.json");
    assertThat(site.post("/api/v1/runs/" + id + "/stop", "").statusCode()).isEqualTo(409);
    assertThat(site.get("/runs/" + id + "/report.json").statusCode()).isEqualTo(404);
  }

  @Test
  void memoryBeyondTheLimitFailsTheRunAndTheSiteStaysUp() throws Exception {
    long heap = site.run("srrw/walk", "{\"appetite\":\"javaHeap\"}");
    long nativeMemory = site.run("srrw/walk", "{\"appetite\":\"nativeMemory\"}");
    assertThat(site.await(heap).path("reason").asString())
        .isEqualTo("used more than the 160 MB of Java heap that a memory limit of 256 MB leaves");
    assertThat(site.await(nativeMemory).path("reason").asString())
        .isEqualTo("used more than 256 MB of memory (the limit)");
    assertThat(site.get("/runs/" + nativeMemory).body())
        .contains("Run failed", "used more than 256 MB of memory", "Run again");
    assertThat(files(nativeMemory)).noneMatch(name -> name.startsWith("."));
    assertThat(site.get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void whatWentWrongInTheChildIsTheReason() {
    long exit = site.run("srrw/walk", "{\"appetite\":\"exitAtOnce\"}");
    long nan = site.run("srrw/walk", "{\"appetite\":\"nanValues\"}");
    assertThat(site.await(exit).path("reason").asString())
        .isEqualTo("ended without a report (exit code 7)");
    assertThat(site.await(nan).path("reason").asString())
        .isEqualTo("step 4000: the distance is NaN");
    assertThat(site.get("/runs/" + nan).body()).doesNotContain("Exception");
  }

  @Test
  void dataThatIsNotWhatItSaysIsRefusedByRow() {
    HttpResponse<String> upload =
        site.send(
            site.request("/api/v1/uploads/data.txt")
                .PUT(HttpRequest.BodyPublishers.ofString("1\nPK\u0003\u0004\n")));
    String ref = Json.MAPPER.readTree(upload.body()).path("ref").asString();
    long id = site.run("srrw/read-visits", "{\"files\":[\"%s\"]}".formatted(ref));
    assertThat(site.await(id).path("reason").asString())
        .startsWith("row 2 must be a number: got PK");
    for (String hidden :
        new String[] {
          "/etc/passwd", "../../offprint.db", "run:%d/../../offprint.db".formatted(id), "run:../1/x"
        }) {
      long refused = site.run("srrw/read-visits", "{\"first\":\"%s\"}".formatted(hidden));
      assertThat(site.await(refused).path("state").asString()).as(hidden).isEqualTo("failed");
    }
    for (String missing : new String[] {"upload:../x", "upload:00", "run:987654/visits.txt"}) {
      HttpResponse<String> answer =
          site.post(
              "/api/v1/runs",
              "{\"method\":\"srrw/read-visits\",\"params\":{\"first\":\"%s\"}}".formatted(missing));
      assertThat(answer.statusCode()).as(missing).isEqualTo(422);
      assertThat(answer.body()).contains("first must be something you may read: got " + missing);
    }
  }

  @Test
  void everyFaultOfARequestIsNamedInTheProblem() {
    HttpResponse<String> answer =
        site.post(
            "/api/v1/runs",
            "{\"method\":\"srrw/walk\",\"params\":{\"nodes\":1,\"steps\":\"x\",\"wings\":2}}");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(Json.MAPPER.readTree(answer.body()).path("faults"))
        .extracting(fault -> fault.path("parameter").asString())
        .containsExactlyInAnyOrder("nodes", "steps", "wings");
    assertThat(site.post("/api/v1/runs", "{\"method\":\"srrw/wolk\"}").body())
        .contains("did you mean srrw/walk?");
    assertThat(site.post("/api/v1/runs", "{}").statusCode()).isEqualTo(422);
    assertThat(site.post("/api/v1/runs", "{nonsense").statusCode()).isEqualTo(400);
    assertThat(site.post("/api/v1/runs", "{\"method\":\"srrw/walk\",\"preset\":\"none\"}").body())
        .contains("preset must be one of quick, slow, long: got none");
  }

  @Test
  void noOtherFileOfTheServerCanBeFetched() throws Exception {
    long id = site.run("srrw/walk", "{}");
    site.await(id);
    Files.writeString(folder.resolve("runs/" + id + "/.hidden"), "secret");
    for (String name :
        new String[] {
          "..%2F..%2Foffprint.db",
          "%2e%2e/offprint.db",
          "..",
          ".hidden",
          "request.json",
          "events.jsonl",
          "visits.txt%00.png",
          "..%5C..%5Coffprint.db",
          "%252e%252e%252foffprint.db",
          "....//....//offprint.db",
          "visits.txt;/../request.json",
          "%EF%BC%8E%EF%BC%8E%EF%BC%8Foffprint.db",
          "visits.txt%0D%0AX-Injected:1",
          "v".repeat(4_000),
          "%2Fetc%2Fpasswd"
        }) {
      HttpResponse<String> answer = site.get("/runs/" + id + "/files/" + name);
      assertThat(answer.statusCode()).as(name).isIn(400, 404);
    }
  }
}
