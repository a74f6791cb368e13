package offprint.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import offprint.server.home.Home;

/**
 * Where tests keep their tables: the SQLite file of the folder, or with {@code
 * -Dtest.database=postgresql} a database for each folder on a PostgreSQL server of their own.
 */
public final class TestDatabase {
  private static final Map<Path, String> URLS = new ConcurrentHashMap<>();

  private TestDatabase() {}

  public static Home open(Path home) {
    return Home.open(home, url(home));
  }

  /** "" for SQLite. Skips the test where PostgreSQL is asked for and not installed. */
  public static String url(Path home) {
    if (!"postgresql".equals(System.getProperty("test.database"))) {
      return "";
    }
    assumeTrue(PostgresServer.isInstalled(), "skipped: PostgreSQL is not installed");
    return URLS.computeIfAbsent(home.toAbsolutePath(), _ -> create());
  }

  private static String create() {
    PostgresServer server = PostgresServer.running();
    String name = "test" + URLS.size() + "_" + Long.toHexString(System.nanoTime());
    try (Connection connection = DriverManager.getConnection(server.url("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return server.url(name);
  }
}
