package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import offprint.server.home.Home;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

class BusyDatabaseTest {
  private static final int CONNECTIONS = 6;

  @TempDir Path folder;

  @Test
  void aTransactionIsOneAlsoAfterAnotherDidNotGetTheLock() throws Exception {
    assumeTrue(TestDatabase.url(folder).isEmpty(), "only SQLite has one writer");
    try (Home home = TestDatabase.open(folder);
        Home other = TestDatabase.open(folder)) {
      TransactionTemplate transaction =
          new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
      JdbcClient sql = JdbcClient.create(home.dataSource());
      haveLittlePatience(home);
      try (Connection holder = other.dataSource().getConnection();
          Statement statement = holder.createStatement()) {
        statement.execute("begin immediate");
        for (int i = 0; i < CONNECTIONS; i++) {
          assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> {}))
              .isInstanceOf(TransactionException.class);
        }
        statement.execute("rollback");
      }
      for (int i = 0; i < CONNECTIONS; i++) {
        assertThatThrownBy(
                () ->
                    transaction.executeWithoutResult(
                        _ -> {
                          sql.sql("update counter set value = 77 where name = 'run'").update();
                          throw new IllegalStateException("thought better of it");
                        }))
            .hasMessage("thought better of it");
      }
      assertThat(sql.sql("select value from counter where name = 'run'").query(Long.class).single())
          .isZero();
    }
  }

  private static void haveLittlePatience(Home home) throws Exception {
    List<Connection> all = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      all.add(home.dataSource().getConnection());
    }
    for (Connection connection : all) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("pragma busy_timeout = 20");
      }
      connection.close();
    }
  }
}
