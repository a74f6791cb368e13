package offprint.papers.mcmcbridge;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.kernels.sampling.Chain;
import offprint.kernels.sampling.Diagnostics;
import offprint.kernels.sampling.Draws;
import offprint.kernels.sampling.Hamiltonian;
import offprint.kernels.sampling.Kernel;
import offprint.kernels.sampling.Langevin;
import offprint.kernels.sampling.LargeSteps;
import offprint.kernels.sampling.LogDensity;
import offprint.kernels.sampling.RandomWalk;
import offprint.kernels.sampling.Sampler;
import offprint.kernels.sampling.Tempered;
import offprint.kernels.sampling.Warmup;

/** Claims C1 to C3: bias of the step, the worth of gradients, and modes that local moves miss. */
record SamplingStudy(Findings out, RandomGenerator seeds, Part part) {
  private static final int CHAINS = 8;
  private static final double SIDE = 8;

  private static Kernel fixed(Kernel kernel, double step) {
    return (density, start) -> {
      Chain chain = kernel.start(density, start);
      chain.stepSize(step);
      return chain;
    };
  }

  /** C1: the variance that Langevin draws of N(0, 1), with and without test. */
  void bias(int draws) {
    LogDensity law = new Normal(1);
    Frame frame = Frame.of("step", "ula", "formula", "mala");
    double worstUla = 0;
    double worstMala = 0;
    double[] steps = {.1, .5, 1, 1.5};
    for (int i = 0; i < steps.length; i++) {
      part.progress((double) i / steps.length, "Langevin with step " + steps[i]);
      double ula = variance(law, fixed(Langevin::unadjusted, steps[i]), draws);
      double mala = variance(law, fixed(Langevin::adjusted, steps[i]), draws);
      double formula = 1 / (1 - steps[i] / 4);
      frame.row(steps[i], ula, formula, mala);
      worstUla = Math.max(worstUla, Math.abs(ula / formula - 1));
      worstMala = Math.max(worstMala, Math.abs(mala - 1));
    }
    out.table("C1: variance of draws from N(0, 1)", frame)
        .chart(
            Plot.of("C1: variance of draws from N(0, 1)")
                .x("step")
                .y("variance")
                .line("ula", frame.numbers("step"), frame.numbers("ula"))
                .line("mala", frame.numbers("step"), frame.numbers("mala"))
                .function("1 / (1 - step/4)", .1, 1.5, 30, e -> 1 / (1 - e / 4))
                .chart("The test takes away the bias of the step."));
    out.metric("ula_off_formula", worstUla).metric("mala_off_one", worstMala);
  }

  private double variance(LogDensity law, Kernel kernel, int draws) {
    Draws drawn = run(law, kernel, Warmup.fixed(100), draws, 1, new double[CHAINS][1]);
    return Arrays.stream(drawn.coordinate(0))
        .flatMapToDouble(Arrays::stream)
        .map(x -> x * x)
        .average()
        .orElseThrow();
  }

  private Draws run(
      LogDensity law, Kernel kernel, Warmup warmup, int draws, int thin, double[][] starts) {
    return new Sampler(kernel, warmup, draws, thin).run(law, starts, seeds, _ -> part.repeat());
  }

  /** C2: effective draws of the worst coordinate for 1000 evaluations. */
  void gradients(int dimension, int draws) {
    double[] deviations = new double[dimension];
    Arrays.setAll(deviations, i -> Math.pow(10, i / (dimension - 1.0) - 1));
    LogDensity law = new Normal(deviations);
    Warmup tuned = new Warmup(4000, true, false);
    Frame frame = Frame.of("kernel", "worst bulk ESS per 1000 evaluations", "acceptance");
    double rwmh = efficiency(law, "rwmh", RandomWalk::new, tuned, draws, 500, frame);
    double mala = efficiency(law, "mala", Langevin::adjusted, tuned, draws, 50, frame);
    Kernel hamiltonian = fixed((density, start) -> new Hamiltonian(density, start, 16), .1);
    double hmc = efficiency(law, "hmc", hamiltonian, Warmup.fixed(500), draws, 1, frame);
    out.table("C2: %d normals of deviations .1 to 1".formatted(dimension), frame);
    out.metric("hmc_over_mala", hmc / mala).metric("mala_over_rwmh", mala / rwmh);
  }

