package offprint.papers.maxentmechanics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import offprint.kernels.convex.MomentProblem;

/**
 * What is known of a channel's steady state, level by level: nothing, site occupancies,
 * neighbouring pairs, other pairs, triples; and, beside the ladder, the number of ions alone.
 */
final class ChannelLevels {
  private ChannelLevels() {}

  static Ladder bySets(IonChannel channel, double tol, int maxIter, IntConsumer onStep) {
    int sites = Integer.numberOfTrailingZeros(channel.states());
    List<int[]> groups = new ArrayList<>(List.of(new int[0]));
    List<String> names = new ArrayList<>(List.of("nothing"));
    add(groups, names, "sites", sets(sites, 1, s -> true));
    add(groups, names, "+ neighbours", sets(sites, 2, s -> (s & (s >> 1)) != 0));
    add(groups, names, "+ other pairs", sets(sites, 2, s -> (s & (s >> 1)) == 0));
    add(groups, names, "+ triples", sets(sites, 3, s -> true));
    List<String> features = new ArrayList<>();
    List<double[]> columns = new ArrayList<>();
    int[] sizes = new int[groups.size()];
    for (int l = 0; l < groups.size(); l++) {
      for (int set : groups.get(l)) {
        features.add("occupied " + channel.name(set));
        columns.add(channel.occupied(set));
      }
      sizes[l] = columns.size();
    }
    return Ladder.climb(
        problem(channel, features, columns), names, sizes, channel.law(), tol, maxIter, onStep);
  }

  static Ladder byNumber(IonChannel channel, double tol, int maxIter, IntConsumer onStep) {
    return Ladder.climb(
        problem(channel, List.of("ions"), List.of(channel.ions())),
        List.of("number of ions"),
        new int[] {1},
        channel.law(),
        tol,
        maxIter,
        onStep);
  }

  private static void add(List<int[]> groups, List<String> names, String name, int[] sets) {
    if (sets.length > 0) {
      groups.add(sets);
      names.add(name);
    }
  }

  private static int[] sets(int sites, int size, java.util.function.IntPredicate wanted) {
    return java.util.stream.IntStream.range(0, 1 << sites)
        .filter(s -> Integer.bitCount(s) == size)
        .filter(wanted)
        .toArray();
  }

  private static MomentProblem problem(
      IonChannel channel, List<String> names, List<double[]> columns) {
    double[] uniform = new double[channel.states()];
    Arrays.fill(uniform, 1);
    double[] targets = new double[columns.size()];
    for (int k = 0; k < targets.length; k++) {
      for (int s = 0; s < uniform.length; s++) {
        targets[k] += channel.law()[s] * columns.get(k)[s];
      }
    }
    return MomentProblem.of(uniform, names, columns.toArray(double[][]::new), targets);
  }
}
