package offprint.papers.funbat;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import offprint.kernels.gp.Matern;
import offprint.kernels.gp.MaternProcess;
import offprint.method.Param;

/** The model and how it is inferred. */
record Design(
    @Param(
            label = "Form",
            help = "cp: products of one function a mode, summed; tucker: all products, with a core",
            value = "cp")
        Form form,
    @Param(label = "Rank", help = "Functions a mode", symbol = "R", value = "2") @Min(1) @Max(10)
        int rank,
    @Param(
            label = "Kernel",
            help = "matern12 for rough functions such as daily values, matern32 for smooth ones",
            value = "matern12")
        Matern kernel,
    @Param(
            label = "Length scales",
            help =
                "One for all modes, or one a mode; a share of the range where indices are scaled",
            symbol = "l",
            value = "0.1")
        List<Double> lengthscale,
    @Param(
            label = "Prior variances",
            help = "Of the functions; one for all modes, or one a mode",
            symbol = "s²",
            value = "1",
            advanced = true)
        List<Double> variance,
    @Param(label = "Sweeps", help = "At most; stops once the bound rests", value = "50")
        @Min(1)
        @Max(10_000)
        int sweeps,
    @Param(
            label = "Start",
            help = "cos: cosines, without chance; random: random values with variance 1",
            value = "cos")
        Start start,
    @Param(
            label = "Random starts",
            help = "Inferences from different starts; the best bound wins",
            value = "1")
        @Min(1)
        @Max(100)
        int starts,
    @Param(
            label = "First noise precision",
            help = "In units of 1 / variance of the values",
            symbol = "τ₀",
            value = "1",
            advanced = true)
        @DecimalMin("0.000001")
        @DecimalMax("1000000")
        double tau0,
    @Param(
            label = "Noise prior",
            help =
                "Rate of its precision's Gamma prior of shape 1; the paper's 1 holds the noise of"
                    + " few rows up",
            symbol = "b₀",
            value = "0.01",
            advanced = true)
        @DecimalMin("0.000001")
        @DecimalMax("1000")
        double noiseRate,
    @Param(
            label = "Damping",
            help = "Share of the old messages kept; 0: the bound never falls",
            value = "0",
            advanced = true)
        @DecimalMin("0")
        @DecimalMax("0.99")
        double damping,
    @Param(
            label = "Tune length scales",
            help = "Choose each mode's length scale by the bound, among .02, .05, .1, .2, .5 and 1",
            value = "false")
        boolean tune) {
  /** How the functions combine. */
  enum Form {
    CP,
    TUCKER
  }

  /** What inference begins with. */
  enum Start {
    COS,
    RANDOM
  }

  Design {
    requirePositive("lengthscale", lengthscale);
    requirePositive("variance", variance);
    if (starts > 1 && start == Start.COS) {
      throw new IllegalArgumentException(
          "starts must be 1 with start cos, which has no chance in it: got " + starts);
    }
  }

  private static void requirePositive(String name, List<Double> values) {
    for (double value : values) {
      if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("%s must be positive: got %s".formatted(name, value));
      }
    }
  }

  /**
   * The process of each mode.
   *
   * @throws IllegalArgumentException if there are neither one number nor as many as modes, or the
   *     core is too large
   */
  MaternProcess[] processes(int modes) {
    double core = Math.pow(rank, modes);
    if (form == Form.TUCKER && core > 1000) {
      throw new IllegalArgumentException(
          "rank must give a core of at most 1,000 numbers: got %d to the power of %d modes, %,.0f"
              .formatted(rank, modes, core));
    }
    MaternProcess[] processes = new MaternProcess[modes];
    for (int k = 0; k < modes; k++) {
      processes[k] =
          new MaternProcess(
              kernel, of("lengthscale", lengthscale, k, modes), of("variance", variance, k, modes));
    }
    return processes;
  }

  private static double of(String name, List<Double> values, int mode, int modes) {
    if (values.size() != 1 && values.size() != modes) {
      throw new IllegalArgumentException(
          "%s must be one number or one for each of the %d modes: got %d"
              .formatted(name, modes, values.size()));
    }
    return values.get(values.size() == 1 ? 0 : mode);
  }

  Core core(int modes) {
    return form == Form.CP ? new SuperdiagonalCore(rank) : new TuckerCore(rank, modes);
  }

  Design with(List<Double> lengthscales) {
    return new Design(
        form,
        rank,
        kernel,
        lengthscales,
        variance,
        sweeps,
        start,
        starts,
        tau0,
        noiseRate,
        damping,
        tune);
  }
}
