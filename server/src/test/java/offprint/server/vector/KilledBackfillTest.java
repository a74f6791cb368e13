package offprint.server.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import offprint.server.TestDatabase;
import offprint.server.TestProcess;
import offprint.server.home.Home;
import offprint.server.paper.Papers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors whose making is killed are made to the end by the next process, none twice. */
class KilledBackfillTest {
  private static final int PAPERS = 100;

  @TempDir static Path folder;
  private static Map<Long, PaperVector> expected = Map.of();

  private static Home opened(String name) throws IOException {
    Home home = TestDatabase.open(folder.resolve(name));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < PAPERS; i++) {
      lines.append(
          """
          {"date":"2026-03-02","rank":%d,"id":"2601.%05d","title":"On subject %d","summary":"About it.","authors":[],"publishedAt":"2026-01-01T00:00:00.000Z","upvotes":1}
          """
              .formatted(i + 1, i, i));
    }
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    assertThat(new Papers(home).importLines(new ByteArrayInputStream(bytes)).faults()).isEmpty();
    return home;
  }

  private static Map<Long, PaperVector> vectors(Home home) {
    Map<Long, PaperVector> found = new LinkedHashMap<>();
    try (SentenceModel model = new SentenceModel()) {
      new Vectors(home, model, VectorConfig.DEFAULT)
          .changedAfter(0, 0, 2 * PAPERS)
          .forEach(vector -> found.put(vector.paper(), vector));
    }
    return found;
  }

  private static Process child(String name) throws IOException {
    Path home = folder.resolve(name);
    return TestProcess.builder(BackfillMain.class, home.toString(), TestDatabase.url(home)).start();
  }

  private static void runToTheEnd(String name) throws Exception {
    Process process = child(name);
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
  }

  @BeforeAll
  static void undisturbed() throws Exception {
    opened("undisturbed").close();
    runToTheEnd("undisturbed");
    try (Home home = TestDatabase.open(folder.resolve("undisturbed"))) {
      expected = vectors(home);
    }
    assertThat(expected).hasSize(PAPERS);
  }

  /** Killed so long after a report that fewer than so many are missing. */
  @ParameterizedTest
  @CsvSource({"100, 0", "99, 0", "99, 40", "40, 5"})
  void whatWasWrittenStaysAndTheRestIsMade(long missing, long delayMillis) throws Exception {
    String name = "killed-%d-%d".formatted(missing, delayMillis);
    opened(name).close();
    Process victim = child(name);
    try (BufferedReader reports = victim.inputReader()) {
      String line = reports.readLine();
      while (line != null && !line.isBlank() && Long.parseLong(line.strip()) > missing) {
        line = reports.readLine();
      }
      Thread.sleep(delayMillis);
      victim.destroyForcibly();
      assertThat(victim.waitFor(3, TimeUnit.MINUTES)).isTrue();
    }
    assertThat(victim.exitValue()).isNotZero();
    Map<Long, PaperVector> before;
    try (Home home = TestDatabase.open(folder.resolve(name))) {
      before = vectors(home);
    }
    runToTheEnd(name);
    try (Home home = TestDatabase.open(folder.resolve(name))) {
      Map<Long, PaperVector> after = vectors(home);
      assertThat(after.keySet()).isEqualTo(expected.keySet());
      after.forEach((id, made) -> assertThat(made.vector()).isEqualTo(expected.get(id).vector()));
      before.forEach((id, made) -> assertThat(after.get(id).change()).isEqualTo(made.change()));
    }
  }
}
