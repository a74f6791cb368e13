package offprint.papers.arphmm;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.method.Param;

/** Sizes of a switching autoregression and how EM fits it. */
record EmSettings(
    @Param(label = "Regimes", help = "Regimes", symbol = "Q", value = "3") @Min(1) @Max(30)
        int regimes,
    @Param(
            label = "Order",
            help = "Order of the autoregression",
            symbol = "p",
            unit = "rows",
            value = "1")
        @Min(0)
        @Max(50)
        int order,
    @Param(
            label = "Transitions",
            help = "Transitions: to the same and the next regime only, or all",
            value = "full")
        Structure structure,
    @Param(label = "Iterations", help = "Most iterations of EM", value = "200", advanced = true)
        @Min(1)
        @Max(1_000)
        int iterations,
    @Param(
            label = "Tolerance",
            help = "Relative gain of the likelihood that ends EM",
            value = "1e-7",
            advanced = true)
        @DecimalMin("1e-12")
        @DecimalMax("0.1")
        double tolerance,
    @Param(
            label = "Pseudo-count",
            help = "Pseudo-count of transitions",
            symbol = "κ",
            value = "1e-5",
            advanced = true)
        @DecimalMin("0")
        @DecimalMax("1000")
        double kappa) {

  EmSettings withShape(int otherRegimes, int otherOrder) {
    return new EmSettings(otherRegimes, otherOrder, structure, iterations, tolerance, kappa);
  }

  /** Free probabilities: of the first regime, and of the transitions. */
  int freeProbabilities() {
    return regimes - 1 + (structure == Structure.FULL ? regimes * (regimes - 1) : regimes - 1);
  }
}
