package offprint.server.digest;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Limits the rate of mails per minute, with bursts of up to one second's worth. */
final class Throttle {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final double MILLI_NANOS = 1e6;

  private final Bucket mails;

  /**
   * @param nanos a clock that only goes forward
   */
  Throttle(int perMinute, LongSupplier nanos) {
    this.mails =
        Bucket.builder()
            .withCustomTimePrecision(new Meter(nanos))
            .addLimit(
                limit ->
                    limit.capacity(Math.max(1, perMinute / 60)).refillGreedy(perMinute, MINUTE))
            .build();
  }

  private record Meter(LongSupplier nanos) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanos.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  /** Reserves the next mail and returns how long to wait before sending it, in milliseconds. */
  long takeTurn() {
    return (long) Math.ceil(mails.consumeIgnoringRateLimits(1) / MILLI_NANOS);
  }
}
