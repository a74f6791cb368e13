package offprint.papers.maxentmechanics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import offprint.kernels.convex.MaximumEntropy;
import offprint.kernels.convex.MomentProblem;

/**
 * Levels of information on a channel's steady state: nothing, site occupancies, neighbouring pairs,
 * other pairs, triples; and, beside the ladder, the number of ions alone.
 */
final class ChannelLevels {
  private static final Newton NEWTON = new Newton(1e-13, 300);
  private static final List<String> NAMES =
      List.of("nothing", "sites", "+ neighbours", "+ other pairs", "+ triples");

  private ChannelLevels() {}

  static Ladder bySets(IonChannel channel, Runnable onStep) {
    List<String> names = new ArrayList<>();
    List<String> features = new ArrayList<>();
    List<double[]> columns = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (int l = 0; l < NAMES.size(); l++) {
      int level = l;
      int[] sets = IntStream.range(1, channel.states()).filter(s -> level(s) == level).toArray();
      for (int set : sets) {
        features.add("occupied " + channel.name(set));
        columns.add(channel.occupied(set));
      }
      if (l == 0 || sets.length > 0) {
        names.add(NAMES.get(l));
        sizes.add(columns.size());
      }
    }
    MomentProblem problem =
        MomentProblem.matching(channel.law(), features, columns.toArray(double[][]::new));
    List<MaximumEntropy> models =
        sizes.stream().map(k -> NEWTON.solve(problem.first(k), "level", onStep)).toList();
    return Ladder.of(names, models, channel.law());
  }

  /** The level that a set of sites belongs to; beyond the last for larger sets. */
  private static int level(int set) {
    return switch (Integer.bitCount(set)) {
      case 1 -> 1;
      case 2 -> (set & (set >> 1)) != 0 ? 2 : 3;
      default -> Integer.bitCount(set) + 1;
    };
  }

  static Ladder byNumber(IonChannel channel, Runnable onStep) {
    double[][] ions = {channel.ions()};
    MomentProblem problem = MomentProblem.matching(channel.law(), List.of("ions"), ions);
    MaximumEntropy model = NEWTON.solve(problem, "number of ions", onStep);
    return Ladder.of(List.of("number of ions"), List.of(model), channel.law());
  }
}
