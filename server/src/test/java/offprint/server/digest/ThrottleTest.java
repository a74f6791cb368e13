package offprint.server.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {

  @Test
  void noMinuteHasMoreMailsThanAllowed() {
    AtomicLong nanos = new AtomicLong(123);
    Throttle throttle = new Throttle(120, nanos::get);
    int sent = 0;
    while (nanos.get() < 123 + 60_000_000_000L) {
      nanos.addAndGet(throttle.takeTurn() * 1_000_000);
      sent++;
    }
    assertThat(sent).isBetween(120, 123);
  }

  @Test
  void aPauseIsNotMadeUpForLater() {
    AtomicLong nanos = new AtomicLong();
    Throttle throttle = new Throttle(60, nanos::get);
    assertThat(throttle.takeTurn()).isZero();
    assertThat(throttle.takeTurn()).isEqualTo(1_000);
    nanos.set(3_600_000_000_000L);
    assertThat(throttle.takeTurn()).isZero();
    assertThat(throttle.takeTurn()).isEqualTo(1_000);
  }
}
