package offprint.server.account;

import java.util.Optional;
import offprint.server.home.Home;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the first visitor must type to become the administrator, until there is one. */
@Component
public final class SetupCode {
  private final PersonTable table;
  private volatile @Nullable String code;

  SetupCode(Home home) {
    this.table = new PersonTable(JdbcClient.create(home.dataSource()));
    this.code = table.isEmpty() ? Secret.code() : null;
  }

  /** Shown on the console; empty once there is an administrator. */
  public Optional<String> shown() {
    if (code != null && !table.isEmpty()) { // made by this process or another
      code = null;
    }
    return Optional.ofNullable(code);
  }
}
