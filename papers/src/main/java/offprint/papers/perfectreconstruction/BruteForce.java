package offprint.papers.perfectreconstruction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import offprint.kernels.lattice.Partition;

/**
 * The naive search, for comparison: every set of columns, a hash map from tuple to value of the
 * target, minimal ones kept.
 */
final class BruteForce {
  private BruteForce() {}

  /**
   * Minimal sets of at most {@code maxSize} columns that determine {@code target} exactly.
   *
   * @param onSet told the size of each set before it is tried; may throw to stop
   */
  static List<List<Integer>> keys(
      List<Partition> columns, Partition target, int maxSize, LongConsumer onSet) {
    List<List<Integer>> keys = new ArrayList<>();
    for (int size = 1; size <= Math.min(maxSize, columns.size()); size++) {
      extend(columns, target, size, 0, new ArrayList<>(), keys, onSet);
    }
    return keys;
  }

  private static void extend(
      List<Partition> columns,
      Partition target,
      int size,
      int from,
      List<Integer> set,
      List<List<Integer>> keys,
      LongConsumer onSet) {
    if (set.size() == size) {
      onSet.accept(size);
      boolean minimal = keys.stream().noneMatch(set::containsAll);
      if (determines(columns, set, target) && minimal) {
        keys.add(List.copyOf(set));
      }
      return;
    }
    for (int c = from; c < columns.size(); c++) {
      set.add(c);
      extend(columns, target, size, c + 1, set, keys, onSet);
      set.removeLast();
    }
  }

  private static boolean determines(List<Partition> columns, List<Integer> set, Partition target) {
    Map<List<Integer>, Integer> seen = new HashMap<>();
    boolean determines = true;
    for (int row = 0; row < target.states(); row++) {
      List<Integer> tuple = new ArrayList<>(set.size());
      for (int c : set) {
        tuple.add(columns.get(c).block(row));
      }
      Integer known = seen.putIfAbsent(tuple, target.block(row));
      determines &= known == null || known == target.block(row);
    }
    return determines;
  }
}
