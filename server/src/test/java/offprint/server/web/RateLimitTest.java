package offprint.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import offprint.server.digest.Mailroom;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final Mailroom.TestClock clock = new Mailroom.TestClock("2026-11-25T07:40:00Z");
  private final RateLimit limit = new RateLimit("tries", 2, Duration.ofHours(1), clock);

  @Test
  void aWindowHasOnlySoManyAttemptsOfOneCaller() {
    limit.take("a");
    limit.take("a");
    limit.take("b");
    assertThatThrownBy(() -> limit.take("a"))
        .isInstanceOf(Problem.class)
        .hasMessage("at most 2 tries in 60 minutes: try again in 1200 s");
    clock.set("2026-11-25T07:59:59Z");
    assertThat(limit.attempt("a").isConsumed()).isFalse();
    clock.set("2026-11-25T08:00:00Z");
    assertThat(limit.attempt("a").getRemainingTokens()).isEqualTo(1);
    assertThat(limit.secondsLeft()).isEqualTo(3600);
  }

  @Test
  void aRefundedAttemptDoesNotCount() {
    limit.take("a");
    limit.take("a");
    limit.giveBack("a");
    assertThatNoException().isThrownBy(() -> limit.take("a"));
    assertThatThrownBy(() -> limit.take("a")).isInstanceOf(Problem.class);
  }
}
