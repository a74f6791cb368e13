package offprint.server.home;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** An open database, its tables brought up to date. */
record Database(HikariDataSource dataSource, Dialect dialect) {
  private static final int SQLITE_CONNECTIONS = 6;
  private static final int SQLITE_CACHE_KB = 32_000; // of a connection, taken as needed
  private static final int POSTGRESQL_CONNECTIONS = 11; // one of them holds the lock
  private static final long LOCK = 0x0ff9217; // any number that others do not use

  /**
   * The SQLite file of a data folder. Readers do not wait (write-ahead log); a writer waits up to
   * 10 s for another. Transactions take the write lock when they begin, so that none fails half-way
   * for having read first.
   *
   * @throws StartException if the file is not an Offprint database
   */
  static Database open(Path file) {
    SQLiteConfig sqlite = new SQLiteConfig();
    sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
    sqlite.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    sqlite.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    sqlite.setBusyTimeout(10_000);
    sqlite.setCacheSize(-SQLITE_CACHE_KB);
    sqlite.enforceForeignKeys(true);
    SQLiteDataSource source = new SQLiteDataSource(sqlite);
    source.setUrl("jdbc:sqlite:" + file);
    migrate(
        source,
        Dialect.SQLITE,
        "the database %s cannot be opened: it is damaged, of another version, or not Offprint's"
            .formatted(file));
    return new Database(pool(source, SQLITE_CONNECTIONS), Dialect.SQLITE);
  }

  /**
   * A PostgreSQL database.
   *
   * @param url {@code jdbc:postgresql://host/database?user=…&password=…}
   * @throws StartException if it does not answer or is not an Offprint database
   */
  static Database open(String url) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setUrl(url);
    } catch (IllegalArgumentException e) {
      throw new StartException(
          "database must be an address like jdbc:postgresql://localhost/offprint?user=offprint");
    }
    String name = source.getDatabaseName() + " on " + String.join(", ", source.getServerNames());
    migrate(
        source,
        Dialect.POSTGRESQL,
        "the database %s cannot be opened: it does not answer, refuses the user, or is not Offprint's"
            .formatted(name));
    return new Database(pool(source, POSTGRESQL_CONNECTIONS), Dialect.POSTGRESQL);
  }

  /**
   * Takes the tables for one server, until its connections end. SQLite needs no lock but that of
   * its folder.
   *
   * @throws StartException if another server has them
   */
  void lock() {
    if (dialect == Dialect.POSTGRESQL && !tryLock()) {
      throw new StartException(
          "another server uses this database: stop it or choose another with --database");
    }
  }

  /** The connection stays open and with it the lock. */
  private boolean tryLock() {
    try {
      Connection connection = dataSource.getConnection();
      try (Statement statement = connection.createStatement();
          ResultSet answer = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
        answer.next();
        return answer.getBoolean(1);
      }
    } catch (SQLException e) {
      throw new StartException("the database cannot be locked", e);
    }
  }

  private static void migrate(DataSource source, Dialect dialect, String failure) {
    try {
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:offprint/server/home/migration")
          .placeholders(dialect.words())
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StartException(failure, e);
    }
  }

  private static HikariDataSource pool(DataSource source, int connections) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("offprint");
    pool.setDataSource(source);
    pool.setMaximumPoolSize(connections);
    pool.setMinimumIdle(1);
    pool.setExceptionOverride(new BusyConnections());
    return new HikariDataSource(pool);
  }
}
