package offprint.server.prose;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A formula as a tree; {@link MathMl} and {@link PlainMath} write it. */
sealed interface Formula {

  /** Several side by side. */
  record Row(List<Formula> parts) implements Formula {}

  /** A variable, a number, an operator or words. */
  record Symbol(Kind kind, String text) implements Formula {
    enum Kind {
      VARIABLE("mi"),
      UPRIGHT("mi"),
      NUMBER("mn"),
      /** The name of a function: log, max. */
      FUNCTION("mi"),
      OPERATOR("mo"),
      /** A delimiter as high as what it encloses. */
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

  /** With something lower or higher at its right. */
  record Scripts(Formula base, @Nullable Formula lower, @Nullable Formula upper)
      implements Formula {}

  /** With something right below or above it, such as the range of a sum or a hat. */
  record Stack(Formula base, @Nullable Formula below, @Nullable Formula above, boolean accent)
      implements Formula {}

  record Fraction(Formula top, Formula bottom, boolean line) implements Formula {}

  record Root(Formula of, @Nullable Formula degree) implements Formula {}

  /** A matrix, cases, aligned equations. */
  record Grid(List<List<Formula>> rows) implements Formula {}
}