  private double efficiency(
      LogDensity law, String name, Kernel kernel, Warmup warmup, int draws, int thin, Frame frame) {
    part.progress(0.4, "%s in %d dimensions".formatted(name, law.dimension()));
    Draws drawn = run(law, kernel, warmup, draws, thin, new double[4][law.dimension()]);
    double worst = Double.POSITIVE_INFINITY;
    for (int i = 0; i < law.dimension(); i++) {
      worst = Math.min(worst, Diagnostics.bulkEss(drawn.coordinate(i)));
    }
    double rate = 1000 * worst / drawn.evaluations();
    frame.row(name, rate, Arrays.stream(drawn.acceptance()).average().orElseThrow());
    return rate;
  }

  /**
   * C3: how far shares of the four modes are from a quarter each, all chains from the origin; gives
   * what came out.
   */
  String modes(int draws) {
    LogDensity law = FourModes.density();
    double[] low = {-SIDE, -SIDE};
    double[] high = {SIDE, SIDE};
    Map<String, Kernel> kernels = new LinkedHashMap<>();
    kernels.put("rwmh, step .5", fixed(RandomWalk::new, .5));
    kernels.put("rwmh, step 2.5", fixed(RandomWalk::new, 2.5));
    kernels.put("mala, step .8", fixed(Langevin::adjusted, .8));
    kernels.put("hmc, 20 of .3", fixed((d, start) -> new Hamiltonian(d, start, 20), .3));
    for (double p : List.of(.05, .3)) {
      Kernel mixture = (d, start) -> new LargeSteps(d, start, p, low, high);
      kernels.put("mixture, large steps " + p, fixed(mixture, .5));
    }
    kernels.put("tempered, 6 rungs", fixed((d, start) -> new Tempered(d, start, 6, .02), 1.05));
    Frame frame = Frame.of("kernel", "total variation", "R-hat of x");
    kernels.forEach(
        (name, kernel) -> {
          part.progress(0.8, name);
          double[][] origin = new double[CHAINS][2];
          Draws drawn = run(law, kernel, Warmup.fixed(0), draws, 1, origin);
          frame.row(name, totalVariation(drawn), Diagnostics.rHat(drawn.coordinate(0)));
        });
    double[][] spread = new double[CHAINS][];
    Arrays.setAll(spread, _ -> new Box(low, high).draw(seeds));
    Draws apart = run(law, kernels.get("mala, step .8"), Warmup.fixed(100), draws, 1, spread);
    frame.row("mala, starts apart", totalVariation(apart), Diagnostics.rHat(apart.coordinate(0)));
    double[] variation = frame.numbers("total variation");
    double[] rHat = frame.numbers("R-hat of x");
    out.table(
        "C3: four modes, %d chains of %,d draws from one of them".formatted(CHAINS, draws), frame);
    out.text(
        "R-hat of mala from one mode is %.3f with %.0f %% of the mass unseen, and %.2f where its starts were spread: R-hat sees only what some chain saw."
            .formatted(rHat[2], 100 * variation[2], rHat[7]));
    out.metric("tv_rwmh", variation[0])
        .metric("tv_mala", variation[2])
        .metric("tv_mixture", variation[5])
        .metric("tv_tempered", variation[6])
        .metric("local_tv", Math.min(variation[0], variation[2]));
    return "chains of local moves from one of four modes miss %.0f %% of the mass, tempered ones %.1f %%"
        .formatted(100 * Math.min(variation[0], variation[2]), 100 * variation[6]);
  }

  private static double totalVariation(Draws draws) {
    double[] share = new double[FourModes.MEANS.length];
    double total = (double) draws.points().length * draws.points()[0].length;
    for (double[][] chain : draws.points()) {
      for (double[] x : chain) {
        share[FourModes.mode(x[0], x[1])] += 1 / total;
      }
    }
    return Arrays.stream(share).map(s -> Math.abs(s - 1.0 / share.length)).sum() / 2;
  }

  /** Independent normal coordinates. */
  private record Normal(double... deviations) implements LogDensity {
    @Override
    public int dimension() {
      return deviations.length;
    }

    @Override
    public double value(double[] x) {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum -= x[i] * x[i] / (2 * deviations[i] * deviations[i]);
      }
      return sum;
    }

    @Override
    public double gradient(double[] x, double[] gradient) {
      for (int i = 0; i < x.length; i++) {
        gradient[i] = -x[i] / (deviations[i] * deviations[i]);
      }
      return value(x);
    }
  }
}
