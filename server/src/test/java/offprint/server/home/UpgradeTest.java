package offprint.server.home;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import offprint.server.TestDatabase;
import offprint.server.paper.NameFolding;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of an earlier version is opened by this one. */
@Tag("sql")
class UpgradeTest {
  private static final String MAIL =
      "insert into mail (subscriber, kind, slot, message_id, sections, state, presumed, fault,"
          + " created, next_try, tries, answer) values (1, '%s', '%s', '%s', '[]', 'sent', 0, 0, 1,"
          + " 1, 0, '250 ok')";

  private static final String ACCOUNT =
      "insert into account (key, name, email, password, role, state, created) values ('ada', 'ada',"
          + " '', '', 'reader', 'active', 0)";
  private static final String PAPER =
      "insert into paper (id, slug, title, authors, author_count, published, summary, keywords,"
          + " extra, changed) values (1, 'p', 'P', '[]', 0, '2026-01-01', '', '[]', '{}', 0)";
  private static final String COMMENT =
      "insert into comment (%s, parent, account, text, state, created) values (1, %s, 1, '%s',"
          + " 'shown', 0)";
  private static final String NOTICE =
      "insert into notice (account, kind, cause, comment, text, created, mailed) values (1, '%s',"
          + " 'comment:%2$d', %2$d, '', 0, 0)";

  @TempDir Path folder;

  private String remote = "";
  private String url = "";

  private void migrate(String version) {
    remote = TestDatabase.url(folder);
    url = remote.isEmpty() ? "jdbc:sqlite:" + folder.resolve("offprint.db") : remote;
    Dialect dialect = remote.isEmpty() ? Dialect.SQLITE : Dialect.POSTGRESQL;
    Flyway.configure(Database.class.getClassLoader())
        .dataSource(url, null, null)
        .locations("classpath:offprint/server/home/migration")
        .placeholders(dialect.words())
        .target(version)
        .load()
        .migrate();
  }

  private static String rows(Statement sql, String query) throws SQLException {
    StringBuilder found = new StringBuilder();
    try (ResultSet rows = sql.executeQuery(query)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int column = 1; column <= columns; column++) {
          found.append(rows.getString(column)).append(column < columns ? " " : ", ");
        }
      }
    }
    return found.toString();
  }

  @Test
  void commentsAndWhatRefersToThemStayWhereCommentsOnRunsCome() throws Exception {
    migrate("28");
    try (Connection connection = DriverManager.getConnection(url);
        Statement sql = connection.createStatement()) {
      sql.execute(ACCOUNT);
      sql.execute(PAPER);
      for (int i = 1; i <= 4; i++) {
        sql.execute(COMMENT.formatted("paper", i < 3 ? "null" : i - 1, "c" + i));
      }
      sql.execute("insert into comment_version (comment, edited, text) values (2, 5, 'before')");
      sql.execute(
          "insert into report (comment, account, reason, state, created) values (3, 1, 'x',"
              + " 'open', 0)");
      for (int i = 1; i <= 3; i++) {
        sql.execute(NOTICE.formatted("reply", i));
      }
      sql.execute("delete from notice where id = 3");
      sql.execute("delete from comment where id = 4");
    }
    try (Home home = Home.open(folder, remote);
        Connection connection = home.dataSource().getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute(
          "insert into run (method, preset, params, seed, state, reason, created) values"
              + " ('a/b', 'quick', '{}', 1, 'done', '', 0)");
      sql.execute(COMMENT.formatted("run", "null", "c5"));
      sql.execute(NOTICE.formatted("run", 5));
      assertThat(rows(sql, "select id, paper, run, parent, text from comment order by id"))
          .isEqualTo("1 1 null null c1, 2 1 null null c2, 3 1 null 2 c3, 5 null 1 null c5, ");
      assertThat(rows(sql, "select id, kind, comment from notice order by id"))
          .isEqualTo("1 reply 1, 2 reply 2, 4 run 5, ");
      assertThat(rows(sql, "select comment, text from comment_version")).isEqualTo("2 before, ");
      assertThat(rows(sql, "select comment from report")).isEqualTo("3, ");
      sql.execute("delete from comment where id = 5");
      assertThat(rows(sql, "select id from notice order by id"))
          .as("what was told of a comment goes with it")
          .isEqualTo("1, 2, ");
    }
  }

  @Test
  void mailsAndTheirNumbersStayWhereMailOfAccountsComes() throws Exception {
    migrate("40");
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

  @Test
  void topicsOfOneMeaningBecomeOneAsThoseThatComeLater() throws Exception {
    List<String> keywords =
        List.of(
            "llm",
            "llms",
            "kv-caches",
            "kv cache",
            "kv–cache",
            "chain-of-thought",
            "policies",
            "series",
            "loss",
            "gps",
            "use of gps",
            "-",
            "a  -- b",
            "vision--language models",
            "lies",
            "of ties",
            "on-policy",
            "image_nets",
            "uber-netze",
            "bias");
    migrate("31");
    try (Connection connection = DriverManager.getConnection(url);
        Statement sql = connection.createStatement()) {
      sql.execute(ACCOUNT);
      sql.execute(PAPER);
      sql.execute(PAPER.replace("(1, 'p'", "(2, 'q'"));
      for (String keyword : keywords) {
        sql.execute(
            "insert into paper_topic values ('%s', '2026-01-01', 1, '%1$s')".formatted(keyword));
        sql.execute(
            "insert into follow (account, kind, key, name, created) values (1, 'topic', '%s', '', 0)"
                .formatted(keyword));
      }
      sql.execute("insert into paper_topic values ('llms', '2026-01-01', 2, 'LLMs')");
      sql.execute(
          "insert into follow (account, kind, key, name, created) values (1, 'author', 'kv-x', '',"
              + " 0)");
    }
    try (Home home = Home.open(folder, remote);
        Connection connection = home.dataSource().getConnection();
        Statement sql = connection.createStatement()) {
      String expected =
          keywords.stream()
              .map(NameFolding::topic)
              .distinct()
              .sorted()
              .collect(joining(", ", "", ", "));
      assertThat(sorted(rows(sql, "select key from paper_topic where paper = 1")))
          .isEqualTo(expected);
      assertThat(sorted(rows(sql, "select key from follow where kind = 'topic'")))
          .isEqualTo(expected);
      assertThat(rows(sql, "select key, name from paper_topic where paper = 2"))
          .isEqualTo("llm LLMs, ");
      assertThat(rows(sql, "select key from follow where kind = 'author'")).isEqualTo("kv-x, ");
    }
  }

  private static String sorted(String rows) {
    return Arrays.stream(rows.split(", ")).sorted().collect(joining(", ", "", ", "));
  }
}
