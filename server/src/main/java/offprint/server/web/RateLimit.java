package offprint.server.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Counts what one somebody tries in fixed windows of time, in this process. */
public final class RateLimit {
  private static final int KEYS = 100_000;

  private final String what;
  private final int most;
  private final Duration window;
  private final Clock clock;
  private final Map<String, Integer> counts = new HashMap<>();
  private long current;

  /**
   * @param what is counted, in the plural, such as "comments"
   */
  public RateLimit(String what, int most, Duration window, Clock clock) {
    this.what = what;
    this.most = most;
    this.window = window;
    this.clock = clock;
  }

  /**
   * Counts one more.
   *
   * @param key who tries
   * @throws Problem too many requests, if it is one too many
   */
  public void take(String key) {
    if (count(key, clock.instant().getEpochSecond() / window.toSeconds()) > most) {
      throw tooMany();
    }
  }

  /**
   * @param counted in this window by others, too
   * @throws Problem too many requests, if one more is one too many
   */
  public void check(int counted) {
    if (counted >= most) {
      throw tooMany();
    }
  }

  private Problem tooMany() {
    long left = ends().getEpochSecond() - clock.instant().getEpochSecond();
    return Problem.tooMany(
        "at most %d %s in %d minutes: try again in %d s"
            .formatted(most, what, window.toMinutes(), left),
        left);
  }

  /** When the window of now ends. */
  public Instant ends() {
    long number = clock.instant().getEpochSecond() / window.toSeconds();
    return Instant.ofEpochSecond((number + 1) * window.toSeconds());
  }

  /** Takes one back, such as a try that was none. */
  public synchronized void giveBack(String key) {
    counts.computeIfPresent(key, (_, count) -> count > 1 ? count - 1 : null);
  }

  private synchronized int count(String key, long number) {
    if (number != current || counts.size() > KEYS) {
      current = number;
      counts.clear();
    }
    return counts.merge(key, 1, Integer::sum);
  }
}
