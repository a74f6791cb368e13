package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import offprint.server.home.Home;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/** The index follows the database, whatever happens to it. */
class SearchIndexTest {
  private static final int PAPERS = 40;
  private static final long PATIENCE_MILLIS = 180_000;
  private static final String SAME = "a damaged index is the same whatever the database";

  @TempDir static Path shared;
  @TempDir Path folder;
  private Path home;

  @BeforeEach
  void fill() throws IOException {
    home = folder.resolve("home");
    Archive.add(home, papers(0, PAPERS));
  }

  private static ObjectNode[] papers(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> Archive.line("2025-12-22", i + 1, "2512.%05d".formatted(i), "Quasar " + i))
        .toArray(ObjectNode[]::new);
  }

  private Path index() {
    return home.resolve("cache/search");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(index())) {
      return files.filter(file -> !file.endsWith("write.lock")).sorted().toList();
    }
  }

  @Test
  void followsTheDatabaseWhileTheSiteRuns() throws Exception {
    try (TestSite site = TestSite.start(home)) {
      SearchTest.awaitPapers(site, "quasar", PAPERS);
      Archive.add(home, papers(PAPERS, PAPERS + 5));
      SearchTest.awaitPapers(site, "quasar", PAPERS + 5);
      Archive.add(home, Archive.line("2025-12-22", 1, "2512.00000", "Blazar"));
      SearchTest.awaitPapers(site, "blazar", 1);
      assertThat(SearchTest.found(site, "quasar")).hasSize(PAPERS + 4);
    }
    Archive.add(home, Archive.line("2025-12-23", 1, "2512.90000", "Magnetar"));
    try (TestSite site = TestSite.start(home)) {
      SearchTest.awaitPapers(site, "magnetar", 1);
      assertThat(SearchTest.found(site, "quasar")).hasSize(PAPERS + 4);
    }
  }

  /** A home with its index, copied from one that is made once. */
  private void copyWhole() throws IOException {
    Path whole = shared.resolve("home");
    if (!Files.exists(whole)) {
      Archive.add(whole, papers(0, PAPERS));
      try (TestSite site = TestSite.start(whole)) {
        SearchTest.awaitPapers(site, "quasar", PAPERS);
      }
    }
    home = folder.resolve("copy");
    try (Stream<Path> files = Files.walk(whole)) {
      for (Path file : files.toList()) {
        Files.copy(file, home.resolve(whole.relativize(file).toString()));
      }
    }
    assertThat(files()).isNotEmpty();
  }

  private enum Damage {
    GONE,
    EMPTY,
    HALF_OF_EACH_FILE,
    WITHOUT_SEGMENTS,
    FLIPPED_BYTES,
    A_FILE_IN_ITS_PLACE
  }

  private void damage(Damage damage) throws IOException {
    List<Path> files = files();
    switch (damage) {
      case GONE, A_FILE_IN_ITS_PLACE -> {
        try (Stream<Path> all = Files.walk(index())) {
          for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
        if (damage == Damage.A_FILE_IN_ITS_PLACE) {
          Files.writeString(index(), "no index");
        }
      }
      case EMPTY -> {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      case HALF_OF_EACH_FILE -> {
        for (Path file : files) {
          try (RandomAccessFile data = new RandomAccessFile(file.toFile(), "rw")) {
            data.setLength(data.length() / 2);
          }
        }
      }
      case WITHOUT_SEGMENTS -> {
        for (Path file : files) {
          if (file.getFileName().toString().startsWith("segments")) {
            Files.delete(file);
          }
        }
      }
      case FLIPPED_BYTES -> {
        Path largest =
            files.stream().max(Comparator.comparingLong(f -> f.toFile().length())).orElseThrow();
        try (RandomAccessFile data = new RandomAccessFile(largest.toFile(), "rw")) {
          data.seek(data.length() / 2);
          int there = data.read();
          data.seek(data.length() / 2);
          data.write(~there);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisabledIfSystemProperty(named = "test.database", matches = "postgresql", disabledReason = SAME)
  void isMadeAgainAtTheStart(Damage damage) throws Exception {
    copyWhole();
    damage(damage);
    try (TestSite site = TestSite.start(home)) {
      long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
      while (!isWhole()
          || !SearchTest.search(site, "quasar").path("complete").asBoolean()
          || SearchTest.found(site, "quasar").size() != PAPERS) {
        assertThat(System.currentTimeMillis()).as("not made again").isLessThan(deadline);
        TestSite.pause(50);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GONE", "EMPTY", "HALF_OF_EACH_FILE", "WITHOUT_SEGMENTS"})
  @DisabledIfSystemProperty(named = "test.database", matches = "postgresql", disabledReason = SAME)
  void isMadeAgainWhileTheSiteAnswers(Damage damage) throws Exception {
    copyWhole();
    try (TestSite site = TestSite.start(home)) {
      SearchTest.awaitPapers(site, "quasar", PAPERS);
      damage(damage);
      long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
      boolean healthy = false;
      while (!healthy) {
        assertThat(site.get("/search?q=quasar").statusCode()).isEqualTo(200);
        assertThat(site.get("/").statusCode()).isEqualTo(200);
        assertThat(System.currentTimeMillis()).as("still damaged").isLessThan(deadline);
        TestSite.pause(100);
        healthy = isWhole() && SearchTest.found(site, "quasar").size() == PAPERS;
      }
      Archive.add(home, papers(PAPERS, PAPERS + 1));
      SearchTest.awaitPapers(site, "quasar", PAPERS + 1);
    }
    try (TestSite site = TestSite.start(home)) {
      SearchTest.awaitPapers(site, "quasar", PAPERS + 1);
    }
  }

  private boolean isWhole() throws IOException {
    try (var directory = org.apache.lucene.store.FSDirectory.open(index());
        var reader = org.apache.lucene.index.DirectoryReader.open(directory)) {
      return reader.numDocs() >= 0;
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void isMadeAgainForAnotherDatabase() throws Exception {
    try (TestSite site = TestSite.start(home)) {
      SearchTest.awaitPapers(site, "quasar", PAPERS);
    }
    Path other = folder.resolve("other");
    Archive.add(other, Archive.line("2025-12-22", 1, "2512.00000", "Blazar"));
    Path moved = Files.createDirectories(other.resolve("cache")).resolve("search");
    Files.move(index(), moved);
    try (TestSite site = TestSite.start(other)) {
      SearchTest.awaitPapers(site, "blazar", 1);
      SearchTest.awaitPapers(site, "quasar", 0);
    }
  }

  @Test
  void goesOnAfterAKill() throws Exception {
    Archive.add(home, papers(PAPERS, 4_000));
    Process server =
        TestProcess.builder(ServerMain.class, home.toString(), "0", TestDatabase.url(home)).start();
    try (BufferedReader out = server.inputReader()) {
      assertThat(out.readLine()).isNotNull();
      while (server.isAlive() && (!Files.exists(index()) || files().size() < 3)) {
        TestSite.pause(10);
      }
    }
    server.destroyForcibly().waitFor();
    try (TestSite site = TestSite.start(home)) {
      long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
      while (SearchTest.search(site, "quasar").path("total").asInt() != 4_000) {
        assertThat(System.currentTimeMillis()).as("not complete").isLessThan(deadline);
        TestSite.pause(100);
      }
    }
    try (Home opened = TestDatabase.open(home)) {
      assertThat(new offprint.server.paper.Papers(opened).last()).isGreaterThanOrEqualTo(4_000);
    }
  }
}
