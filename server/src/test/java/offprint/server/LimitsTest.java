package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import offprint.engine.Json;
import offprint.server.upload.UploadLimit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LimitsTest {
  @TempDir static Path folder;
  private static TestSite site;

  @BeforeAll
  static void start() {
    site = TestSite.start(folder, config -> config.with(new UploadLimit(1)));
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void twoRunAtOnceTheThirdWaitsAndAllComeToTheirEnd() {
    List<Long> ids =
        Stream.generate(() -> site.run("srrw/walk", "{\"rest\":30}")).limit(3).toList();
    List<JsonNode> runs = ids.stream().map(site::await).toList();
    assertThat(runs).allMatch(run -> run.path("state").asString().equals("done"));
    assertThat(started(runs.get(1))).isBefore(finished(runs.get(0)));
    assertThat(started(runs.get(2)))
        .isAfterOrEqualTo(earlier(finished(runs.get(0)), finished(runs.get(1))));
  }

  private static Instant started(JsonNode run) {
    return Instant.parse(run.path("started").asString());
  }

  private static Instant finished(JsonNode run) {
    return Instant.parse(run.path("finished").asString());
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  @Test
  void aQueuedRunCanBeStoppedAndNeverStarts() {
    List<Long> ids =
        Stream.generate(() -> site.run("srrw/walk", "{\"rest\":10}")).limit(3).toList();
    site.postForm("/runs/" + ids.get(2) + "/stop", "");
    JsonNode stopped = site.runState(ids.get(2));
    assertThat(stopped.path("state").asString()).isEqualTo("stopped");
    ids.subList(0, 2).forEach(site::await);
    assertThat(site.runState(ids.get(2)).has("started")).isFalse();
  }

  @Test
  void timeBeyondTheLimitFailsTheRun() {
    Duration limit = Duration.ofSeconds(2);
    try (TestSite hasty =
        TestSite.start(
            folder.resolve("hasty"), config -> config.with(config.runs().withTime(limit)))) {
      long id = hasty.run("srrw/walk", "{\"rest\":1000}");
      assertThat(hasty.await(id).path("reason").asString())
          .isEqualTo("ran longer than 2 seconds (the limit)");
    }
  }

  @Test
  void aFileThatAnnouncesTooManyBytesIsRefusedBeforeItIsRead() throws Exception {
    for (String request :
        new String[] {"PUT /api/v1/uploads/big.csv", "POST /papers/srrw/run/read-visits"}) {
      try (Socket socket = new Socket("127.0.0.1", site.port())) {
        String head =
            "%s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n%s\r\n\r\n"
                .formatted(request, 2L << 30, "Content-Type: multipart/form-data; boundary=edge");
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        String answer =
            new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                .readLine();
        assertThat(answer).as(request).startsWith("HTTP/1.1 413");
      }
    }
    assertThat(uploads()).isEmpty();
  }

  @Test
  void aFileThatGrowsBeyondTheLimitIsRefusedAndLeavesNothing() throws Exception {
    byte[] chunk = new byte[1 << 16];
    HttpResponse<String> raw =
        site.send(
            site.request("/api/v1/uploads/big.csv")
                .PUT(
                    HttpRequest.BodyPublishers.ofByteArrays(
                        Stream.generate(() -> chunk).limit(40).toList())));
    assertThat(raw.statusCode()).isEqualTo(413);
    byte[] form =
        ("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
                + "x".repeat(1_500_000)
                + "\r\n--edge--\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    for (String path : new String[] {"/api/v1/uploads", "/papers/srrw/run/read-visits"}) {
      HttpResponse<String> multipart =
          site.send(
              site.request(path)
                  .header("Content-Type", "multipart/form-data; boundary=edge")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(form)));
      assertThat(multipart.statusCode()).as(path).isEqualTo(413);
      assertThat(multipart.body()).as(path).contains("larger than this server takes");
    }
    assertThat(uploads()).isEmpty();
  }

  @Test
  void anUploadKeepsASafeFormOfItsName() throws Exception {
    HttpResponse<String> answer =
        site.send(
            site.request("/api/v1/uploads/.%24%28rm%29%20Me%C3%9Fwerte.csv")
                .PUT(HttpRequest.BodyPublishers.ofString("a,b\n")));
    assertThat(answer.statusCode()).isEqualTo(201);
    JsonNode upload = Json.MAPPER.readTree(answer.body());
    assertThat(upload.path("name").asString()).isEqualTo("rm__Me_werte.csv");
    String id = upload.path("ref").asString().substring("upload:".length());
    assertThat(id).matches("[0-9a-f]{32}");
    Path file = folder.resolve("uploads").resolve(id).resolve("rm__Me_werte.csv");
    assertThat(file).hasContent("a,b\n");
    assertThat(site.json("/api/v1/uploads/" + id).path("bytes").asInt()).isEqualTo(4);
    assertThat(site.get("/api/v1/uploads/00").statusCode()).isEqualTo(404);
    Files.delete(file);
    Files.delete(file.getParent());
  }

  private static List<Path> uploads() throws Exception {
    try (Stream<Path> entries = Files.list(folder.resolve("uploads"))) {
      return entries.toList();
    }
  }
}
