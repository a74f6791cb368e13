package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
  @TempDir Path home;

  @Test
  void afterAKillNoProcessLivesOnAndTheRunsAreSettled() throws Exception {
    Process server =
        TestProcess.builder(ServerMain.class, home.toString(), "0", TestDatabase.url(home)).start();
    int port;
    try (BufferedReader out = server.inputReader()) {
      port = Integer.parseInt(out.readLine());
      for (int i = 0; i < 3; i++) {
        submit(port);
      }
      Path second = home.resolve("runs/2");
      while (!hasPartial(home.resolve("runs/1")) || !hasPartial(second)) {
        TestSite.pause(50);
      }
    }
    List<ProcessHandle> children = server.descendants().toList();
    assertThat(children).hasSizeGreaterThanOrEqualTo(2);
    server.destroyForcibly().waitFor();
    for (ProcessHandle child : children) {
      child.onExit().get(2, TimeUnit.MINUTES);
    }

    try (TestSite site = TestSite.start(home)) {
      for (long id : new long[] {1, 2}) {
        assertThat(site.runState(id).path("state").asString()).isEqualTo("failed");
        assertThat(site.runState(id).path("reason").asString())
            .isEqualTo("the server was stopped while it ran");
        assertThat(site.get("/runs/" + id).body()).contains("Run again");
        assertThat(hasPartial(home.resolve("runs/" + id))).isFalse();
        assertThat(home.resolve("runs/" + id + "/report.json")).doesNotExist();
        assertThat(site.get("/runs/" + id + "/events").body()).contains("\"state\":\"failed\"");
      }
      site.await(3, "running");
      assertThat(site.postForm("/runs/3/stop", "").statusCode()).isEqualTo(302);
      assertThat(site.postForm("/runs/1/again", "").headers().firstValue("Location").orElseThrow())
          .endsWith("/runs/4");
      assertThat(site.await(4, "running", "done").path("method").asString()).isEqualTo("srrw/walk");
    }
    try (TestSite site = TestSite.start(home)) {
      assertThat(site.runState(4).path("state").asString()).isIn("failed", "done");
      assertThat(site.json("/api/v1/runs").path("total").asInt()).isEqualTo(4);
    }
  }

  private static boolean hasPartial(Path run) throws Exception {
    if (!Files.isDirectory(run)) {
      return false;
    }
    try (Stream<Path> files = Files.list(run)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith(".partial-"));
    }
  }

  private static void submit(int port) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/runs"))
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"method\":\"srrw/walk\",\"params\":{\"rest\":300}}"))
              .build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(202);
    }
  }
}
