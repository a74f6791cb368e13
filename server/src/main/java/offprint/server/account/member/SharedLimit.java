package offprint.server.account.member;

import java.time.Clock;
import java.time.Duration;
import offprint.server.account.Secret;
import offprint.server.home.Home;
import offprint.server.web.RateLimit;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts tries in this process, and what came of them, failures, in the database: so also those at
 * other servers and before a restart. What succeeds is not written.
 */
final class SharedLimit {
  private final String kind;
  private final RateLimit here;
  private final FailureTable table;
  private final Clock clock;

  /**
   * @param kind tells its keys from those of other limits
   * @param what is counted, in the plural
   */
  SharedLimit(Home home, String kind, String what, int most, Duration window, Clock clock) {
    this.kind = kind;
    this.here = new RateLimit(what, most, window, clock);
    this.table = new FailureTable(JdbcClient.create(home.dataSource()));
    this.clock = clock;
  }

  /**
   * Counts one more here.
   *
   * @param key who tries
   * @throws offprint.server.web.Problem too many requests, if it is one too many
   */
  void take(String key) {
    here.take(key);
    here.check(table.count(digest(key), here.ends().toEpochMilli()));
  }

  /** Takes one back, such as a try that was none. */
  void giveBack(String key) {
    here.giveBack(key);
  }

  /** Counts what was taken for everybody. */
  void failed(String key) {
    table.add(digest(key), here.ends().toEpochMilli(), clock.millis());
  }

  private String digest(String key) {
    return Secret.digest(kind + " of " + key);
  }
}
