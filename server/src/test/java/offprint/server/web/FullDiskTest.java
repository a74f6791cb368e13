package offprint.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class FullDiskTest {
  private static Throwable failure(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement()) {
      statement.execute("create table filled (data)");
      statement.execute("pragma max_page_count = 3");
      return catchThrowable(() -> statement.execute(sql));
    }
  }

  @Test
  void aDatabaseWithoutRoomIsNoFault() throws Exception {
    Throwable full = failure("insert into filled values (zeroblob(100000))");
    assertThat(full).isInstanceOf(SQLException.class);
    assertThat(FullDisk.isBehind(new IllegalStateException("wrapped", full))).isTrue();
    assertThat(FullDisk.isBehind(new SQLException("could not extend file", "53100"))).isTrue();
    assertThat(FullDisk.isBehind(failure("insert into missing values (1)"))).isFalse();
  }

  @Test
  void aFileWithoutRoomIsNoFault() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    Throwable failure =
        catchThrowable(
            () -> {
              try (OutputStream out = Files.newOutputStream(full)) {
                out.write(1);
              }
            });
    assertThat(FullDisk.isBehind(failure)).isTrue();
    assertThat(FullDisk.isBehind(new IOException("broken pipe"))).isFalse();
  }
}
