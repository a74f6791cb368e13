package offprint.server.digest;

import java.util.function.LongSupplier;

/** Spreads mails over time: so many a minute, up to a second's worth at once. */
final class Throttle {
  private static final double MINUTE_NANOS = 60e9;
  private static final double BURST_NANOS = 1e9;

  private final double nanosEach;
  private final LongSupplier nanos;
  private final long start;
  private double next;

  /**
   * @param nanos a clock that only goes forward
   */
  Throttle(int perMinute, LongSupplier nanos) {
    this.nanosEach = MINUTE_NANOS / perMinute;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /** Takes the next mail's turn and says how long to wait for it, in milliseconds. */
  synchronized long takeTurn() {
    double now = nanos.getAsLong() - start;
    double burst = Math.max(0, BURST_NANOS - nanosEach);
    next = Math.max(next, now - burst);
    double wait = Math.max(0, next - now);
    next += nanosEach;
    return (long) Math.ceil(wait / 1e6);
  }
}
