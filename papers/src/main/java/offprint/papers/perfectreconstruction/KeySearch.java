package offprint.papers.perfectreconstruction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import offprint.kernels.information.ChowLiuTree;
import offprint.kernels.lattice.JointEntropies;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.PartitionProduct;
import offprint.kernels.lattice.PartitionProduct.Residual;
import offprint.kernels.lattice.StateLaw;
import offprint.kernels.lattice.StrippedPartition;

/**
 * Minimal sets of columns that determine a target, level by level over the size of the set. A set
 * is skipped if it contains a found one, if the sum of its entropies is below H(T) (the condition),
 * or if the Chow-Liu bound is (the tree); only then rows are counted, with stripped partitions that
 * sets with a common beginning share.
 */
final class KeySearch {
  /**
   * A search task.
   *
   * @param columns candidates
   * @param pairs their entropies
   * @param target T as a partition of the same rows
   * @param maxSize largest set
   * @param eps tolerance in the unit of the criterion; 0: exact
   * @param prune false: skip supersets only, the plain search for comparison
   */
  record Task(
      List<Partition> columns,
      JointEntropies pairs,
      Partition target,
      StateLaw law,
      int maxSize,
      Criterion criterion,
      double eps,
      boolean prune) {

    static Task of(
        List<Partition> columns,
        JointEntropies pairs,
        Partition target,
        StateLaw law,
        Keys.Params params) {
      return new Task(
          columns, pairs, target, law, params.maxSize(), params.criterion(), params.eps(), true);
    }

    /** The same task without the condition and the tree. */
    Task unpruned() {
      return new Task(columns, pairs, target, law, maxSize, criterion, eps, false);
    }
  }

  /**
   * A set whose rows were counted.
   *
   * @param columns indices, ascending
   * @param blocks different tuples
   */
  record Found(List<Integer> columns, long blocks, double entropyBits, Residual residual) {
    /** Rows beyond the first of each tuple: how often the dependency could have been refuted. */
    long support(StateLaw law) {
      return law.states() - blocks;
    }
  }

  /**
   * How many sets were decided in which way.
   *
   * @param cells labels read in exact counts
   */
  record Counts(long sets, long supersets, long condition, long tree, long exact, long cells) {}

  /**
   * @param keys minimal sets, by size, then in order of columns
   * @param nearest the counted set of each size that leaves least unknown
   */
  record Outcome(List<Found> keys, List<Found> nearest, Counts counts) {
    /** The minimal sets, smallest first, then by falling support. */
    List<Found> ranked() {
      return keys.stream()
          .sorted(
              Comparator.comparingInt((Found f) -> f.columns.size())
                  .thenComparingLong(Found::blocks))
          .toList();
    }
  }

  private final Task task;
  private final LongConsumer onWork;
  private final double[][] information;
  private final double neededBits;
  private final PartitionProduct product;
  private final StrippedPartition[] prefix;
  private final List<List<int[]>> keysByLast = new ArrayList<>();
  private final List<Found> keys = new ArrayList<>();
  private final List<Found> nearest = new ArrayList<>();
  private final boolean[] chosen;
  private long sets;
  private long supersets;
  private long condition;
  private long tree;
  private long exact;
  private long cells;

  private KeySearch(Task task, LongConsumer onWork) {
    this.task = task;
    this.onWork = onWork;
    this.information = task.pairs.information();
    double target = task.law.entropyBits(task.target);
    this.neededBits =
        target
            - task.criterion.allowanceBits(task.eps, task.target.blocks())
            - Diagnosis.toleranceBits(target);
    this.product = new PartitionProduct(task.target.states());
    this.prefix = new StrippedPartition[task.maxSize + 1];
    this.chosen = new boolean[task.columns.size()];
    task.columns.forEach(_ -> keysByLast.add(new ArrayList<>()));
  }

  /**
   * @param onWork told the number of sets decided, at least every two million cells; may throw to
   *     stop
   */
  static Outcome run(Task task, LongConsumer onWork) {
    return new KeySearch(task, onWork).run();
  }

