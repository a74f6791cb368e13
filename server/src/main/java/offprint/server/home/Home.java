package offprint.server.home;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

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
  private static final String RESTORING = ".restoring";

  private final Path folder;
  private final Database database;
  private final @Nullable Connection tables;
  private final HikariDataSource pool;
  private @Nullable ServerLock lock;

  /**
   * @param tables lock on the tables, see {@link Database#lock}; closed here if the rest fails
   */
  private Home(Path folder, Database database, @Nullable Connection tables) {
    this.folder = folder;
    this.database = database;
    this.tables = tables;
    try {
      this.pool = database.pool();
    } catch (RuntimeException e) {
      release(tables);
      throw e;
    }
  }

  private static void release(@Nullable Connection tables) {
    try {
      if (tables != null) {
        Database.release(tables);
      }
    } catch (SQLException _) {
      // the connection is broken, and the lock went with it
    }
  }

  /**
   * Opens the folder and the SQLite file in it, creating both on first use. Several processes may
   * open them.
   *
   * @throws StartException if it cannot be written, or holds other files
   */
  public static Home open(Path folder) {
    return open(folder, "");
  }

  /**
   * Opens the folder with the tables in a PostgreSQL database; no restore can replace them until
   * {@link #close}.
   *
   * @param url {@code jdbc:postgresql://host/database?user=…&password=…}, "" for the SQLite file
   */
  public static Home open(Path folder, String url) {
    Path home = folder.toAbsolutePath().normalize();
    if (Files.exists(home.resolve(RESTORING))) {
      throw new StartException(
          ("a restore into the data folder %s has not ended: do it again, or choose another with"
                  + " --home")
              .formatted(home));
    }
    prepare(home);
    Database database = database(home, url);
    Connection tables = database.lock(false); // first: migrations in a restore would spoil it
    try {
      database.migrate();
    } catch (RuntimeException e) {
      release(tables);
      throw e;
    }
    return new Home(home, database, tables);
  }

  private static Database database(Path home, String url) {
    return url.isEmpty() ? Database.of(home.resolve(DATABASE)) : Database.of(url);
  }

  /**
   * Opens an installation of any version for reading; changes nothing.
   *
   * @throws StartException if there is none
   */
  public static Home toRead(Path folder, String url) {
    Path home = folder.toAbsolutePath().normalize();
    Path file = home.resolve(DATABASE);
    if (url.isEmpty() && !Files.exists(file)) {
      throw new StartException(
          "the folder %s holds no %s: name the data folder with --home".formatted(home, DATABASE));
    }
    Database database = url.isEmpty() ? Database.toRead(file) : Database.of(url);
    return new Home(home, database, database.lock(false));
  }

  /**
   * Opens a folder for a restore, which ends with {@link #endRestore}. Nobody else can open it
   * before that, even if this process is killed.
   *
   * @param versions of the tables in the backup, which {@link #migrate} brings up to date
   * @throws StartException if it holds anything not written by a restore, or is in use
   */
  public static Home beginRestore(Path folder, String url, List<String> versions) {
    Path home = folder.toAbsolutePath().normalize();
    Path mark = home.resolve(RESTORING);
    boolean again = Files.exists(mark);
    try {
      if (!again && !isEmpty(home)) {
        throw new StartException(
            "the folder %s is not empty: restore into a new one with --home".formatted(home));
      }
      Files.createDirectories(home);
      Files.write(mark, new byte[0]);
    } catch (IOException e) {
      throw new StartException(
          "the data folder %s cannot be written to: choose another with --home".formatted(home), e);
    }
    try {
      prepare(home);
      return takeAlone(home, database(home, url), versions);
    } catch (RuntimeException e) {
      if (!again) {
        clear(home);
      }
      throw e;
    }
  }

  private static Home takeAlone(Path home, Database database, List<String> versions) {
    ServerLock lock = ServerLock.take(home);
    Connection tables = null;
    try {
      tables = database.lock(true);
      Path scripts = Files.createTempDirectory(home, ".migrations-");
      try {
        database.migrate(versions, scripts);
      } finally {
        FileSystemUtils.deleteRecursively(scripts);
      }
      Home opened = new Home(home, database, tables);
      opened.lock = lock;
      return opened;
    } catch (IOException e) {
      release(tables);
      lock.close();
      throw new StartException(
          "the data folder %s cannot be written to: choose another with --home".formatted(home), e);
    } catch (RuntimeException e) {
      release(tables);
      lock.close();
      throw e;
    }
  }

  /** Undoes a failed restore: empties the folder and closes this home. */
  public void abandonRestore() {
    close();
    clear(folder);
  }

  private static void clear(Path home) {
    try (Stream<Path> entries = Files.list(home)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        FileSystemUtils.deleteRecursively(entry);
      }
    } catch (IOException e) {
      throw new StartException(
          "what a failed restore left in %s cannot be deleted: delete it".formatted(home), e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return !Files.exists(folder);
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  /** Brings the tables of a restored database up to date. */
  public void migrate() {
    database.migrate();
  }

  /** Ends the restore; others may open the folder. */
  public void endRestore() throws IOException {
    Files.delete(folder.resolve(RESTORING));
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

  /** Whether the folder holds files of others, such as documents. */
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
   * Locks the folder for one server until {@link #close}; other servers may use the same database.
   *
   * @throws StartException if another server holds the folder
   */
  public void lock() {
    lock = ServerLock.take(folder);
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
    return pool;
  }

  public Dialect dialect() {
    return database.dialect();
  }

  /** Path for files that can be recomputed. */
  public Path cache(String name) {
    return folder.resolve("cache").resolve(name);
  }

  @Override
  public void close() {
    pool.close();
    release(tables);
    if (lock != null) {
      lock.close();
    }
  }
}
