package offprint.server.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import offprint.server.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of an earlier version is opened by this one. */
class UpgradeTest {
  private static final String MAIL =
      "insert into mail (subscriber, kind, slot, message_id, sections, state, presumed, fault,"
          + " created, next_try, tries, answer) values (1, '%s', '%s', '%s', '[]', 'sent', 0, 0, 1,"
          + " 1, 0, '250 ok')";

  @TempDir Path folder;

  @Test
  void mailsAndTheirNumbersStayWhereMailOfAccountsComes() throws Exception {
    String remote = TestDatabase.url(folder);
    String url = remote.isEmpty() ? "jdbc:sqlite:" + folder.resolve("offprint.db") : remote;
    Dialect dialect = remote.isEmpty() ? Dialect.SQLITE : Dialect.POSTGRESQL;
    Flyway.configure(Database.class.getClassLoader())
        .dataSource(url, null, null)
        .locations("classpath:offprint/server/home/migration")
        .placeholders(dialect.words())
        .target("40")
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(url);
        Statement sql = connection.createStatement()) {
      sql.execute(
          "insert into subscriber (address, key, state, rhythm, weekday, hour, zone, wishes, asked,"
              + " letters, newest_paper) values ('a@b.example', 'a@b.example', 'active', 'daily',"
              + " 1, 7, 'UTC', '{\"trending\":true}', 0, 0, 0)");
      for (int i = 1; i <= 3; i++) {
        sql.execute(MAIL.formatted("daily", "2026-11-2" + i, "<" + i + "@x>"));
      }
      sql.execute("delete from mail where id = 3");
    }
    Home.open(folder, remote).close();
    try (Connection connection = DriverManager.getConnection(url);
        Statement sql = connection.createStatement()) {
      sql.execute(MAIL.formatted("notices", "x", "<4@x>"));
      try (ResultSet rows = sql.executeQuery("select id, slot, answer from mail order by id")) {
        StringBuilder found = new StringBuilder();
        while (rows.next()) {
          found.append(rows.getLong(1)).append(' ').append(rows.getString(2)).append(", ");
        }
        assertThat(found).hasToString("1 2026-11-21, 2 2026-11-22, 4 x, ");
      }
    }
  }
}
