package offprint.kernels.expression;

import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * A formula of one real value, such as {@code -sum((y-a-b*x)^2)/(2*s^2) - n*log(s)}.
 *
 * <p>Numbers, names, + - * / ^, comparisons (1 or 0), {@code if(c,a,b)}, {@code let a = e;} before
 * the result, {@code exp log log1p sqrt abs sin cos tan tanh atan erf lgamma min max pow
 * logsumexp}, log densities {@code normal(x,m,s) student(x,v,m,s) cauchy laplace lognormal
 * uniform(x,a,b) exponential(x,r) gamma(x,a,b) beta poisson(k,r) bernoulli(k,p)
 * bernoulli_logit(k,l) binomial(k,m,p)}. A name in backquotes may have any characters. A name that
 * is a column is a value a row; {@code sum(e)} adds over the rows and {@code n} is their number.
 */
public final class Expression {
  private static final int LONGEST = 100_000;

  private final Node root;
  private final SequencedSet<String> names = new LinkedHashSet<>();

  private Expression(Node root) {
    this.root = root;
    collect(root, new IdentityHashMap<>());
  }

  /**
   * @throws IllegalArgumentException if the text is no formula: the message names the place and
   *     what stands there
   */
  public static Expression parse(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a formula may have %,d characters: got %,d".formatted(LONGEST, text.length()));
    }
    return new Expression(new Parser(text, Map.of()).program());
  }

  private void collect(Node node, IdentityHashMap<Node, Boolean> seen) {
    if (seen.put(node, true) != null) {
      return;
    }
    switch (node) {
      case Node.Name name -> names.add(name.name());
      case Node.Call call -> call.arguments().forEach(argument -> collect(argument, seen));
      case Node.Literal _ -> {}
    }
  }

  /** The names that no let defines, in order of first appearance: variables and columns. */
  public SequencedSet<String> names() {
    return names;
  }

  /**
   * The formula as a function of its variables.
   *
   * @param variables names of the coordinates, in order
   * @param columns by name, equally long; empty for none
   * @throws IllegalArgumentException if a name of the formula is neither, if columns differ in
   *     length or the result is one value a row
   */
  public Formula bind(List<String> variables, Map<String, double[]> columns) {
    return new Compiler(variables, columns).compile(root);
  }
}
