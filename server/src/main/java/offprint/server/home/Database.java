package offprint.server.home;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Opens the SQLite file. Readers do not wait (write-ahead log); a writer waits up to 10 s for
 * another. Transactions take the write lock when they begin, so that none fails half-way for having
 * read first.
 */
final class Database {
  private static final int CONNECTIONS = 6;

  private Database() {}

  /**
   * @throws StartException if the file is not an Offprint database
   */
  static HikariDataSource open(Path file) {
    SQLiteConfig sqlite = new SQLiteConfig();
    sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
    sqlite.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    sqlite.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    sqlite.setBusyTimeout(10_000);
    sqlite.enforceForeignKeys(true);
    SQLiteDataSource source = new SQLiteDataSource(sqlite);
    source.setUrl("jdbc:sqlite:" + file);

    try {
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:offprint/server/home/migration")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StartException(
          "the database %s cannot be opened: it is damaged, of a later version, or not Offprint's"
              .formatted(file),
          e);
    }
    return pool(source);
  }

  private static HikariDataSource pool(SQLiteDataSource source) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("offprint");
    pool.setDataSource(source);
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setMinimumIdle(1);
    return new HikariDataSource(pool);
  }
}
