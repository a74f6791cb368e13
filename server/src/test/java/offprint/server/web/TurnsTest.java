package offprint.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnsTest {
  @Test
  void aTurnIsGivenWhenOneEnds() throws Exception {
    Turns turns = new Turns(1, Duration.ofDays(1));
    try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
      Turns.Turn first = turns.await();
      assertThat(first).isNotNull();
      assertThat(turns.atOnce()).isNull();
      Future<Turns.Turn> second = other.submit(turns::await);
      first.close();
      second.get().close();
      assertThat(turns.atOnce()).isNotNull();
    }
  }

  @Test
  void whoWouldWaitLongerThanTurnsLastIsRefusedWithoutWaiting() throws Exception {
    Turns turns = new Turns(1, Duration.ofDays(1));
    turns.ended(Duration.ofDays(100).toNanos());
    try (Turns.Turn known = turns.await()) {
      assertThat(known).isNotNull();
      assertThat(turns.await()).isNull();
    }
  }

  @Test
  void nobodyWaitsLongerThanPatienceLasts() throws Exception {
    Turns turns = new Turns(1, Duration.ofMillis(1));
    try (Turns.Turn known = turns.await()) {
      assertThat(known).isNotNull();
      assertThat(turns.await()).isNull();
    }
  }
}
