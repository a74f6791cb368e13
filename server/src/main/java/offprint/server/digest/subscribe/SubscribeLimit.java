package offprint.server.digest.subscribe;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import offprint.server.mail.MailConfig;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** How often one computer may ask for mail: counted in fixed windows of an hour. */
@Component
final class SubscribeLimit {
  private static final int COMPUTERS = 100_000;
  private static final long HOUR_MILLIS = 3_600_000;

  private final int most;
  private final Clock clock;
  private final Map<String, Integer> counts = new HashMap<>();
  private long window;

  @Autowired
  SubscribeLimit(MailConfig config) {
    this(config.asksPerHour(), Clock.systemUTC());
  }

  SubscribeLimit(int most, Clock clock) {
    this.most = most;
    this.clock = clock;
  }

  /**
   * Counts a question.
   *
   * @return false if it is one too many
   */
  synchronized boolean take(String computer) {
    long current = clock.millis() / HOUR_MILLIS;
    if (current != window || counts.size() > COMPUTERS) {
      window = current;
      counts.clear();
    }
    return counts.merge(computer, 1, Integer::sum) <= most;
  }
}
