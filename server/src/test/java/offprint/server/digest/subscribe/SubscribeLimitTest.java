package offprint.server.digest.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import offprint.server.digest.Mailroom;
import org.junit.jupiter.api.Test;

class SubscribeLimitTest {
  @Test
  void anHourHasOnlySoManyQuestionsOfAComputer() {
    Mailroom.TestClock clock = new Mailroom.TestClock("2026-11-25T07:00:00Z");
    SubscribeLimit limit = new SubscribeLimit(2, clock);
    assertThat(List.of(limit.take("a"), limit.take("a"), limit.take("a"), limit.take("b")))
        .containsExactly(true, true, false, true);
    clock.set("2026-11-25T08:00:00Z");
    assertThat(limit.take("a")).isTrue();
  }
}
