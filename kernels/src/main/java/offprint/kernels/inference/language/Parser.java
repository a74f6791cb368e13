package offprint.kernels.inference.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a model by recursive descent. */
final class Parser {
  private static final List<Set<String>> LEVELS =
      List.of(
          Set.of("||"),
          Set.of("&&"),
          Set.of("==", "!=", "<", "<=", ">", ">="),
          Set.of("+", "-"),
          Set.of("*", "/", "%"));

  private final String text;
  private final List<Token> tokens;
  private int at;

  private Parser(String text) {
    this.text = text;
    this.tokens = Token.of(text);
  }

  /**
   * @throws ModelFault with line and column of what does not belong there
   */
  static List<Statement> parse(String text) {
    Parser parser = new Parser(text);
    List<Statement> statements = parser.statements();
    if (parser.peek().kind() != Token.Kind.END) {
      throw parser.unexpected("a statement");
    }
    return statements;
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token take() {
    return tokens.get(at++);
  }

  private boolean skip(String sign) {
    if (peek().is(sign)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String sign) {
    if (!skip(sign)) {
      throw unexpected("'" + sign + "'");
    }
  }

  private String name() {
    if (peek().kind() != Token.Kind.NAME) {
      throw unexpected("a name");
    }
    return take().text();
  }

  private ModelFault unexpected(String expected) {
    return new ModelFault(peek().place(), "expected %s: got %s".formatted(expected, peek()));
  }

  private void skipBreaks() {
    while (peek().kind() == Token.Kind.BREAK) {
      at++;
    }
  }

  private List<Statement> statements() {
    List<Statement> statements = new ArrayList<>();
    skipBreaks();
    while (peek().kind() != Token.Kind.END && !peek().is("}")) {
      statements.add(statement());
      if (peek().kind() != Token.Kind.BREAK && peek().kind() != Token.Kind.END && !peek().is("}")) {
        throw unexpected("the end of the statement");
      }
      skipBreaks();
    }
    return statements;
  }

  private List<Statement> block() {
    expect("{");
    List<Statement> body = statements();
    expect("}");
    return body;
  }

  private Statement statement() {
    Token first = peek();
    Place place = first.place();
    if (first.kind() != Token.Kind.NAME) {
      throw unexpected("a statement");
    }
    at++;
    return switch (first.text()) {
      case "let" -> {
        String name = name();
        expect("=");
        yield new Statement.Let(name, expression(), place);
      }
      case "observe" -> {
        Statement.Dist dist = dist();
        expect("=");
        yield new Statement.Observe(dist, expression(), place);
      }
      case "factor" -> new Statement.Factor(expression(), false, place);
      case "condition" -> new Statement.Factor(expression(), true, place);
      case "if" -> conditional(place);
      case "for" -> {
        String name = name();
        expect("in");
        Expression from = expression();
        expect("..");
        yield new Statement.For(name, from, expression(), block(), place);
      }
      case "while" -> new Statement.While(expression(), block(), place);
      case "fun" -> fun(place);
      case "return" -> result(place);
      case "data" -> {
        String name = name();
        String column = name;
        if (skip("=")) {
          column = peek().kind() == Token.Kind.QUOTED ? take().text() : name();
        }
        yield new Statement.Data(name, column, place);
      }
      case "parameters" -> new Statement.Parameters(block(), place);
      default -> {
        if (skip("=")) {
          throw new ModelFault(
              place, "expected 'let %1$s = …' or '%1$s ~ …'".formatted(first.text()));
        }
        expect("~");
        yield new Statement.Draw(first.text(), dist(), place);
      }
    };
  }

  private Statement conditional(Place place) {
    Expression condition = expression();
    List<Statement> then = block();
    int before = at;
    skipBreaks();
    if (!skip("else")) {
      at = before;
      return new Statement.If(condition, then, List.of(), place);
    }
    Place second = peek().place();
    List<Statement> otherwise = skip("if") ? List.of(conditional(second)) : block();
    return new Statement.If(condition, then, otherwise, place);
  }

  private Statement fun(Place place) {
    String name = name();
    expect("(");
    List<String> parameters = new ArrayList<>();
    while (!peek().is(")")) {
      if (!parameters.isEmpty()) {
        expect(",");
      }
      parameters.add(name());
    }
    expect(")");
    return new Statement.Fun(name, parameters, block(), place);
  }

  private Statement result(Place place) {
    List<String> texts = new ArrayList<>();
    int start = at;
    Expression value = expression();
    if (value instanceof Expression.Items(List<Expression> items, _)) {
      at = start + 1;
      for (int i = 0; i < items.size(); i++) {
        int from = at;
        expression();
        texts.add(source(from));
        at++;
      }
    } else {
      texts.add(source(start));
    }
    return new Statement.Return(value, texts, place);
  }

  private String source(int from) {
    return text.substring(tokens.get(from).start(), tokens.get(at - 1).end());
  }

  private Statement.Dist dist() {
    Place place = peek().place();
    String name = name();
    Distribution distribution = Distribution.named(name, place);
    List<Expression> arguments = arguments();
    if (arguments.size() != distribution.arguments().size()) {
      throw new ModelFault(
          place,
          "%s must have %s: got %d"
              .formatted(name, String.join(", ", distribution.arguments()), arguments.size()));
    }
    return new Statement.Dist(distribution, arguments, place);
  }

  private List<Expression> arguments() {
    expect("(");
    return items(")");
  }

  private List<Expression> items(String end) {
    List<Expression> items = new ArrayList<>();
    skipBreaks();
    while (!skip(end)) {
      if (!items.isEmpty()) {
        expect(",");
        skipBreaks();
      }
      items.add(expression());
      skipBreaks();
    }
    return items;
  }

  private Expression expression() {
    return binary(0);
  }

  private Expression binary(int level) {
    if (level == LEVELS.size()) {
      return unary();
    }
    Expression left = binary(level + 1);
    while (peek().kind() == Token.Kind.SIGN && LEVELS.get(level).contains(peek().text())) {
      Token operator = take();
      Expression right = binary(level + 1);
      left = new Expression.Apply(operator.text(), List.of(left, right), operator.place());
    }
    return left;
  }

  private Expression unary() {
    Token sign = peek();
    if (skip("-")) {
      return new Expression.Apply("negate", List.of(unary()), sign.place());
    }
    if (skip("!")) {
      return new Expression.Apply("!", List.of(unary()), sign.place());
    }
    Expression base = postfix();
    Token power = peek();
    return skip("^") ? new Expression.Apply("^", List.of(base, unary()), power.place()) : base;
  }

  private Expression postfix() {
    Expression value = primary();
    while (true) {
      Place place = peek().place();
      if (skip("[")) {
        value = new Expression.Apply("[]", List.of(value, expression()), place);
        expect("]");
      } else if (peek().is("(")) {
        value =
            value instanceof Expression.Variable(String name, Place named)
                    && Functions.NAMES.contains(name)
                ? new Expression.Apply(name, arguments(), named)
                : new Expression.Call(value, arguments(), place);
      } else {
        return value;
      }
    }
  }

  private Expression primary() {
    Token token = peek();
    if (token.kind() == Token.Kind.NUMBER) {
      return new Expression.Literal(take().text(), token.place());
    }
    if (token.kind() == Token.Kind.NAME) {
      return new Expression.Variable(take().text(), token.place());
    }
    if (skip("(")) {
      Expression inside = expression();
      expect(")");
      return inside;
    }
    if (skip("[")) {
      return new Expression.Items(items("]"), token.place());
    }
    throw unexpected("a value");
  }
}
