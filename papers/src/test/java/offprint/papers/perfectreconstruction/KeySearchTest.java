package offprint.papers.perfectreconstruction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import offprint.kernels.lattice.JointEntropies;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.StateLaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySearchTest {
  private static KeySearch.Task task(
      List<Partition> columns,
      Partition target,
      int maxSize,
      Criterion criterion,
      double eps,
      boolean prune) {
    StateLaw law = StateLaw.uniform(target.states());
    JointEntropies pairs = JointEntropies.of(columns, law, _ -> {});
    return new KeySearch.Task(columns, pairs, target, law, maxSize, criterion, eps, prune);
  }

  private static Partition random(int rows, int values, SplittableRandom random) {
    return Partition.of(IntStream.generate(() -> random.nextInt(values)).limit(rows).toArray());
  }

  private static List<List<Integer>> columns(KeySearch.Outcome outcome) {
    return outcome.keys().stream().map(KeySearch.Found::columns).toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void findsWhatBruteForceFinds(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 60; i++) {
      int rows = random.nextInt(2, 60);
      int count = random.nextInt(1, 8);
      List<Partition> columns = new ArrayList<>();
      for (int c = 0; c < count; c++) {
        columns.add(random(rows, random.nextInt(1, 9), random));
      }
      Partition target =
          random.nextBoolean()
              ? Partition.identity(rows)
              : random.nextBoolean()
                  ? random(rows, 3, random)
                  : columns.getFirst().join(columns.getLast());
      int maxSize = random.nextInt(1, count + 1);
      KeySearch.Outcome found =
          KeySearch.run(task(columns, target, maxSize, Criterion.ENTROPY, 0, true), _ -> {});
      List<List<Integer>> naive = BruteForce.keys(columns, target, maxSize, _ -> {});
      assertThat(new HashSet<>(columns(found))).as("seed " + seed).isEqualTo(new HashSet<>(naive));
      KeySearch.Counts counts = found.counts();
      assertThat(counts.supersets() + counts.condition() + counts.tree() + counts.exact())
          .isEqualTo(counts.sets())
          .isEqualTo((long) KeySearch.sets(count, maxSize));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9})
  void toleranceNeverPrunesWhatItAccepts(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 60; i++) {
      int rows = random.nextInt(10, 80);
      List<Partition> columns = new ArrayList<>();
      for (int c = 0; c < 5; c++) {
        columns.add(random(rows, random.nextInt(2, 6), random));
      }
      Partition target = random(rows, random.nextInt(2, 5), random);
      for (Criterion criterion : Criterion.values()) {
        double eps = random.nextDouble() * 0.5;
        KeySearch.Outcome pruned =
            KeySearch.run(task(columns, target, 4, criterion, eps, true), _ -> {});
        KeySearch.Outcome plain =
            KeySearch.run(task(columns, target, 4, criterion, eps, false), _ -> {});
        assertThat(columns(pruned)).as("seed " + seed).isEqualTo(columns(plain));
        assertThat(pruned.counts().exact()).isLessThanOrEqualTo(plain.counts().exact());
      }
    }
  }

  @Test
  void oneOfTwoEqualColumnsIsEnough() {
    Partition a = Partition.of(new int[] {0, 0, 1, 1});
    Partition b = Partition.of(new int[] {0, 1, 0, 1});
    KeySearch.Outcome found =
        KeySearch.run(
            task(List.of(a, b, a), Partition.identity(4), 3, Criterion.ENTROPY, 0, true), _ -> {});
    assertThat(columns(found)).containsExactly(List.of(0, 1), List.of(1, 2));
  }

  @Test
  void xorIsFoundThoughNoColumnAloneSaysAnything() {
    Partition a = Partition.of(new int[] {0, 0, 1, 1});
    Partition b = Partition.of(new int[] {0, 1, 0, 1});
    Partition xor = Partition.of(new int[] {0, 1, 1, 0});
    KeySearch.Outcome found =
        KeySearch.run(task(List.of(a, b), xor, 2, Criterion.ENTROPY, 0, true), _ -> {});
    assertThat(columns(found)).containsExactly(List.of(0, 1));
  }

  @Test
  void numberOfSetsIsCountedWithoutOverflow() {
    assertThat(KeySearch.sets(7, 7)).isEqualTo(127);
    assertThat(KeySearch.sets(12, 5)).isEqualTo(1585);
    assertThat(KeySearch.sets(1000, 12)).isGreaterThan(1e27);
  }
}
