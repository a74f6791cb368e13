package offprint.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import offprint.server.ReplayServer;
import offprint.server.TestDatabase;
import offprint.server.TestProcess;
import offprint.server.home.Home;
import offprint.server.paper.Papers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An ingest killed at some point and done again leaves what it leaves undisturbed. */
class KilledIngestTest {
  private static final int REQUESTS = 6;

  @TempDir static Path folder;
  private static String expected = "";
  private final AtomicReference<Process> victim = new AtomicReference<>();
  private int asked;
  private int fatal;
  private int delayMillis;

  /** Plays three pages of arXiv and two days of a mirror, and kills who asks as the test wants. */
  private void answer(HttpExchange exchange) throws IOException, InterruptedException {
    boolean kills = ++asked == fatal;
    if (kills && delayMillis < 0) {
      kill();
      return;
    }
    String query = exchange.getRequestURI().getQuery();
    if (query.startsWith("search_query")) {
      int start = Integer.parseInt(query.replaceFirst(".*&start=([0-9]+)&.*", "$1"));
      String[] page = Samples.entries(start, Math.min(100, 250 - start), "2025-12-22");
      Samples.atom(Samples.feed(250, start, page)).to(exchange);
    } else {
      String day = query.replaceFirst("date=([^&]*).*", "$1");
      boolean more = query.endsWith("p=0") && day.endsWith("22");
      String body = Samples.day(day, query.endsWith("p=0") ? 200 : 300, more ? 100 : 20);
      ReplayServer.text(200, "application/json", body).to(exchange);
    }
    if (kills) {
      exchange.close();
      Thread.sleep(delayMillis);
      kill();
    }
  }

  private void kill() {
    Process process = victim.get();
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private static String export(Home home) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Papers(home).exportLines(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @BeforeAll
  static void undisturbed() throws Exception {
    KilledIngestTest calm = new KilledIngestTest();
    try (ReplayServer server = new ReplayServer(calm::answer);
        Home home = TestDatabase.open(folder.resolve("undisturbed"))) {
      IngestMain.ingest(home, server.uri("/"));
      expected = export(home);
    }
    assertThat(expected.lines()).hasSize(340);
    assertThat(calm.asked).isEqualTo(REQUESTS);
  }

  /** The delay is from the answer to the kill, -1 to kill instead of an answer. */
  @ParameterizedTest
  @CsvSource({"1, -1", "1, 0", "2, -1", "2, 3", "2, 15", "3, 8", "5, -1", "6, 10"})
  void killedAndDoneAgainItLeavesTheSame(int request, int delay) throws Exception {
    try (ReplayServer server = new ReplayServer(this::answer)) {
      Path home = folder.resolve("killed-%d-%d".formatted(request, delay));
      TestDatabase.open(home).close();
      fatal = request;
      delayMillis = delay;
      Process child = child(home, server);
      victim.set(child);
      assertThat(child.waitFor(3, TimeUnit.MINUTES)).isTrue();
      fatal = 0;
      victim.set(null);
      try (Home again = TestDatabase.open(home)) {
        IngestMain.ingest(again, server.uri("/"));
        assertThat(export(again)).isEqualTo(expected);
      }
    }
  }

  private static Process child(Path home, ReplayServer server) throws IOException {
    return TestProcess.builder(
            IngestMain.class, home.toString(), TestDatabase.url(home), server.uri("/").toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
