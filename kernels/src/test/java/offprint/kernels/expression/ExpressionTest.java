package offprint.kernels.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
  private static final String FOUR_MODES =
      """
      let a = -(x^2 + y^2);
      let b = -(0.8*(x-5)^2 - 0.6*(x-5)*(y-5) + 0.8*(y-5)^2)/(2*0.55) - log(0.55)/2;
      let c = -(0.6*(x+5)^2 + 0.4*(x+5)*(y-5) + 0.6*(y-5)^2)/(2*0.32) - log(0.32)/2;
      let d = -((x-5)^2 - (x-5)*(y+5) + (y+5)^2)/(2*0.75) - log(0.75)/2;
      logsumexp(a - log(0.25)/2, b, c, d) - log(8*pi)
      """;

  private static final Map<String, double[]> DATA =
      Map.of("x", new double[] {1, 2, 4}, "y", new double[] {2.5, 2, 7});

  private static double value(String text) {
    return Expression.parse(text).bind(List.of(), Map.of()).value(new double[0]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 + 2*3 - 4/8                     | 6.5
          -2^2                              | -4
          2^3^2                             | 512
          2^-1                              | .5
          8 - 3 - 2                         | 3
          -(1.5e1 - .5) + 5.                | -9.5
          (1 < 2) + (2 <= 2) + (1 == 2)     | 2
          if(2 > 3, 1/0, 7)                 | 7
          let a = 2; let b = a*a; a + b     | 6
          min(3, 1, 2) + max(3, 1, 2)       | 4
          pow(9, 0.5) + sqrt(16) + abs(-1)  | 8
          exp(log(3)) + log1p(0)            | 3
          erf(0.5)                          | 0.5204998778130465
          lgamma(5)                         | 3.1780538303479458
          tan(1) - sin(1)/cos(1)            | 0
          tanh(0.5) + atan(1) - pi/4        | 0.46211715726000975
          logsumexp(1000, 1000)             | 1000.6931471805599
          normal(1, 0, 2)                   | -1.7370857137646181
          student(0.5, 3, 0, 1)             | -1.1609742649705825
          cauchy(1, 0, 2)                   | -2.061020617723555
          laplace(1, 0, 2)                  | -1.8862943611198906
          lognormal(2, 0, 1)                | -1.8523122207237186
          uniform(2, 0, 4)                  | -1.3862943611198906
          exponential(2, 3)                 | -4.90138771133189
          gamma(2, 3, 1.5)                  | -1.0904574951155614
          beta(0.3, 2, 4)                   | 0.7217346374118576
          poisson(3, 2)                     | -1.7123179275482191
          binomial(2, 5, 0.3)               | -1.1753853474740241
          bernoulli(1, 0.3)                 | -1.2039728043259361
          bernoulli_logit(0, 1)             | -1.3132616875182228
          """)
  void formulasHaveTheirValues(String text, double expected) {
    assertThat(value(text)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void outsideItsSupportALogDensityIsMinusInfinity() {
    for (String text :
        List.of("uniform(5,0,4)", "gamma(-1,2,2)", "beta(1,2,2)", "exponential(-1,1)")) {
      assertThat(value(text)).isEqualTo(Double.NEGATIVE_INFINITY);
    }
  }

  @Test
  void fourModesHaveTheirKnownValueAndGradient() {
    Formula formula = Expression.parse(FOUR_MODES).bind(List.of("x", "y"), Map.of());
    double[] gradient = new double[2];
    assertThat(formula.gradient(new double[] {1, 2}, gradient))
        .isCloseTo(-7.53014023005, within(1e-11));
    assertThat(gradient)
        .containsExactly(new double[] {-1.99453758297, -3.99453758291}, within(1e-11));
    assertThat(formula.gradient(new double[] {-4, 4.5}, gradient))
        .isCloseTo(-3.51382928594, within(1e-11));
    assertThat(gradient).containsExactly(new double[] {-1.5625, .3125}, within(1e-10));
  }

  @Test
  void columnsAreOneValueARowAndSumAddsThem() {
    Expression regression = Expression.parse("-sum((y-a-b*x)^2)/(2*s^2) - n*log(s)");
    assertThat(regression.names()).containsExactly("y", "a", "b", "x", "s", "n");
    Formula formula = regression.bind(List.of("a", "b", "s"), DATA);
    double[] gradient = new double[3];
    double[] residuals = {.5, -1, 2};
    double squares = .25 + 1 + 4;
    assertThat(formula.gradient(new double[] {1, 1, .5}, gradient))
        .isCloseTo(-squares / .5 - 3 * Math.log(.5), within(1e-13));
    assertThat(gradient[0])
        .isCloseTo((residuals[0] + residuals[1] + residuals[2]) / .25, within(1e-12));
    assertThat(gradient[1]).isCloseTo((.5 - 2 + 8) / .25, within(1e-12));
    assertThat(gradient[2]).isCloseTo(squares / .125 - 3 / .5, within(1e-12));
  }

  /** A sum inside a sum, a scalar in a sum, a column in backquotes. */
  @Test
  void sumsMayBeNestedAndSpread() {
    Map<String, double[]> data = Map.of("my column", new double[] {1, 2, 6});
    Formula formula =
        Expression.parse("let m = sum(`my column`)/n; sum((`my column` - m)^2 + k)")
            .bind(List.of("k"), data);
    double[] gradient = new double[1];
    assertThat(formula.gradient(new double[] {2}, gradient)).isCloseTo(14 + 6, within(1e-12));
    assertThat(gradient[0]).isEqualTo(3);
    assertThat(Expression.parse("sum(k)").bind(List.of("k"), data).value(new double[] {2}))
        .isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a*b - a/b + a^b + b^3 + 2^a",
        "exp(-a) + log(a+b) + log1p(a*b) + sqrt(a) + abs(-b)",
        "sin(a)*cos(b) + tan(a) + tanh(a-b) + atan(a*b) + erf(a/b)",
        "lgamma(a+b) + min(a, b, 3) + max(a*b, a) + if(a < b, a^2, b^3)",
        "logsumexp(a, 2*b, a*b) + normal(a, b, a+b) + student(a, 4, b, 2)",
        "sum(normal(y, a + b*x, a)) + sum(bernoulli_logit(x > 1, a*x - b))",
        "sum(max(a*x, y) + min(a, b*x) + logsumexp(a*x, y, b) + (a+x)^b) / sum(exp(-b*x))",
        "let z = a*x; sum(if(z > 1.2, log(z), b*z)) + gamma(a, 2, b) + beta(a/9, b, a)",
        "poisson(3, a) + binomial(2, 5, a/4) + cauchy(a, b, 2) + laplace(a, b, 2) + lognormal(a, b,"
            + " 1)"
      })
  void gradientsAreThoseOfDifferences(String text) {
    Formula formula = Expression.parse(text).bind(List.of("a", "b"), DATA);
    double[] at = {.7, 1.3};
    double[] gradient = new double[2];
    double value = formula.gradient(at, gradient);
    assertThat(value).isEqualTo(formula.value(at));
    for (int i = 0; i < 2; i++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double slope = (formula.value(up) - formula.value(down)) / 2e-5;
      assertThat(gradient[i]).isCloseTo(slope, within(1e-7 * Math.max(1, Math.abs(slope))));
    }
  }

  @Test
  void aBranchNotTakenAddsNothingToTheGradient() {
    Formula formula = Expression.parse("if(a > 0, sqrt(a), a)").bind(List.of("a"), Map.of());
    double[] gradient = new double[1];
    formula.gradient(new double[] {0}, gradient);
    assertThat(gradient[0]).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 +               | column 4: expected a number, a name or '(': got the end
          2 * * 3           | column 5: expected a number, a name or '(': got '*'
          (1 + 2            | column 7: expected ')': got the end
          1 2               | column 3: expected an operator or the end: got '2'
          3 $ 4             | column 3: a formula cannot have '$'
          normal(1, 2)      | column 1: normal takes 3 arguments: got 2
          exp()             | column 1: exp takes 1 argument: got 0
          max(1)            | column 1: max takes at least 2 arguments: got 1
          2 * gauss(1)      | column 5: there is no function gauss
          let = 3; 4        | column 5: let must be followed by a name: got '='
          let a 3; 4        | column 7: expected '=': got '3'
          a + b             | column 1: a is neither a variable nor a column: there are none
          sum(3)            | column 1: sum adds over the rows of a table: there is none
          """)
  void wrongFormulasAreNamedByTheirPlace(String text, String message) {
    assertThatThrownBy(() -> value(text.strip()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void aPlaceInSeveralLinesHasALine() {
    assertThatThrownBy(() -> Expression.parse("let a = 1;\n a + )"))
        .hasMessage("line 2, column 6: expected a number, a name or '(': got ')'");
  }

  @Test
  void formulasOutOfAllMeasureAreRefused() {
    assertThatThrownBy(() -> Expression.parse("(".repeat(300)))
        .hasMessageContaining("nested 200 deep");
    assertThatThrownBy(() -> Expression.parse("2^".repeat(300) + "2"))
        .hasMessageContaining("nested");
    assertThatThrownBy(() -> Expression.parse("1+".repeat(1500) + "1"))
        .hasMessageContaining("1,000 operands");
    assertThatThrownBy(() -> Expression.parse("1".repeat(100_001)))
        .hasMessageContaining("100,000 characters");
  }

  @Test
  void columnsThatDoNotFitAreNamed() {
    Expression sum = Expression.parse("sum(x*a)");
    assertThatThrownBy(() -> Expression.parse("x*a").bind(List.of("a"), DATA))
        .hasMessageContaining("must give one number, not one a row");
    assertThatThrownBy(() -> sum.bind(List.of("b"), DATA))
        .hasMessageMatching(
            "column 7: a is neither a variable nor a column: there are b, (x, y|y, x)");
    Map<String, double[]> ragged = Map.of("x", new double[2], "y", new double[3]);
    assertThatThrownBy(() -> sum.bind(List.of("a"), ragged)).hasMessageContaining("equally long");
    assertThatThrownBy(() -> sum.bind(List.of("x"), DATA))
        .hasMessage("x is both a variable and a column");
  }

  @Test
  void variablesHaveBounds() {
    Variables variables = Variables.parse("a, b > -1.5; 0 < p < 1, 3 > q, 2 > r > 1");
    assertThat(variables.names()).containsExactly("a", "b", "p", "q", "r");
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(variables.support().low()).containsExactly(-infinity, -1.5, 0, -infinity, 1);
    assertThat(variables.support().high()).containsExactly(infinity, infinity, 1, 3, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a >", "1 < 2", "a < b", "1 < a > 2 x", "2 < a < 1", "a b"})
  void wrongBoundsAreQuoted(String text) {
    assertThatThrownBy(() -> Variables.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a variable must be written as s, s > 0 or 0 < p < 1: got '%s'".formatted(text));
  }

  @Test
  void aVariableIsNamedOnce() {
    assertThatThrownBy(() -> Variables.parse("a, a > 0")).hasMessage("a is named twice");
    assertThatThrownBy(() -> Variables.parse(" ,"))
        .hasMessageContaining("there must be a variable");
  }
}
