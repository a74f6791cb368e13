package offprint.kernels.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The functions that a formula may call; log densities are formulas themselves. */
final class Functions {
  /** Number of arguments; a negative count is the least. */
  private static final Map<String, Integer> BUILT_IN =
      Map.ofEntries(
          Map.entry("if", 3),
          Map.entry("exp", 1),
          Map.entry("log", 1),
          Map.entry("log1p", 1),
          Map.entry("sqrt", 1),
          Map.entry("abs", 1),
          Map.entry("sin", 1),
          Map.entry("cos", 1),
          Map.entry("tan", 1),
          Map.entry("tanh", 1),
          Map.entry("atan", 1),
          Map.entry("erf", 1),
          Map.entry("lgamma", 1),
          Map.entry("min", -2),
          Map.entry("max", -2),
          Map.entry("pow", 2),
          Map.entry("logsumexp", -1),
          Map.entry("sum", 1));

  private record Definition(List<String> parameters, String body) {}

  private static Definition define(String parameters, String body) {
    return new Definition(List.of(parameters.split(" ")), body);
  }

  private static final Map<String, Definition> LOG_DENSITIES =
      Map.ofEntries(
          Map.entry("normal", define("x m s", "-((x-m)/s)^2/2 - log(s) - log(2*pi)/2")),
          Map.entry(
              "student",
              define(
                  "x v m s",
                  "lgamma((v+1)/2) - lgamma(v/2) - log(v*pi)/2 - log(s) -"
                      + " (v+1)/2*log1p(((x-m)/s)^2/v)")),
          Map.entry("cauchy", define("x m s", "-log(pi*s) - log1p(((x-m)/s)^2)")),
          Map.entry("laplace", define("x m s", "-log(2*s) - abs(x-m)/s")),
          Map.entry("lognormal", define("x m s", "if(x > 0, normal(log(x),m,s) - log(x), -1/0)")),
          Map.entry("uniform", define("x a b", "if((x >= a)*(x <= b), -log(b-a), -1/0)")),
          Map.entry("exponential", define("x r", "if(x >= 0, log(r) - r*x, -1/0)")),
          Map.entry(
              "gamma",
              define("x a b", "if(x > 0, a*log(b) - lgamma(a) + (a-1)*log(x) - b*x, -1/0)")),
          Map.entry(
              "beta",
              define(
                  "x a b",
                  "if((x > 0)*(x < 1), lgamma(a+b) - lgamma(a) - lgamma(b) + (a-1)*log(x) +"
                      + " (b-1)*log1p(-x), -1/0)")),
          Map.entry("poisson", define("k r", "k*log(r) - r - lgamma(k+1)")),
          Map.entry("bernoulli", define("k p", "if(k > 0.5, log(p), log1p(-p))")),
          Map.entry("bernoulli_logit", define("k l", "k*l - logsumexp(0, l)")),
          Map.entry(
              "binomial",
              define(
                  "k m p",
                  "lgamma(m+1) - lgamma(k+1) - lgamma(m-k+1) + if(k > 0, k*log(p), 0) + if(k < m,"
                      + " (m-k)*log1p(-p), 0)")));

  private Functions() {}

  /**
   * @throws IllegalArgumentException if there is no such function or the arguments are not as many
   *     as it takes
   */
  static Node call(String name, List<Node> arguments, Place at) {
    Definition density = LOG_DENSITIES.get(name);
    Integer count =
        density == null ? BUILT_IN.get(name) : Integer.valueOf(density.parameters.size());
    if (count == null) {
      TreeSet<String> known = new TreeSet<>(BUILT_IN.keySet());
      known.addAll(LOG_DENSITIES.keySet());
      throw at.fault(
          "there is no function %s: there are %s".formatted(name, String.join(", ", known)));
    }
    int given = arguments.size();
    if (count < 0 ? given < -count : given != count) {
      throw at.fault(
          "%s takes %s%d argument%s: got %d"
              .formatted(
                  name,
                  count < 0 ? "at least " : "",
                  Math.abs(count),
                  Math.abs(count) == 1 ? "" : "s",
                  given));
    }
    if (density == null) {
      return new Node.Call(name, List.copyOf(arguments), at);
    }
    Map<String, Node> bound = new HashMap<>();
    for (int i = 0; i < given; i++) {
      bound.put(density.parameters.get(i), arguments.get(i));
    }
    return new Parser(density.body, bound).program();
  }
}
