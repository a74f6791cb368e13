package offprint.server.account.member;

import java.time.Clock;
import java.time.Duration;
import offprint.server.account.Secret;
import offprint.server.home.Home;
import offprint.server.web.RateLimit;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Limits failed attempts across servers and restarts: attempts are counted in this process,
 * failures in the database.
 */
final class SharedLimit {
  private final String kind;
  private final RateLimit here;
  private final FailureTable table;
  private final Clock clock;

  /**
   * @param kind namespace of the keys
   * @param what is counted, in the plural
   */
  SharedLimit(Home home, String kind, String what, int most, Duration window, Clock clock) {
    this.kind = kind;
    this.here = new RateLimit(what, most, window, clock);
    this.table = new FailureTable(JdbcClient.create(home.dataSource()));
    this.clock = clock;
  }

  /**
   * Counts an attempt in this process.
   *
   * @param key who tries
   * @throws offprint.server.web.Problem too many requests, if it is one too many
   */
  void take(String key) {
    here.take(key);
    here.check(table.count(digest(key), here.ends().toEpochMilli()));
  }

  /** Refunds one attempt. */
  void giveBack(String key) {
    here.giveBack(key);
  }

  /** Records the attempt as failed, for all servers. */
  void failed(String key) {
    table.add(digest(key), here.ends().toEpochMilli(), clock.millis());
  }

  private String digest(String key) {
    return Secret.digest(kind + " of " + key);
  }
}
