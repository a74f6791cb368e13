package offprint.papers.maxentmechanics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.kernels.convex.MaximumEntropy;
import offprint.kernels.special.ChiSquared;
import offprint.method.Chart;
import offprint.method.Table;

/**
 * Models of growing information: each level knows the constraints of the one before and more, all
 * with the expectations of one reference p*. KL(p*||p_L) = KL(p*||p_L+1) + KL(p_L+1||p_L) exactly.
 */
record Ladder(List<Level> levels) {
  /** A smaller loss counts as 0. */
  private static final double NOTHING = 1e-13;

  /**
   * A level.
   *
   * @param constraints independent ones
   * @param p [n]
   * @param lossNats KL(p*||p), what is still unknown
   * @param steps of Newton's method
   */
  record Level(
      String name, int constraints, double[] p, double entropyNats, double lossNats, int steps) {
    static Level of(String name, int constraints, double[] p, double[] reference, int steps) {
      double loss = Math.max(0, Nats.divergence(reference, p));
      return new Level(name, constraints, p, Nats.entropy(p), loss, steps);
    }
  }

  static Ladder of(List<String> names, List<MaximumEntropy> models, double[] reference) {
    List<Level> levels = new ArrayList<>();
    for (int l = 0; l < names.size(); l++) {
      MaximumEntropy m = models.get(l);
      levels.add(Level.of(names.get(l), m.keptFeatures(), m.p(), reference, m.iterations()));
    }
    return new Ladder(levels);
  }

  Level top() {
    return levels.getLast();
  }

  /** The information that a level adds to the one before; NaN at the first. */
  double fallNats(int level) {
    return level == 0 ? Double.NaN : levels.get(level - 1).lossNats - levels.get(level).lossNats;
  }

  /** Largest residual of the identity that losses add up. */
  double largestPythagoras() {
    return IntStream.range(1, levels.size())
        .mapToDouble(
            l -> Math.abs(fallNats(l) - Nats.divergence(levels.get(l).p(), levels.get(l - 1).p())))
        .max()
        .orElse(0);
  }

  /** Largest rise of H from a level to the next, which must not be above 0. */
  double largestRise() {
    return IntStream.range(1, levels.size())
        .mapToDouble(l -> levels.get(l).entropyNats - levels.get(l - 1).entropyNats)
        .max()
        .orElse(Double.NEGATIVE_INFINITY);
  }

  /** Bars; once the losses span more than a factor of 100, points on a logarithmic axis. */
  Chart chart(String whatReferenceIs) {
    double[] loss = levels.stream().mapToDouble(Level::lossNats).toArray();
    double largest = Arrays.stream(loss).max().orElse(0);
    double least = Arrays.stream(loss).filter(v -> v > NOTHING).min().orElse(largest);
    double[] shown = Arrays.stream(loss).map(v -> v > NOTHING ? v : Double.NaN).toArray();
    Plot plot =
        Plot.of("What each level of information still misses")
            .x(Chart.Axis.category("level", levels.stream().map(Level::name).toList()));
    if (largest > 100 * least) {
      plot.logY("KL(p* ‖ p) (nats)").points("KL", Plot.positions(loss.length), shown);
    } else {
      plot.y("KL(p* ‖ p) (nats)").bars("KL", loss);
    }
    return plot.chart(
        "p* is %s; the fall from level to level is what the added constraints say."
            .formatted(whatReferenceIs));
  }

  /**
   * @param samples observations behind the targets; 0 leaves out the likelihood-ratio test
   */
  Table table(double samples) {
    String[] columns = {
      "level",
      "constraints",
      "H (nats)",
      "KL(p*‖p) (nats)",
      "fall (nats)",
      "Newton steps",
      "2 n fall",
      "degrees",
      "p-value"
    };
    Frame rows = Frame.of(columns);
    for (int l = 0; l < levels.size(); l++) {
      Level level = levels.get(l);
      int degrees = l == 0 ? 0 : level.constraints - levels.get(l - 1).constraints;
      double statistic = degrees > 0 ? 2 * samples * fallNats(l) : Double.NaN;
      rows.row(
          level.name,
          level.constraints,
          level.entropyNats,
          level.lossNats,
          fallNats(l),
          level.steps,
          statistic,
          degrees,
          degrees > 0 ? ChiSquared.tail(statistic, degrees) : Double.NaN);
    }
    return rows.table("Information by levels", Arrays.copyOf(columns, samples > 0 ? 9 : 6));
  }
}
