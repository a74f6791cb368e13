package offprint.papers.srrw;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import offprint.method.Param;

/** How strongly a walk avoids where it has been. */
record Repellence(
    @Param(label = "Repellence", help = "0 is the plain walk", symbol = "α", value = "5")
        @DecimalMin("0")
        @DecimalMax("100")
        double alpha,
    @Param(
            label = "Schedule",
            help = "Constant, or α ln(1 + n)",
            value = "constant",
            advanced = true)
        Schedule alphaSchedule) {
  static final Repellence NONE = constant(0);

  static Repellence constant(double alpha) {
    return new Repellence(alpha, Schedule.CONSTANT);
  }

  /** The rule that bean validation cannot say: an exponent is above 0.5, and at most 1. */
  static void requireExponent(String name, double exponent) {
    if (!(exponent > 0.5 && exponent <= 1)) {
      throw new IllegalArgumentException(
          "%s must be above 0.5 and at most 1: got %s".formatted(name, exponent));
    }
  }
}
