package offprint.server.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The data folder.
 *
 * <pre>
 * offprint.db      papers, lists, runs (SQLite, write-ahead log), unless PostgreSQL has them
 * runs/N/          request.json, events.jsonl, log.txt; once done: report.json, report.html, files
 * uploads/HEX/     one file a reader gave
 * cache/           what can be made again, such as the search index
 * server.lock      held by the one server that uses the folder
 * </pre>
 */
public final class Home implements AutoCloseable {
  private static final String DATABASE = "offprint.db";

  private final Path folder;
  private final Database database;
  private @Nullable FileChannel lock;

  private Home(Path folder, Database database) {
    this.folder = folder;
    this.database = database;
  }

  /**
   * Opens the folder and the SQLite file in it; makes both on first use. Several processes may have
   * them open.
   *
   * @throws StartException if it cannot be written to, or holds something else
   */
  public static Home open(Path folder) {
    return open(folder, "");
  }

  /**
   * The same with the tables in a PostgreSQL database.
   *
   * @param url {@code jdbc:postgresql://host/database?user=…&password=…}, "" for the SQLite file
   */
  public static Home open(Path folder, String url) {
    Path home = folder.toAbsolutePath().normalize();
    prepare(home);
    return new Home(
        home, url.isEmpty() ? Database.open(home.resolve(DATABASE)) : Database.open(url));
  }

  private static void prepare(Path home) {
    if (Files.exists(home) && !Files.isDirectory(home)) {
      throw new StartException(
          "the data folder %s is a file: choose another with --home".formatted(home));
    }
    try {
      if (isForeign(home)) {
        throw new StartException(
            "the folder %s holds other files and no %s: choose an empty folder with --home"
                .formatted(home, DATABASE));
      }
      Files.createDirectories(home.resolve("runs"));
      Files.createDirectories(home.resolve("uploads"));
      Files.delete(Files.createTempFile(home, ".writable-", ""));
    } catch (IOException e) {
      throw new StartException(
          "the data folder %s cannot be written to: choose another with --home".formatted(home), e);
    }
  }

  /** True of a folder with content that is not ours, such as somebody's documents. */
  private static boolean isForeign(Path home) throws IOException {
    if (!Files.exists(home) || Files.exists(home.resolve(DATABASE))) {
      return false;
    }
    try (Stream<Path> entries = Files.list(home)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .anyMatch(
              name ->
                  !name.startsWith(".")
                      && !name.equals("runs")
                      && !name.equals("uploads")
                      && !name.equals("cache")
                      && !name.equals("server.lock"));
    }
  }

  /**
   * Takes the folder and the database for one server, until {@link #close}.
   *
   * @throws StartException if another server has one of them
   */
  public void lock() {
    Path file = folder.resolve("server.lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock taken = tryLock(channel);
      if (taken == null) {
        channel.close();
        throw new StartException(
            "another server uses the data folder %s: stop it or choose another with --home"
                .formatted(folder));
      }
      lock = channel;
      database.lock();
    } catch (IOException e) {
      throw new StartException("the lock file %s cannot be written".formatted(file), e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  public Path folder() {
    return folder;
  }

  public Path run(long id) {
    return folder.resolve("runs").resolve(Long.toString(id));
  }

  public Path uploads() {
    return folder.resolve("uploads");
  }

  public DataSource dataSource() {
    return database.dataSource();
  }

  public Dialect dialect() {
    return database.dialect();
  }

  /** Where something that can be made again may stand. */
  public Path cache(String name) {
    return folder.resolve("cache").resolve(name);
  }

  @Override
  public void close() {
    database.dataSource().close();
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        throw new StartException("the lock of %s cannot be given back".formatted(folder), e);
      }
    }
  }
}
