package offprint.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AdmissionControlTest {
  @Test
  void aTurnIsGivenWhenOneEnds() throws Exception {
    AdmissionControl admissionControl = new AdmissionControl(1, Duration.ofDays(1));
    try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
      AdmissionControl.Turn first = admissionControl.await();
      assertThat(first).isNotNull();
      assertThat(admissionControl.atOnce()).isNull();
      Future<AdmissionControl.Turn> second = other.submit(admissionControl::await);
      first.close();
      second.get().close();
      assertThat(admissionControl.atOnce()).isNotNull();
    }
  }

  @Test
  void whoWouldWaitLongerThanTurnsLastIsRefusedWithoutWaiting() throws Exception {
    AdmissionControl admissionControl = new AdmissionControl(1, Duration.ofDays(1));
    admissionControl.ended(Duration.ofDays(100).toNanos());
    try (AdmissionControl.Turn known = admissionControl.await()) {
      assertThat(known).isNotNull();
      assertThat(admissionControl.await()).isNull();
    }
  }

  @Test
  void nobodyWaitsLongerThanPatienceLasts() throws Exception {
    AdmissionControl admissionControl = new AdmissionControl(1, Duration.ofMillis(1));
    try (AdmissionControl.Turn known = admissionControl.await()) {
      assertThat(known).isNotNull();
      assertThat(admissionControl.await()).isNull();
    }
  }
}
