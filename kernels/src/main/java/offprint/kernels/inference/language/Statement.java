package offprint.kernels.inference.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One statement of a model. */
sealed interface Statement {
  Place place();

  record Let(String name, Expression value, Place place) implements Statement {}

  record Draw(String name, Dist dist, Place place) implements Statement {}

  record Observe(Dist dist, Expression value, Place place) implements Statement {}

  /**
   * Multiplies the weight.
   *
   * @param condition true if it is a truth, 0 or 1
   */
  record Factor(Expression weight, boolean condition, Place place) implements Statement {}

  record If(Expression condition, List<Statement> then, List<Statement> otherwise, Place place)
      implements Statement {}

  record For(String name, Expression from, Expression to, List<Statement> body, Place place)
      implements Statement {}

  record While(Expression condition, List<Statement> body, Place place) implements Statement {}

  record Fun(String name, List<String> parameters, List<Statement> body, Place place)
      implements Statement {}

  /**
   * @param texts of the items where the value is a list written out, else of the value
   */
  record Return(Expression value, List<String> texts, Place place) implements Statement {}

  record Data(String name, String column, Place place) implements Statement {}

  /** Draws that particle MCMC treats as parameters. */
  record Parameters(List<Statement> body, Place place) implements Statement {}

  /** A distribution and its arguments. */
  record Dist(Distribution distribution, List<Expression> arguments, Place place) {}

  /** The statements inside, for walks over a whole model. */
  static List<Statement> inside(@Nullable Statement statement) {
    return switch (statement) {
      case If(_, List<Statement> then, List<Statement> otherwise, _) -> {
        List<Statement> both = new java.util.ArrayList<>(then);
        both.addAll(otherwise);
        yield both;
      }
      case For loop -> loop.body();
      case While loop -> loop.body();
      case Fun fun -> fun.body();
      case Parameters block -> block.body();
      case null, default -> List.of();
    };
  }
}
