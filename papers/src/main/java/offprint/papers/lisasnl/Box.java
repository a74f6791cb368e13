package offprint.papers.lisasnl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A prior: each parameter uniform between two bounds, some with a Gaussian factor.
 *
 * @param names of the parameters [d]
 * @param low bounds [d]
 * @param high bounds [d]
 * @param mean of the Gaussian factor [d]; NaN for none
 * @param sd of the Gaussian factor [d]
 */
record Box(List<String> names, double[] low, double[] high, double[] mean, double[] sd) {
  /** Share of a bound's range that counts as its edge. */
  private static final double EDGE = 0.02;

  /** Share of draws at an edge from which it is told. */
  private static final double MUCH = 0.2;

  /**
   * A box of parameters by entries such as "q=1.2:3.5" or "q=normal(2,0.1)"; the latter needs a box
   * that it narrows.
   *
   * @param parameter that gives the entries, for messages
   * @param names that must have a bound; empty: those of the entries
   * @param wider bounds of parameters that have no entry or only a Gaussian one
   */
  static Box parse(
      String parameter, List<String> entries, List<String> names, Map<String, double[]> wider) {
    Map<String, double[]> bounds = new LinkedHashMap<>(wider);
    Map<String, double[]> factors = new LinkedHashMap<>();
    for (String entry : entries) {
      String[] sides = entry.split("=", 2);
      String name = sides[0].strip();
      if (sides.length < 2 || (!names.isEmpty() && !names.contains(name))) {
        throw new IllegalArgumentException(
            "%s must be entries such as %s=0:1%s: got %s"
                .formatted(
                    parameter,
                    names.isEmpty() ? "x" : names.getFirst(),
                    names.isEmpty() ? "" : " for " + String.join(", ", names),
                    entry));
      }
      String text = sides[1].strip();
      if (text.startsWith("normal(") && text.endsWith(")")) {
        factors.put(
            name, pair(parameter, entry, text.substring(7, text.length() - 1), "[ ;]+|, *"));
        if (!(factors.get(name)[1] > 0)) {
          throw new IllegalArgumentException(
              "%s must have a standard deviation above 0: got %s".formatted(parameter, entry));
        }
      } else {
        double[] bound = pair(parameter, entry, text, ":");
        if (!(bound[0] < bound[1])) {
          throw new IllegalArgumentException(
              "%s must have a minimum below its maximum: got %s".formatted(parameter, entry));
        }
        bounds.put(name, bound);
      }
    }
    List<String> all = names.isEmpty() ? List.copyOf(bounds.keySet()) : names;
    int d = all.size();
    Box box = new Box(all, new double[d], new double[d], new double[d], new double[d]);
    for (int i = 0; i < d; i++) {
      double[] bound = bounds.get(all.get(i));
      if (bound == null) {
        throw new IllegalArgumentException(
            "%s must bound %s, such as %s=0:1: got %s"
                .formatted(parameter, all.get(i), all.get(i), entries));
      }
      box.low[i] = bound[0];
      box.high[i] = bound[1];
      double[] factor = factors.getOrDefault(all.get(i), new double[] {Double.NaN, 1});
      box.mean[i] = factor[0];
      box.sd[i] = factor[1];
    }
    return box;
  }

  private static double[] pair(String parameter, String entry, String text, String separator) {
    String[] parts = text.split(separator);
    try {
      if (parts.length == 2) {
        return new double[] {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])};
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "%s must be two numbers such as x=0:1 or x=normal(0 1): got %s"
            .formatted(parameter, entry));
  }

  int dimension() {
    return names.size();
  }

  /** ln of the density up to a constant; -∞ outside the bounds. */
  double logDensity(double[] theta) {
    double sum = 0;
    for (int i = 0; i < low.length; i++) {
      if (!(theta[i] >= low[i] && theta[i] <= high[i])) {
        return Double.NEGATIVE_INFINITY;
      }
      if (!Double.isNaN(mean[i])) {
        double z = (theta[i] - mean[i]) / sd[i];
        sum -= z * z / 2;
      }
    }
    return sum;
  }

  /** This prior with a Gaussian factor on one parameter. */
  Box with(int parameter, double centre, double width) {
    double[] means = mean.clone();
    double[] widths = sd.clone();
    means[parameter] = centre;
    widths[parameter] = width;
    return new Box(names, low, high, means, widths);
  }

  /** A uniform draw between the bounds. */
  double[] draw(RandomGenerator random) {
    double[] theta = new double[low.length];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = low[i] + (high[i] - low[i]) * random.nextDouble();
    }
    return theta;
  }

  /** Brings a parameter that turns, and whose bounds hold one turn, back between them. */
  double[] fold(double[] theta) {
    double[] folded = theta.clone();
    for (int i = 0; i < low.length; i++) {
      double period = Event.PERIODS.getOrDefault(names.get(i), Double.NaN);
      if (Math.abs(high[i] - low[i] - period) < 1e-6) {
        folded[i] -= period * Math.floor((theta[i] - low[i]) / period);
      }
    }
    return folded;
  }

  /** Names of the parameters of which more than a fifth of the draws lie at a bound. */
  List<String> crowded(Draws draws) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < low.length; i++) {
      double margin = EDGE * (high[i] - low[i]);
      double[] values = draws.column(i);
      double share = 0;
      for (int s = 0; s < values.length; s++) {
        if (values[s] < low[i] + margin || values[s] > high[i] - margin) {
          share += draws.weights()[s];
        }
      }
      if (share > MUCH) {
        names.add(this.names.get(i));
      }
    }
    return names;
  }
}
