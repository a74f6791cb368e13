package offprint.kernels.combinatorics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LazyGreedyTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void choosesAsPlainGreedyDoesWithFewerEvaluations(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<BitSet> sets = new ArrayList<>();
    for (int e = 0; e < 60; e++) {
      BitSet set = new BitSet();
      random.ints(random.nextInt(1, 12), 0, 100).forEach(set::set);
      sets.add(set);
    }
    BitSet covered = new BitSet();
    LazyGreedy lazy = new LazyGreedy(60, e -> sets.get(e).cardinality());
    List<Integer> chosen = new ArrayList<>();
    int next = lazy.next(e -> gain(sets.get(e), covered), 0);
    while (next >= 0) {
      assertThat(lazy.lastGain()).as("seed " + seed).isEqualTo(gain(sets.get(next), covered));
      covered.or(sets.get(next));
      chosen.add(next);
      next = lazy.next(e -> gain(sets.get(e), covered), 0);
    }
    assertThat(chosen).isEqualTo(plain(sets));
    assertThat(lazy.evaluations()).isLessThan(60L * chosen.size());
  }

  private static List<Integer> plain(List<BitSet> sets) {
    BitSet covered = new BitSet();
    List<Integer> chosen = new ArrayList<>();
    while (true) {
      int best = 0;
      for (int e = 1; e < sets.size(); e++) {
        best = gain(sets.get(e), covered) > gain(sets.get(best), covered) ? e : best;
      }
      if (gain(sets.get(best), covered) == 0) {
        return chosen;
      }
      covered.or(sets.get(best));
      chosen.add(best);
    }
  }

  private static double gain(BitSet set, BitSet covered) {
    BitSet fresh = (BitSet) set.clone();
    fresh.andNot(covered);
    return fresh.cardinality();
  }
}
