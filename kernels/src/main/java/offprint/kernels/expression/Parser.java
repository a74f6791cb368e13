package offprint.kernels.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Recursive descent over {@code program := (let name = comparison ;)* comparison}. From loose to
 * tight: comparison, + -, * /, unary -, ^ (to the right).
 */
final class Parser {
  private static final int DEEPEST = 200;
  private static final int LONGEST = 1000;
  private static final Set<String> COMPARISONS = Set.of("<", "<=", ">", ">=", "==", "!=");

  private final List<Token> tokens;
  private final Map<String, Node> bound;
  private int next;
  private int depth;

  /**
   * @param given names that stand for nodes
   */
  Parser(String text, Map<String, Node> given) {
    this.tokens = Token.of(text);
    this.bound = new HashMap<>(given);
  }

  Node program() {
    while (peek().kind() == Token.Kind.NAME && peek().text().equals("let")) {
      next++;
      Token name = take();
      if (name.kind() != Token.Kind.NAME) {
        throw name.at().fault("let must be followed by a name: got " + name.quoted());
      }
      expect("=");
      Node value = comparison();
      expect(";");
      bound.put(name.text(), value);
    }
    Node result = comparison();
    if (peek().is(";")) {
      next++;
    }
    if (peek().kind() != Token.Kind.END) {
      throw peek().at().fault("expected an operator or the end: got " + peek().quoted());
    }
    return result;
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    return peek().kind() == Token.Kind.END ? peek() : tokens.get(next++);
  }

  private void expect(String symbol) {
    Token token = take();
    if (!token.is(symbol)) {
      throw token.at().fault("expected '%s': got %s".formatted(symbol, token.quoted()));
    }
  }

  private Node comparison() {
    if (++depth > DEEPEST) {
      throw peek().at().fault("a formula may be nested %d deep".formatted(DEEPEST));
    }
    Node left = sum();
    while (peek().kind() == Token.Kind.SYMBOL && COMPARISONS.contains(peek().text())) {
      Token operator = take();
      left = call(operator, left, sum());
    }
    depth--;
    return left;
  }

  private Node sum() {
    Node left = product();
    for (int terms = 1; peek().is("+") || peek().is("-"); terms++) {
      Token operator = limited(take(), terms);
      left = call(operator, left, product());
    }
    return left;
  }

  private Node product() {
    Node left = signed();
    for (int factors = 1; peek().is("*") || peek().is("/"); factors++) {
      Token operator = limited(take(), factors);
      left = call(operator, left, signed());
    }
    return left;
  }

  private static Token limited(Token operator, int operands) {
    if (operands >= LONGEST) {
      throw operator.at().fault("a chain may have %,d operands".formatted(LONGEST));
    }
    return operator;
  }

  private Node signed() {
    boolean negative = false;
    Token first = peek();
    while (peek().is("-") || peek().is("+")) {
      negative ^= take().is("-");
    }
    Node value = power();
    return negative ? new Node.Call("neg", List.of(value), first.at()) : value;
  }

  private Node power() {
    Node base = operand();
    if (!peek().is("^")) {
      return base;
    }
    Token operator = take();
    if (++depth > DEEPEST) {
      throw peek().at().fault("a formula may be nested %d deep".formatted(DEEPEST));
    }
    Node exponent = signed();
    depth--;
    return call(operator, base, exponent);
  }

  private Node operand() {
    Token token = take();
    if (token.kind() == Token.Kind.NUMBER) {
      return new Node.Literal(Double.parseDouble(token.text()));
    }
    if (token.kind() == Token.Kind.NAME) {
      return peek().is("(") ? function(token) : name(token);
    }
    if (!token.is("(")) {
      throw token.at().fault("expected a number, a name or '(': got " + token.quoted());
    }
    Node inside = comparison();
    expect(")");
    return inside;
  }

  private Node name(Token token) {
    Node value = bound.get(token.text());
    if (value != null) {
      return value;
    }
    return token.text().equals("pi")
        ? new Node.Literal(Math.PI)
        : new Node.Name(token.text(), token.at());
  }

  private Node function(Token name) {
    next++;
    List<Node> arguments = new ArrayList<>();
    if (!peek().is(")")) {
      arguments.add(comparison());
      while (peek().is(",")) {
        next++;
        arguments.add(comparison());
      }
    }
    expect(")");
    return Functions.call(name.text(), arguments, name.at());
  }

  private static Node call(Token operator, Node left, Node right) {
    return new Node.Call(operator.text(), List.of(left, right), operator.at());
  }
}
