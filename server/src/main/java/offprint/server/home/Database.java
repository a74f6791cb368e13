package offprint.server.home;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The database of an installation. */
record Database(DataSource source, Dialect dialect) {
  private static final int SQLITE_CONNECTIONS = 6;
  private static final int SQLITE_CACHE_KB = 32_000; // of a connection, taken as needed
  private static final int POSTGRESQL_CONNECTIONS = 10;
  private static final long LOCK = 0x0ff9217; // any number that others do not use
  private static final int LOCK_TRIES =
      10; // the lock of a process that was killed stays for a moment

  /**
   * The SQLite file of a data folder. Readers do not wait (write-ahead log); a writer waits up to
   * 10 s for another. Transactions take the write lock when they begin, so that none fails half-way
   * for having read first.
   */
  static Database of(Path file) {
    return sqlite(file, SQLiteConfig.TransactionMode.IMMEDIATE);
  }

  /** The same for reading only: a transaction sees one state and blocks no writer. */
  static Database toRead(Path file) {
    return sqlite(file, SQLiteConfig.TransactionMode.DEFERRED);
  }

  private static Database sqlite(Path file, SQLiteConfig.TransactionMode mode) {
    SQLiteConfig sqlite = new SQLiteConfig();
    sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
    sqlite.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    sqlite.setTransactionMode(mode);
    sqlite.setBusyTimeout(10_000);
    sqlite.setCacheSize(-SQLITE_CACHE_KB);
    sqlite.enforceForeignKeys(true);
    SQLiteDataSource source = new SQLiteDataSource(sqlite);
    source.setUrl("jdbc:sqlite:" + file);
    return new Database(source, Dialect.SQLITE);
  }

  /**
   * A PostgreSQL database.
   *
   * @param url {@code jdbc:postgresql://host/database?user=…&password=…}
   * @throws StartException if it is not such an address
   */
  static Database of(String url) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setUrl(url);
    } catch (IllegalArgumentException e) {
      throw new StartException(
          "database must be an address like jdbc:postgresql://localhost/offprint?user=offprint");
    }
    return new Database(source, Dialect.POSTGRESQL);
  }

  /**
   * Brings the tables up to date.
   *
   * @throws StartException if it does not answer or is not an Offprint database
   */
  void migrate() {
    migrate(migrations());
  }

  /**
   * Migrates the tables to a given set of migrations, unless they are newer. The greatest version
   * alone does not identify the set: features number their migrations in ranges of their own.
   *
   * @param versions of tables, the newest last
   * @param scripts an empty folder, for copies of those migrations
   * @throws StartException if this program does not know one of them
   */
  void migrate(List<String> versions, Path scripts) {
    Map<String, String> known = new HashMap<>();
    for (MigrationInfo each : migrations().load().info().all()) {
      known.put(String.valueOf(each.getVersion()), each.getScript());
    }
    for (String version : versions.reversed()) {
      if (!known.containsKey(version)) {
        throw new StartException(
            "the backup is of a newer Offprint: its tables have version " + version);
      }
    }
    try {
      for (String version : versions) {
        Path script = Path.of(Objects.requireNonNull(known.get(version))).getFileName();
        try (InputStream in = Database.class.getResourceAsStream("migration/" + script)) {
          Files.copy(Objects.requireNonNull(in), scripts.resolve(script));
        }
      }
    } catch (IOException e) {
      throw new StartException("the folder %s cannot be written to".formatted(scripts), e);
    }
    migrate(
        migrations()
            .locations("filesystem:" + scripts)
            .validateOnMigrate(false)); // a restore that was killed may have done more
  }

  private void migrate(FluentConfiguration migrations) {
    try {
      migrations.load().migrate();
    } catch (FlywayException e) {
      throw new StartException(
          "the database %s cannot be opened: %s, or is not Offprint's"
              .formatted(
                  name(),
                  dialect == Dialect.SQLITE
                      ? "it is damaged, of another version"
                      : "it does not answer, refuses the user"),
          e);
    }
  }

  private FluentConfiguration migrations() {
    return Flyway.configure(Database.class.getClassLoader())
        .dataSource(source)
        .locations("classpath:offprint/server/home/migration")
        .placeholders(dialect.words())
        .outOfOrder(true); // features number their tables in ranges of their own
  }

  private String name() {
    return switch (source) {
      case PGSimpleDataSource server ->
          server.getDatabaseName() + " on " + String.join(", ", server.getServerNames());
      case SQLiteDataSource file -> file.getUrl().substring("jdbc:sqlite:".length());
      default -> throw new IllegalStateException("no database of ours: " + source);
    };
  }

  /**
   * Locks the tables until the connection ends, shared or exclusively.
   *
   * @return null for SQLite, which needs no lock but that of its folder
   * @throws StartException if a restore holds them, or others do and the lock is exclusive
   */
  @Nullable Connection lock(boolean alone) {
    if (dialect == Dialect.SQLITE) {
      return null;
    }
    String lock = alone ? "pg_try_advisory_lock" : "pg_try_advisory_lock_shared";
    try {
      Connection connection = source.getConnection();
      try (Statement statement = connection.createStatement()) {
        for (int tries = 0; tries < LOCK_TRIES; tries++) {
          try (ResultSet answer =
              statement.executeQuery(
                  "select %s(%d), pg_sleep(case when %d > 0 then 0.1 else 0 end)"
                      .formatted(lock, LOCK, tries))) {
            answer.next();
            if (answer.getBoolean(1)) {
              return connection;
            }
          }
        }
      }
      connection.close();
    } catch (SQLException e) {
      throw new StartException(
          "the database %s cannot be opened: it does not answer, or refuses the user"
              .formatted(name()),
          e);
    }
    throw new StartException(
        alone
            ? "a server or another command uses this database: end it or choose another with"
                + " --database"
            : "a restore into this database is under way: wait for its end");
  }

  /** Releases {@link #lock} at once instead of when the server notices the closed connection. */
  static void release(Connection tables) throws SQLException {
    try (tables;
        Statement statement = tables.createStatement()) {
      statement.execute("select pg_advisory_unlock_all()");
    }
  }

  HikariDataSource pool() {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("offprint");
    pool.setDataSource(source);
    pool.setMaximumPoolSize(
        dialect == Dialect.SQLITE ? SQLITE_CONNECTIONS : POSTGRESQL_CONNECTIONS);
    pool.setMinimumIdle(1);
    pool.setExceptionOverride(new BusyConnections());
    try {
      return new HikariDataSource(pool);
    } catch (PoolInitializationException e) {
      throw new StartException(
          "the database %s cannot be opened: it does not answer, or refuses the user"
              .formatted(name()),
          e);
    }
  }
}
