package offprint.kernels.inference.language;

import java.util.List;

/** What has a value. */
sealed interface Expression {
  Place place();

  record Literal(String text, Place place) implements Expression {}

  record Variable(String name, Place place) implements Expression {}

  record Items(List<Expression> items, Place place) implements Expression {}

  /** An operator or a function of the language on values. */
  record Apply(String name, List<Expression> arguments, Place place) implements Expression {}

  /** A call of a function that the model defines or is given. */
  record Call(Expression function, List<Expression> arguments, Place place) implements Expression {}
}
