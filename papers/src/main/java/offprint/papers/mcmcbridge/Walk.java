package offprint.papers.mcmcbridge;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.kernels.sampling.Chain;
import offprint.kernels.sampling.Hamiltonian;
import offprint.kernels.sampling.Kernel;
import offprint.kernels.sampling.Langevin;
import offprint.kernels.sampling.LargeSteps;
import offprint.kernels.sampling.LogDensity;
import offprint.kernels.sampling.RandomWalk;
import offprint.kernels.sampling.Tempered;
import offprint.kernels.sampling.Warmup;
import offprint.method.Param;

/** How chains walk. */
record Walk(
    @Param(label = "Sampler", help = "How chains walk", value = "hmc") Kind sampler,
    @Param(
            label = "Step",
            help = "Step size; adapt: learnt in the warm-up, with a scale for each variable",
            symbol = "ε",
            value = "adapt")
        String step,
    @Param(
            label = "Leapfrog steps",
            help = "Steps of a trajectory of hmc",
            symbol = "L",
            value = "16")
        @Min(1)
        @Max(1024)
        int leapfrog,
    @Param(
            label = "Rungs",
            help = "Replicas of tempered, from cold to hot",
            symbol = "R",
            value = "6",
            advanced = true)
        @Min(2)
        @Max(50)
        int rungs,
    @Param(
            label = "Hottest",
            help = "Inverse temperature of tempered's hottest replica",
            symbol = "β",
            value = "0.02",
            advanced = true)
        @DecimalMin("0.000001")
        @DecimalMax("0.999999")
        double betaMin,
    @Param(
            label = "Large steps",
            help = "Share of mixture's steps that draw from the box of start",
            symbol = "p",
            value = "0.3",
            advanced = true)
        @DecimalMin("0")
        @DecimalMax("1")
        double largeStep) {
  private static final String ADAPT = "adapt";

  /** The kernels. */
  enum Kind {
    HMC,
    MALA,
    RWMH,
    ULA,
    TEMPERED,
    MIXTURE
  }

  Walk {
    if (!step.equals(ADAPT)) {
      number(step);
    }
  }

  private static double number(String step) {
    double size;
    try {
      size = Double.parseDouble(step.replace(',', '.'));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "step must be a positive number or adapt: got %s".formatted(step), e);
    }
    if (!(size > 0 && size < 1e12)) {
      throw new IllegalArgumentException(
          "step must be a positive number or adapt: got %s".formatted(step));
    }
    return size;
  }

  Warmup warmup(int steps) {
    return step.equals(ADAPT) ? Warmup.adaptive(steps) : Warmup.fixed(steps);
  }

  /**
   * @param box for large steps, in the space the density is over
   */
  Kernel kernel(Box box) {
    return (density, start) -> {
      Chain chain = chain(density, start, box);
      if (!step.equals(ADAPT)) {
        chain.stepSize(number(step));
      }
      return chain;
    };
  }

  private Chain chain(LogDensity density, double[] start, Box box) {
    return switch (sampler) {
      case HMC -> new Hamiltonian(density, start, leapfrog);
      case MALA -> Langevin.adjusted(density, start);
      case ULA -> Langevin.unadjusted(density, start);
      case RWMH -> new RandomWalk(density, start);
      case TEMPERED -> new Tempered(density, start, rungs, betaMin);
      case MIXTURE -> new LargeSteps(density, start, largeStep, box.low(), box.high());
    };
  }
}
