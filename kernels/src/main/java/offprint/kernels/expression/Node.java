package offprint.kernels.expression;

import java.util.List;

/** A parsed formula. Equal parts may be one object. */
sealed interface Node {
  record Literal(double value) implements Node {}

  /**
   * @param at where the name stands in the text
   */
  record Name(String name, Place at) implements Node {}

  /**
   * @param function an operator such as "+" or a function's name
   */
  record Call(String function, List<Node> arguments, Place at) implements Node {}
}
