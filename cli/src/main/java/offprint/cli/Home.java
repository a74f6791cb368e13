package offprint.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import offprint.server.home.StartException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --home} and {@code --database}: where papers, runs and uploads are kept. */
final class Home {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Data folder (default: $$OFFPRINT_HOME, else the user's data folder)")
  private @Nullable Path home;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description =
          "PostgreSQL database for papers and runs, such as"
              + " jdbc:postgresql://localhost/offprint?user=offprint (default: $$OFFPRINT_DATABASE,"
              + " else a SQLite file in the data folder)")
  private @Nullable String database;

  /** The database URL; "" for the SQLite file. */
  String database() {
    if (database != null) {
      return database;
    }
    String set = System.getenv("OFFPRINT_DATABASE");
    return set == null ? "" : set.strip();
  }

  Path path() {
    return home != null ? home.toAbsolutePath() : standard();
  }

  /**
   * Opens an existing installation.
   *
   * @throws StartException if there is none
   */
  offprint.server.home.Home existing() {
    offprint.server.home.Home.toRead(path(), database()).close();
    return offprint.server.home.Home.open(path(), database());
  }

  /** An existing installation, opened read-only; empty if there is none. */
  Optional<offprint.server.home.Home> readable() {
    try {
      return Optional.of(offprint.server.home.Home.toRead(path(), database()));
    } catch (StartException _) {
      return Optional.empty();
    }
  }

  /**
   * The absolute path of a file to write.
   *
   * @throws IllegalArgumentException if it has no folder, or is one
   */
  static Path newFile(Path file) {
    Path target = file.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new IllegalArgumentException("expected a file: got the folder '%s'".formatted(file));
    }
    Path parent = target.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new IllegalArgumentException(
          "'%s' cannot be written: there is no folder %s".formatted(file, parent));
    }
    return target;
  }

  static Path standard() {
    String set = System.getenv("OFFPRINT_HOME");
    if (set != null && !set.isBlank()) {
      return Path.of(set).toAbsolutePath();
    }
    String user = System.getProperty("user.home");
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (os.contains("mac")) {
      return Path.of(user, "Library", "Application Support", "Offprint");
    }
    String data = System.getenv(os.contains("win") ? "APPDATA" : "XDG_DATA_HOME");
    return data != null && !data.isBlank()
        ? Path.of(data, "offprint")
        : Path.of(user, ".local", "share", "offprint");
  }
}
