package offprint.server.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Limits how often each caller may do something in fixed windows of time, in this process. */
public final class RateLimit {
  private static final int KEYS = 100_000;

  private final String what;
  private final int most;
  private final Duration window;
  private final Clock clock;
  private final TimeMeter meter;
  private final Cache<String, Bucket> buckets;

  /**
   * @param what is counted, in the plural, such as "comments"
   * @param most allowed in a window
   */
  public RateLimit(String what, int most, Duration window, Clock clock) {
    this.what = what;
    this.most = most;
    this.window = window;
    this.clock = clock;
    this.meter = new ClockMeter(clock);
    this.buckets = Caffeine.newBuilder().maximumSize(KEYS).expireAfterAccess(window).build();
  }

  private record ClockMeter(Clock clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return clock.millis() * 1_000_000;
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }

  /**
   * Counts one attempt.
   *
   * @param key who tries
   * @return whether it is allowed, and how many are left in this window
   */
  public ConsumptionProbe attempt(String key) {
    return bucket(key).tryConsumeAndReturnRemaining(1);
  }

  /**
   * Counts one attempt.
   *
   * @param key who tries
   * @throws Problem too many requests, if it is one too many
   */
  public void take(String key) {
    if (!attempt(key).isConsumed()) {
      throw tooMany();
    }
  }

  /**
   * Refuses one more attempt if so many were counted elsewhere.
   *
   * @param counted in this window
   * @throws Problem too many requests, if one more is one too many
   */
  public void check(int counted) {
    if (counted >= most) {
      throw tooMany();
    }
  }

  private Problem tooMany() {
    long left = secondsLeft();
    return Problem.tooMany(
        "at most %d %s in %d minutes: try again in %d s"
            .formatted(most, what, window.toMinutes(), left),
        left);
  }

  /** End of the present window. */
  public Instant ends() {
    long number = clock.instant().getEpochSecond() / window.toSeconds();
    return Instant.ofEpochSecond((number + 1) * window.toSeconds());
  }

  /** Seconds until the present window ends. */
  public long secondsLeft() {
    return ends().getEpochSecond() - clock.instant().getEpochSecond();
  }

  /** Refunds one attempt. */
  public void giveBack(String key) {
    bucket(key).addTokens(1);
  }

  private Bucket bucket(String key) {
    return buckets.get(
        key,
        _ ->
            Bucket.builder()
                .withCustomTimePrecision(meter)
                .addLimit(
                    limit -> limit.capacity(most).refillIntervallyAligned(most, window, ends()))
                .build());
  }
}
