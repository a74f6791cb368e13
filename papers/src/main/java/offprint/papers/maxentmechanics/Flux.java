package offprint.papers.maxentmechanics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import offprint.harness.Wording;

/**
 * An observable of a step: J(x, y), written "a&gt;b=1+b&gt;a=-1", where * stands for any state;
 * terms that meet the same step add up. A name may come first: "current: a&gt;b=1".
 */
record Flux(String name, String terms) {
  private static final String ANY = "*";

  static Flux parse(String text) {
    int colon = text.indexOf(": ");
    return colon < 0
        ? new Flux(text, text)
        : new Flux(text.substring(0, colon).strip(), text.substring(colon + 2));
  }

  /** One "from&gt;to=value". */
  private record Term(String from, String to, double value) {
    static Term parse(String text) {
      int equals = text.lastIndexOf('=');
      int arrow = text.indexOf('>');
      double value = Double.NaN;
      try {
        value = Double.parseDouble(text.substring(equals + 1));
      } catch (NumberFormatException e) {
        // the message below says what was expected
      }
      if (arrow < 1 || equals < arrow || !Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "fluxes must be sums of from>to=value with finite numbers: got '%s'".formatted(text));
      }
      return new Term(
          text.substring(0, arrow).strip(), text.substring(arrow + 1, equals).strip(), value);
    }

    /** Positions of the states that {@code name} stands for. */
    static int[] positions(String name, List<String> states) {
      if (!name.equals(ANY) && !states.contains(name)) {
        throw new IllegalArgumentException(
            "fluxes must join states of the data, or *: got '%s', there are %s"
                .formatted(name, Wording.list(states, 20)));
      }
      return IntStream.range(0, states.size())
          .filter(x -> name.equals(ANY) || states.get(x).equals(name))
          .toArray();
    }
  }

  private Stream<Term> parsed() {
    return Arrays.stream(terms.split("\\+")).map(Term::parse);
  }

  /** True if it names one of these states. */
  boolean names(List<String> states) {
    return parsed().anyMatch(term -> states.contains(term.from) || states.contains(term.to));
  }

  /**
   * J [n][n].
   *
   * @throws IllegalArgumentException naming the term that is not from&gt;to=value, or its unknown
   *     state
   */
  double[][] over(List<String> states) {
    double[][] flux = new double[states.size()][states.size()];
    parsed()
        .forEach(
            term -> {
              for (int x : Term.positions(term.from, states)) {
                for (int y : Term.positions(term.to, states)) {
                  flux[x][y] += term.value;
                }
              }
            });
    return flux;
  }
}
