package offprint.papers.maxentmechanics;

import java.util.List;

/**
 * An observable of a step: J(x, y), written "a&gt;b=1+b&gt;a=-1", where * stands for any state;
 * terms that meet the same step add up. A name may come first: "current: a&gt;b=1".
 */
record Flux(String name, String terms) {

  static Flux parse(String text) {
    int colon = text.indexOf(": ");
    return colon < 0
        ? new Flux(text, text)
        : new Flux(text.substring(0, colon).strip(), text.substring(colon + 2));
  }

  /**
   * J [n][n].
   *
   * @throws IllegalArgumentException naming the term that is not from&gt;to=value, or its unknown
   *     state
   */
  double[][] over(List<String> states) {
    int n = states.size();
    double[][] flux = new double[n][n];
    for (String term : terms.split("\\+")) {
      int equals = term.lastIndexOf('=');
      int arrow = term.indexOf('>');
      if (arrow < 1 || equals < arrow) {
        throw new IllegalArgumentException(
            "fluxes must be sums of from>to=value: got '%s'".formatted(term));
      }
      double value = value(term, term.substring(equals + 1).strip());
      int from = state(states, term.substring(0, arrow).strip());
      int to = state(states, term.substring(arrow + 1, equals).strip());
      for (int x = from < 0 ? 0 : from; x < (from < 0 ? n : from + 1); x++) {
        for (int y = to < 0 ? 0 : to; y < (to < 0 ? n : to + 1); y++) {
          flux[x][y] += value;
        }
      }
    }
    return flux;
  }

  /** -1 for any. */
  private static int state(List<String> states, String name) {
    int index = states.indexOf(name);
    if (index < 0 && !name.equals("*")) {
      throw new IllegalArgumentException(
          "fluxes must join states of the data, or *: got '%s', there are %s"
              .formatted(name, String.join(" ", states.subList(0, Math.min(20, states.size())))));
    }
    return index;
  }

  private static double value(String term, String text) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // the message below says what was expected
    }
    throw new IllegalArgumentException(
        "fluxes must be sums of from>to=value with finite numbers: got '%s'".formatted(term));
  }
}
