package offprint.kernels.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimingTest {
  @Test
  void processorTimeIsThatOfOneThreadWhateverTheWorkSpreads() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    AtomicInteger runs = new AtomicInteger();
    Runnable spread =
        () -> {
          runs.incrementAndGet();
          IntStream.range(0, 1000).parallel().forEach(_ -> threads.add(Thread.currentThread()));
        };
    double[] seconds = Timing.processorSeconds(3, List.of(spread, () -> sum(1_000_000)));
    assertThat(threads).hasSize(1);
    assertThat(runs.get()).as("one run to warm up, three that count").isEqualTo(4);
    assertThat(seconds).hasSize(2);
    for (double one : seconds) {
      assertThat(one).isFinite().isNotNegative();
    }
  }

  @Test
  void waitingCostsNoProcessorTime() {
    double slept =
        Timing.processorSeconds(
            1,
            () -> {
              try {
                Thread.sleep(200);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(slept).isLessThan(0.1);
  }

  private static double sum(int terms) {
    return IntStream.range(0, terms).mapToDouble(Math::sqrt).sum();
  }
}
