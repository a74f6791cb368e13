package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import offprint.server.home.Home;
import offprint.server.home.StartException;
import offprint.server.run.RunLimits;
import offprint.server.run.RunQuotas;
import offprint.server.upload.UploadLimit;
import offprint.server.web.Binding;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("sql")
class StartTest {
  @TempDir Path folder;

  @Test
  void defaultsAreTheDocumentedOnes() {
    ServerConfig config = ServerConfig.of(folder, List.of("java"));
    assertThat(config.binding()).isEqualTo(new Binding("127.0.0.1", 8080));
    assertThat(config.uploads()).isEqualTo(new UploadLimit(512));
    assertThat(config.runs())
        .isEqualTo(
            new RunLimits(
                List.of("java"),
                2,
                2048,
                Duration.ofMinutes(30),
                4096,
                new RunQuotas(2, 20, 200, 10_240, 1_000, 10_000, 204_800)));
  }

  @Test
  void settingsOutOfBoundsAreRefusedByName() {
    RunLimits limits = RunLimits.of(List.of("java"));
    assertThatThrownBy(() -> new Binding("127.0.0.1", 70_000))
        .hasMessage("port must be from 0 to 65535: got 70000");
    assertThatThrownBy(() -> limits.withParallel(0)).hasMessageContaining("from 1 to 64: got 0");
    assertThatThrownBy(() -> limits.withMemory(10))
        .hasMessageContaining("from 128")
        .hasMessageContaining("got 10");
    assertThatThrownBy(() -> limits.withTime(Duration.ZERO)).hasMessageContaining("1 second");
    assertThatThrownBy(() -> RunLimits.of(List.of())).hasMessageContaining("launcher");
    assertThatThrownBy(() -> limits.withFiles(0)).hasMessageContaining("got 0");
    assertThatThrownBy(() -> RunQuotas.DEFAULT.each(1, 0, 1, 1))
        .hasMessage("a quota must be at least 1: got 0");
    assertThatThrownBy(() -> new UploadLimit(0)).hasMessageContaining("got 0");
  }

  @Test
  void aPortInUseIsSaidInOneLine() {
    try (TestSite first = TestSite.start(folder.resolve("a"))) {
      ServerConfig second =
          ServerConfig.of(folder.resolve("b"), List.of("java"))
              .with(new Binding("127.0.0.1", first.port()));
      assertThatThrownBy(() -> Server.start(second))
          .isInstanceOf(StartException.class)
          .hasMessage("port %d is in use: choose another with --port", first.port());
    }
  }

  @Test
  void aSecondServerOnTheSameDatabaseHasAFolderOfItsOwn() {
    String url = TestDatabase.url(folder);
    assumeFalse(url.isEmpty(), "SQLite is locked by its folder");
    try (TestSite first = TestSite.start(folder);
        TestSite second = TestSite.start(folder.resolve("b"), config -> config.withDatabase(url))) {
      assertThat(second.get("/papers/srrw").statusCode()).isEqualTo(200);
      assertThat(first.get("/papers/srrw").statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> Home.beginRestore(folder.resolve("c"), url, List.of("1")))
          .isInstanceOf(StartException.class)
          .hasMessageStartingWith("a server or another command uses this database");
    }
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsSaidInOneLine() {
    String nobody = "jdbc:postgresql://127.0.0.1:1/offprint?user=a&password=secret";
    assertThatThrownBy(() -> Home.open(folder, nobody))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("the database offprint on 127.0.0.1 cannot be opened")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> Home.toRead(folder, nobody))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("the database offprint on 127.0.0.1 cannot be opened")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> Home.open(folder, "jdbc:mysql://localhost"))
        .hasMessageStartingWith("database must be an address like jdbc:postgresql:");
  }

  @Test
  void aSecondServerOnTheSameFolderIsRefused() {
    try (TestSite _ = TestSite.start(folder)) {
      assertThatThrownBy(() -> TestSite.start(folder))
          .isInstanceOf(StartException.class)
          .hasMessageStartingWith("another server uses the data folder");
    }
    try (TestSite again = TestSite.start(folder)) {
      assertThat(again.get("/").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsRefused() {
    assertThatThrownBy(() -> TestSite.start(Path.of("/proc/offprint")))
        .isInstanceOf(StartException.class)
        .hasMessage(
            "the data folder /proc/offprint cannot be written to: choose another with --home");
  }

  @Test
  void aFolderOfSomebodyElseIsRefusedAndLeftAlone() throws Exception {
    Files.writeString(folder.resolve("thesis.tex"), "dear");
    assertThatThrownBy(() -> TestSite.start(folder))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("holds other files");
    try (var entries = Files.list(folder)) {
      assertThat(entries).containsExactly(folder.resolve("thesis.tex"));
    }
  }

  @Test
  void aFileOrForeignDatabaseInPlaceOfTheFolderIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> TestSite.start(file)).hasMessageContaining("is a file");
    Path home = Files.createDirectory(folder.resolve("home"));
    Files.writeString(
        home.resolve("offprint.db"), "this is no database, it only says so ".repeat(40));
    assertThatThrownBy(() -> TestSite.start(home, config -> config.withDatabase("")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("offprint.db cannot be opened");
  }
}
