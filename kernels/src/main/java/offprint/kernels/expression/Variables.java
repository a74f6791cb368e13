package offprint.kernels.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import offprint.kernels.sampling.Support;

/**
 * Variables and the box they live in, written as {@code a, b, s > 0, 0 < p < 1}.
 *
 * @param names in order
 * @param support bounds by variable, infinite where none is written
 */
public record Variables(List<String> names, Support support) {

  /** Variables without bounds. */
  public static Variables free(List<String> names) {
    return of(names, names.stream().map(_ -> unbounded()).toArray(double[][]::new));
  }

  /**
   * @throws IllegalArgumentException if an entry is no variable with bounds, or a name comes twice
   */
  public static Variables parse(String text) {
    List<String> names = new ArrayList<>();
    List<double[]> bounds = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String entry : text.split("[,;]")) {
      if (!entry.isBlank()) {
        String name = read(entry.strip(), bounds);
        if (!seen.add(name)) {
          throw new IllegalArgumentException("%s is named twice".formatted(name));
        }
        names.add(name);
      }
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException("there must be a variable: got '%s'".formatted(text));
    }
    return of(names, bounds.toArray(double[][]::new));
  }

  private static double[] unbounded() {
    return new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
  }

  private static Variables of(List<String> names, double[][] bounds) {
    double[] low = new double[names.size()];
    double[] high = new double[names.size()];
    for (int i = 0; i < low.length; i++) {
      low[i] = bounds[i][0];
      high[i] = bounds[i][1];
    }
    return new Variables(List.copyOf(names), new Support(low, high));
  }

  /** Reads "s", "s > 0", "s < 5", "0 < p < 1" or "1 > p > 0"; adds the bounds, gives the name. */
  private static String read(String entry, List<double[]> bounds) {
    double[] bound = unbounded();
    List<Token> tokens = Token.of(entry);
    String name = "";
    int at = 0;
    int place = 0;
    List<Double> before = new ArrayList<>();
    List<String> signs = new ArrayList<>();
    while (tokens.get(at).kind() != Token.Kind.END) {
      Token token = tokens.get(at++);
      boolean negative = token.is("-");
      Token value =
          negative && tokens.get(at).kind() == Token.Kind.NUMBER ? tokens.get(at++) : token;
      if (place % 2 == 1 && (token.is("<") || token.is(">"))) {
        signs.add(token.text());
      } else if (place % 2 == 0 && value.kind() == Token.Kind.NUMBER) {
        before.add((negative ? -1 : 1) * Double.parseDouble(value.text()));
      } else if (place % 2 == 0 && token.kind() == Token.Kind.NAME && name.isEmpty()) {
        name = token.text();
        before.add(Double.NaN);
      } else {
        throw fault(entry);
      }
      place++;
    }
    if (name.isEmpty() || place % 2 == 0 || place > 5) {
      throw fault(entry);
    }
    for (int i = 0; i < signs.size(); i++) {
      double left = before.get(i);
      double right = before.get(i + 1);
      if (Double.isNaN(left) == Double.isNaN(right)) {
        throw fault(entry);
      }
      boolean below =
          signs.get(i).equals("<") == Double.isNaN(right); // number < name, name > number
      bound[below ? 0 : 1] = Double.isNaN(left) ? right : left;
    }
    if (!(bound[0] < bound[1])) {
      throw fault(entry);
    }
    bounds.add(bound);
    return name;
  }

  private static IllegalArgumentException fault(String entry) {
    return new IllegalArgumentException(
        "a variable must be written as s, s > 0 or 0 < p < 1: got '%s'".formatted(entry));
  }
}
