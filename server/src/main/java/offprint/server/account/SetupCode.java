package offprint.server.account;

import java.util.Optional;
import offprint.server.home.Home;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The code that makes the first visitor the administrator. */
@Component
public final class SetupCode {
  private final PersonTable table;
  private volatile @Nullable String code;

  SetupCode(Home home) {
    this.table = new PersonTable(JdbcClient.create(home.dataSource()));
    this.code = table.isEmpty() ? Secret.code() : null;
  }

  /** The code for the console; empty once there is an administrator. */
  public Optional<String> shown() {
    if (code != null && !table.isEmpty()) { // made by this process or another
      code = null;
    }
    return Optional.ofNullable(code);
  }
}
