package offprint.server.run.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import offprint.server.run.work.FairOrder.Waiting;
import org.junit.jupiter.api.Test;

class FairOrderTest {
  private static List<Waiting> of(long owner, long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(id -> new Waiting(id, owner)).toList();
  }

  private static List<Waiting> together(List<Waiting> one, List<Waiting> other) {
    List<Waiting> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  @Test
  void nobodyWaitsBehindAnothersTwenty() {
    List<Waiting> waiting = together(of(1, 1, 20), of(2, 21, 21));
    assertThat(new FairOrder(waiting, Map.of(1L, 2), Map.of(1L, 500L)).next(2)).contains(21L);
    assertThat(new FairOrder(waiting, Map.of(1L, 2), Map.of(1L, 500L)).all().getFirst())
        .isEqualTo(21);
    assertThat(new FairOrder(waiting, Map.of(), Map.of()).all()).startsWith(1L, 21L, 2L, 3L);
  }

  @Test
  void whoWasServedLongestAgoIsNextAndOneOwnersRunsKeepTheirOrder() {
    List<Waiting> waiting = together(of(1, 1, 3), of(2, 4, 6));
    assertThat(new FairOrder(waiting, Map.of(), Map.of(1L, 900L, 2L, 800L)).all())
        .containsExactly(4L, 1L, 5L, 2L, 6L, 3L);
    assertThat(new FairOrder(of(1, 1, 4), Map.of(), Map.of()).all())
        .containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void anAccountHasNoMoreAtOnceThanItMayButNobodyIsNotCounted() {
    assertThat(new FairOrder(of(1, 1, 4), Map.of(1L, 2), Map.of()).next(2)).isEmpty();
    assertThat(new FairOrder(of(-7, 1, 4), Map.of(-7L, 9), Map.of()).next(2)).contains(1L);
    assertThat(
            new FairOrder(together(of(1, 1, 4), of(0, 5, 5)), Map.of(1L, 2, 0L, 5), Map.of(0L, 7L))
                .next(2))
        .contains(5L);
  }

  /** However many ask for however much: in any m places no owner gets two more than another. */
  @Test
  void placesAreSharedEvenlyWhileAllWait() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int owners = 2 + random.nextInt(6);
      int each = 5 + random.nextInt(10);
      List<Waiting> waiting = new ArrayList<>();
      for (long id = 1; id <= (long) owners * each; id++) {
        waiting.add(new Waiting(id, 1 + random.nextInt(owners)));
      }
      List<Long> order = new FairOrder(waiting, Map.of(), Map.of()).all();
      assertThat(order).as("seed %d", seed).doesNotHaveDuplicates().hasSize(waiting.size());
      Map<Long, Long> ownerOf = new HashMap<>();
      Map<Long, Integer> left = new HashMap<>();
      waiting.forEach(
          w -> {
            ownerOf.put(w.id(), w.owner());
            left.merge(w.owner(), 1, Integer::sum);
          });
      Map<Long, Integer> got = new HashMap<>();
      for (long id : order) {
        long owner = ownerOf.getOrDefault(id, 0L);
        for (Map.Entry<Long, Integer> other : left.entrySet()) {
          if (other.getValue() > got.getOrDefault(other.getKey(), 0)) {
            assertThat(got.getOrDefault(owner, 0))
                .as("seed %d: %d takes run %d", seed, owner, id)
                .isLessThanOrEqualTo(got.getOrDefault(other.getKey(), 0));
          }
        }
        got.merge(owner, 1, Integer::sum);
      }
    }
  }
}
