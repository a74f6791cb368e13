package offprint.server.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import offprint.server.TestDatabase;
import offprint.server.TestSite;
import offprint.server.backup.Backup;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A backup that an earlier version wrote is restored by this one. */
@Tag("sql")
class OlderBackupTest {
  private static final List<String> ROWS =
      List.of(
          "insert into account (key, name, email, password, role, state, created) values ('ada',"
              + " 'ada', '', '', 'reader', 'active', 0)",
          "insert into paper (id, slug, title, authors, author_count, published, summary, keywords,"
              + " extra, changed) values (7, 'srrw', 'Walks', '[]', 0, '2026-01-01', '', '[]',"
              + " '{}', 0)",
          "insert into comment (paper, account, text, state, created) values (7, 1, 'It held then',"
              + " 'shown', 0)",
          "insert into run (method, preset, params, seed, state, reason, created) values"
              + " ('srrw/walk', 'quick', '{}', 1, 'failed', 'out of luck', 0)");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"1 20 21 22 23 24 25 26 27 28 40 41", "1 20 21 22 23 24 25 26 40", "1 20 21"})
  void isBroughtUpToDate(String versions) throws Exception {
    Path old = folder.resolve("old");
    make(old, List.of(versions.split(" ")));
    Path file = folder.resolve("old.offprint");
    try (Home home = Home.toRead(old, TestDatabase.url(old))) {
      assertThat(Backup.write(home, file, _ -> {}).schema()).containsExactly(versions.split(" "));
    }
    Path to = folder.resolve("new");
    String url = TestDatabase.url(to);
    assertThatThrownBy(() -> Backup.restore(file, to, url, OlderBackupTest::breakAtTheEnd))
        .hasMessage("enough");
    Backup.restore(file, to, url, _ -> {});
    try (Stream<Path> left = Files.list(to)) {
      assertThat(left.filter(f -> f.getFileName().toString().startsWith("."))).isEmpty();
    }
    assertThat(versions(to)).isEqualTo(versions(fresh()));
    try (TestSite site = TestSite.start(to)) {
      assertThat(site.get("/papers/srrw").body()).contains("It held then", "ada");
      assertThat(site.get("/runs/1").body()).contains("out of luck", "Nobody has said anything");
      assertThat(site.run("srrw/walk", "{}")).as("numbers go on").isEqualTo(2);
    }
  }

  /** The tables of a PostgreSQL database are up to date then, and the restore is done again. */
  private static void breakAtTheEnd(String step) {
    if (step.equals("end")) {
      throw new IllegalStateException("enough");
    }
  }

  private void make(Path home, List<String> versions) throws IOException, URISyntaxException {
    Path scripts = Files.createDirectories(folder.resolve("scripts"));
    Path all = Path.of(Objects.requireNonNull(Home.class.getResource("migration")).toURI());
    for (String version : versions) {
      try (Stream<Path> found = Files.list(all)) {
        Path script =
            found
                .filter(f -> f.getFileName().toString().startsWith("V" + version + "__"))
                .findFirst()
                .orElseThrow();
        Files.copy(script, scripts.resolve(script.getFileName()));
      }
    }
    Files.createDirectories(home);
    String remote = TestDatabase.url(home);
    Dialect dialect = remote.isEmpty() ? Dialect.SQLITE : Dialect.POSTGRESQL;
    Flyway.configure(Database.class.getClassLoader())
        .dataSource(
            remote.isEmpty() ? "jdbc:sqlite:" + home.resolve("offprint.db") : remote, null, null)
        .locations("filesystem:" + scripts)
        .placeholders(dialect.words())
        .load()
        .migrate();
    try (Home opened = Home.toRead(home, remote)) {
      JdbcClient sql = JdbcClient.create(opened.dataSource());
      ROWS.forEach(row -> sql.sql(row).update());
    }
  }

  private Path fresh() {
    Path fresh = folder.resolve("fresh");
    TestDatabase.open(fresh).close();
    return fresh;
  }

  private static List<String> versions(Path home) {
    try (Home opened = TestDatabase.open(home)) {
      return JdbcClient.create(opened.dataSource())
          .sql("select version from flyway_schema_history where version is not null")
          .query(String.class)
          .list()
          .stream()
          .sorted()
          .toList();
    }
  }
}
