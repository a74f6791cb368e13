package offprint.papers.srrw;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.method.Param;

/**
 * The update of theta at a visit: theta &lt;- theta - b_n grad F, b_n = scale (n + 1)^-b, with the
 * options of the paper's scheme. Momentum is the heavy ball: theta &lt;- theta - b_n m, m &lt;- m +
 * b_n (grad F - m).
 */
record Optimiser(
    @Param(label = "Step exponent", help = "Steps (n+1)^-b", symbol = "b", value = "0.9")
        @DecimalMin("0.5")
        @DecimalMax("1")
        double betaExp,
    @Param(label = "Step factor", help = "Factor of the steps of θ", value = "1")
        @DecimalMin("0.000001")
        @DecimalMax("1000")
        double betaScale,
    @Param(help = "Heavy-ball momentum", value = "false", advanced = true) boolean momentum,
    @Param(
            label = "Rows a step",
            help = "Rows drawn in the visited node; 0 takes all",
            value = "0",
            advanced = true)
        @Min(0)
        @Max(10_000)
        int batch,
    @Param(label = "Bound", help = "Of |θ|; 0 for none", value = "0", advanced = true)
        @DecimalMin("0")
        @DecimalMax("1000000")
        double radius,
    @Param(label = "Polyak average", help = "Of θ over all hops", value = "false", advanced = true)
        boolean average) {
  Optimiser {
    Repellence.requireExponent("betaExp", betaExp);
  }

  /** Steps (n + 1)^-b without any option. */
  static Optimiser plain(double betaExp) {
    return new Optimiser(betaExp, 1, false, 0, 0, false);
  }

  /** True if theory covers the covariance of theta. */
  boolean isPlain() {
    return !momentum && batch == 0 && radius == 0 && !average;
  }

  /** b_n of hop n. */
  double step(double n) {
    return betaScale * Math.pow(n + 1, -betaExp);
  }

  /** The correction of each curvature for b = 1 in the covariance of theta; 0 for b below 1. */
  double halfStep() {
    return betaExp == 1 ? 1 / (2 * betaScale) : 0;
  }
}
