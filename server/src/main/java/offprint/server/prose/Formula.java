package offprint.server.prose;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Syntax tree of a formula, written by {@link MathMl} and {@link PlainMath}. */
sealed interface Formula {

  /** Formulas side by side. */
  record Row(List<Formula> parts) implements Formula {}

  /** A variable, a number, an operator or words. */
  record Symbol(Kind kind, String text) implements Formula {
    enum Kind {
      VARIABLE("mi"),
      UPRIGHT("mi"),
      NUMBER("mn"),
      /** A function name such as log or max. */
      FUNCTION("mi"),
      OPERATOR("mo"),
      /** A delimiter that stretches to the height of its content. */
      FENCE("mo"),
      TEXT("mtext");

      final String element;

      Kind(String element) {
        this.element = element;
      }
    }
  }

  /** Horizontal space. */
  record Space(String width) implements Formula {}

  /** A base with subscript, superscript or both. */
  record Scripts(Formula base, @Nullable Formula lower, @Nullable Formula upper)
      implements Formula {}

  /** A base with something centred below or above it: the limits of a sum, a hat. */
  record Stack(Formula base, @Nullable Formula below, @Nullable Formula above, boolean accent)
      implements Formula {}

  record Fraction(Formula top, Formula bottom, boolean line) implements Formula {}

  record Root(Formula of, @Nullable Formula degree) implements Formula {}

  /** A matrix, cases or aligned equations. */
  record Grid(List<List<Formula>> rows) implements Formula {}
}