  /** Number of sets of 1 to {@code maxSize} of {@code columns}, as a double: it may be huge. */
  static double sets(int columns, int maxSize) {
    double sum = 0;
    double binomial = 1;
    for (int k = 1; k <= Math.min(maxSize, columns); k++) {
      binomial = binomial * (columns - k + 1) / k;
      sum += binomial;
    }
    return sum;
  }

  private Outcome run() {
    prefix[0] = StrippedPartition.constant(task.target.states());
    for (int size = 1; size <= Math.min(task.maxSize, task.columns.size()); size++) {
      level(size);
    }
    Counts counts = new Counts(sets, supersets, condition, tree, exact, cells);
    return new Outcome(List.copyOf(keys), List.copyOf(nearest), counts);
  }

  private void level(int size) {
    int columns = task.columns.size();
    int[] set = new int[size];
    for (int i = 0; i < size; i++) {
      set[i] = i;
      chosen[i] = true;
    }
    int ready = 0;
    long reported = cells;
    Found best = null;
    while (true) {
      if ((++sets & 0xFFF) == 0 || cells - reported > 2_000_000) {
        onWork.accept(sets);
        reported = cells;
      }
      if (isOpen(set)) {
        ready = extend(set, ready);
        Found found = count(set);
        best = best == null || better(found, best) ? found : best;
      }
      int place = size - 1;
      while (place >= 0 && set[place] == columns - size + place) {
        place--;
      }
      for (int i = Math.max(0, place); i < size; i++) {
        chosen[set[i]] = false;
      }
      if (place < 0) {
        break;
      }
      set[place]++;
      for (int i = place + 1; i < size; i++) {
        set[i] = set[i - 1] + 1;
      }
      for (int i = place; i < size; i++) {
        chosen[set[i]] = true;
      }
      ready = Math.min(ready, place);
    }
    if (best != null) {
      nearest.add(best);
    }
  }

  /** True if {@code a} leaves less unknown than {@code b}, or as much with fewer tuples. */
  private boolean better(Found a, Found b) {
    double less = task.criterion.value(b.residual) - task.criterion.value(a.residual);
    return less > 1e-12 || (Math.abs(less) <= 1e-12 && a.blocks < b.blocks);
  }

  /** True if only a count can decide the set. */
  private boolean isOpen(int[] set) {
    if (containsKey(set)) {
      supersets++;
      return false;
    }
    if (!task.prune) {
      return true;
    }
    double sum = 0;
    for (int c : set) {
      sum += task.pairs.single(c);
    }
    if (sum < neededBits) {
      condition++;
      return false;
    }
    if (sum - ChowLiuTree.weight(information, set) < neededBits) {
      tree++;
      return false;
    }
    return true;
  }

  private boolean containsKey(int[] set) {
    for (int last : set) {
      for (int[] key : keysByLast.get(last)) {
        boolean inside = true;
        for (int c : key) {
          inside &= chosen[c];
        }
        if (inside) {
          return true;
        }
      }
    }
    return false;
  }

  /** Updates the stripped partitions of the proper prefixes of {@code set}. */
  private int extend(int[] set, int ready) {
    for (int i = ready; i < set.length - 1; i++) {
      cells += prefix[i].confused();
      prefix[i + 1] = product.of(prefix[i], task.columns.get(set[i]));
    }
    return Math.max(ready, set.length - 1);
  }

  private Found count(int[] set) {
    exact++;
    StrippedPartition beginning = prefix[set.length - 1];
    cells += 2L * beginning.confused();
    PartitionProduct.Summary summary =
        product.summary(beginning, task.columns.get(set[set.length - 1]), task.target, task.law);
    Residual residual = summary.residual();
    List<Integer> columns = Arrays.stream(set).boxed().toList();
    Found found = new Found(columns, summary.blocks(), summary.entropyBits(), residual);
    if (task.criterion.accepts(residual, task.eps)) {
      keys.add(found);
      keysByLast.get(set[set.length - 1]).add(set.clone());
    }
    return found;
  }
}
