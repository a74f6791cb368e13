package offprint.papers.mcmcbridge;

import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import offprint.harness.Wording;
import offprint.kernels.sampling.LogDensity;

/**
 * A box in R^d that starts are drawn from, written {@code x=-8..8; y=3}: a number is a side of no
 * length.
 *
 * @param low [d]
 * @param high [d]
 */
record Box(double[] low, double[] high) {
  private static final int TRIES = 100;
  private static final String NUMBER = "[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?";
  private static final Pattern SIDE =
      Pattern.compile(
          "\\s*(\\S+?)\\s*=\\s*(" + NUMBER + ")(?:\\s*\\.\\.\\s*(" + NUMBER + "))?\\s*");

  /** The box given, in the space of the free variables; [-2, 2] where nothing is given. */
  static Box of(String parameter, String text, Density density) {
    Box free = parse(parameter, text, density.names(), Double.NaN, Double.NaN);
    double[] low = free.low;
    double[] high = free.high;
    for (int i = 0; i < low.length; i++) {
      if (Double.isNaN(low[i])) {
        low[i] = -2;
        high[i] = 2;
      } else {
        low[i] = free(parameter, density, i, low[i]);
        high[i] = free(parameter, density, i, high[i]);
      }
    }
    return free;
  }

  private static double free(String parameter, Density density, int i, double x) {
    double bottom = density.variables().support().low()[i];
    double top = density.variables().support().high()[i];
    if (!(bottom < x && x < top)) {
      throw new IllegalArgumentException(
          "%s of %s must lie inside (%s, %s): got %s"
              .formatted(parameter, density.names().get(i), bottom, top, x));
    }
    double[] inside = new double[density.dimension()];
    inside[i] = x;
    return density.variables().support().free(inside)[i];
  }

  /**
   * @param otherwiseLow side of a name that is not in the text
   * @throws IllegalArgumentException if the text does not read or names something else
   */
  static Box parse(
      String parameter,
      String text,
      List<String> names,
      double otherwiseLow,
      double otherwiseHigh) {
    double[] low = new double[names.size()];
    double[] high = new double[names.size()];
    Arrays.fill(low, otherwiseLow);
    Arrays.fill(high, otherwiseHigh);
    for (String side : text.split("[;,]")) {
      if (side.isBlank()) {
        continue;
      }
      Matcher m = SIDE.matcher(side);
      if (!m.matches()) {
        throw new IllegalArgumentException(
            "%s must be written x=-8..8; y=3: got '%s'".formatted(parameter, side.strip()));
      }
      int at = names.indexOf(m.group(1));
      if (at < 0) {
        throw new IllegalArgumentException(
            "%s must name one of %s: got %s".formatted(parameter, Wording.list(names), m.group(1)));
      }
      low[at] = Double.parseDouble(m.group(2));
      high[at] = m.group(3) == null ? low[at] : Double.parseDouble(m.group(3));
      if (!(low[at] <= high[at])) {
        throw new IllegalArgumentException(
            "%s of %s must go upwards: got %s".formatted(parameter, names.get(at), side.strip()));
      }
    }
    return new Box(low, high);
  }

  /** A uniform point. */
  double[] draw(RandomGenerator random) {
    double[] x = new double[low.length];
    Arrays.setAll(x, i -> low[i] + (high[i] - low[i]) * random.nextDouble());
    return x;
  }

  /**
   * Points with a positive density, one a chain.
   *
   * @throws IllegalArgumentException if none of 100 tries has
   */
  double[][] starts(LogDensity density, int chains, RandomGenerator random) {
    double[][] starts = new double[chains][];
    for (int c = 0; c < chains; c++) {
      double[] start = draw(random);
      for (int t = 1; !Double.isFinite(density.value(start)); t++) {
        if (t == TRIES) {
          throw new IllegalArgumentException(
              "start must have a positive density: none of %d points drawn has, such as %s where l is %s"
                  .formatted(TRIES, text(density, start), density.value(start)));
        }
        start = draw(random);
      }
      starts[c] = start;
    }
    return starts;
  }

  private static String text(LogDensity density, double[] x) {
    StringJoiner text = new StringJoiner(", ");
    for (int i = 0; i < x.length; i++) {
      text.add(density.name(i) + " = " + Wording.number(x[i]));
    }
    return text.toString();
  }

  /** As a sentence has it: "x in -2 to 2, log s in -2 to 2". */
  String describe(LogDensity density) {
    StringJoiner text = new StringJoiner(", ");
    for (int i = 0; i < low.length; i++) {
      text.add(
          low[i] == high[i]
              ? "%s = %s".formatted(density.name(i), Wording.number(low[i]))
              : "%s in %s to %s"
                  .formatted(density.name(i), Wording.number(low[i]), Wording.number(high[i])));
    }
    return text.toString();
  }
}
