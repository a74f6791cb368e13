package offprint.papers.lisasnl;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Race;
import offprint.harness.Wording;
import offprint.kernels.sampling.Ensemble;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;

/** Checks the paper's claims on simulated data of one binary (section 5 of the sheet). */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Reproduce implements Method<Reproduce.Params> {
  private static final int DRAWS = 4000;
  private static final int MCMC_WALKERS = 64;

  /** Autocorrelation times that a sampler on the exact likelihood is run for. */
  private static final int MCMC_TIMES = 50;

  /** Components of the compression that is judged on draws of the prior. */
  private static final int FEW = 20;

  /** Parameters. */
  public record Params(
      @Param(
              label = "Free parameters",
              help = "The first of mass ratio, spin, distance, total mass, time, phase",
              value = "3")
          @Min(3)
          @Max(6)
          int parameters,
      @Param(label = "Data sets", help = "Each with its own noise", value = "1") @Min(1) @Max(10)
          int seeds,
      @Param(
              label = "Exact steps",
              help = "Of 64 walkers on the exact likelihood, for their autocorrelation time",
              value = "200")
          @Min(50)
          @Max(20_000)
          int exactSteps,
      @Param(help = "Sequential neural likelihood") Sequence sequence,
      @Param(help = "The flow") Flow flow) {}

  private static final List<String> NAMES =
      List.of("ratio", "chi", "distance", "mass", "time", "phase");
  private static final List<String> BOUNDS =
      List.of(
          "ratio=1.2:3.5",
          "chi=-0.2:0.7",
          "distance=40:90",
          "mass=1.8e6:2.2e6",
          "time=-60:60",
          "phase=-2.141592653589793:4.141592653589793");

  @Override
  public Card card() {
    return new Card(
        "reproduce",
        "Checks the paper's claims on simulated LISA data of one binary: waveforms computed,"
            + " quality of the posterior, rounds, another prior, compression.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of(
            "full",
            "parameters=6",
            "seeds=2",
            "exactSteps=2000",
            "simulations=500",
            "rounds=8",
            "blocks=5",
            "hidden=50"));
  }

  /** The worst over data sets. */
  private static final class Worst {
    double calls;
    double bias;
    double leastRatio = Double.POSITIVE_INFINITY;
    double largestRatio;
    double firstRound = Double.POSITIVE_INFINITY;
    double oneRound = Double.POSITIVE_INFINITY;
    double quadratic = Double.POSITIVE_INFINITY;
    double priorBias;
    double priorLeast = Double.POSITIVE_INFINITY;
    double priorMost;
    double laplaceCalls;
    double mcmcCalls;
    double lossEarly = Double.POSITIVE_INFINITY;
    double lossLate;
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    Findings out = new Findings(run);
    List<String> free = NAMES.subList(0, p.parameters);
    Box prior = Box.parse("prior", BOUNDS.subList(0, p.parameters), free, Map.of());
    Frame rounds = Frame.of("data_set", "likelihood", "parameter", "calls", "bias", "ratio");
    Worst worst = new Worst();
    for (int seed = 0; seed < p.seeds; seed++) {
      Part part =
          Part.of(run, 0, 1, "")
              .step(seed, p.seeds, "data set %d of %d".formatted(seed + 1, p.seeds));
      dataSet(p, seed, free, prior, rounds, worst, out, part);
    }
    Frame flow = rounds.where("data_set", 1).where("likelihood", "flow");
    out.chart(
        Plot.of("Standard deviation over the exact one, by waveforms computed")
            .x("waveforms")
            .logY("ratio of standard deviations")
            .lines(flow, "calls", "ratio", "parameter")
            .chart("First data set; 1 is exact."));
    Race race =
        Race.lower("waveforms")
            .on("For this binary")
            .baseline("best fit with importance sampling, from the truth", worst.laplaceCalls)
            .baseline("the ensemble sampler on the exact likelihood", worst.mcmcCalls)
            .own("sequential neural likelihood", worst.calls);
    out.chart(race.chart("Waveforms computed")).table(race.table("Waveforms computed"));
    out.table(
        "What rounds, flow and compression do",
        Frame.of("what", "value")
            .row("largest bias in exact standard deviations", worst.bias)
            .row("least ratio of standard deviations", worst.leastRatio)
            .row("largest ratio of standard deviations", worst.largestRatio)
            .row("least ratio after the first round", worst.firstRound)
            .row("largest ratio, one round with all waveforms", worst.oneRound)
            .row("largest ratio, quadratic instead of flow", worst.quadratic)
            .row(
                "largest inflation, %d components of draws of the prior".formatted(FEW),
                worst.lossEarly)
            .row("largest inflation, components of the last round", worst.lossLate)
            .row("bias under another prior", worst.priorBias)
            .row("least ratio under another prior", worst.priorLeast)
            .row("largest ratio under another prior", worst.priorMost));
    double share = worst.calls / worst.mcmcCalls;
    out.metric("calls", worst.calls)
        .metric("calls_mcmc", worst.mcmcCalls)
        .metric("calls_laplace", worst.laplaceCalls)
        .metric("share_of_mcmc", share)
        .metric("largest_bias", worst.bias)
        .metric("least_sd_ratio", worst.leastRatio)
        .metric("largest_sd_ratio", worst.largestRatio)
        .metric("first_round_least_ratio", worst.firstRound)
        .metric("one_round_largest_ratio", worst.oneRound)
        .metric("quadratic_largest_ratio", worst.quadratic)
        .metric("new_prior_bias", worst.priorBias)
        .metric("new_prior_least_ratio", worst.priorLeast)
        .metric("new_prior_largest_ratio", worst.priorMost)
        .metric("inflation_prior_components", worst.lossEarly)
        .metric("inflation_last_components", worst.lossLate);
    out.csv("rounds.csv", rounds);
    return out.answer(
        "Sequential neural likelihood needs %,.0f waveforms, %s of what the ensemble sampler needs on the exact likelihood, and comes within %s standard deviations with widths %s to %s of the exact; a best fit with importance sampling, told where to start, needs %,.0f."
            .formatted(
                worst.calls,
                Wording.percent(share),
                Wording.number(worst.bias),
                Wording.number(worst.leastRatio),
                Wording.number(worst.largestRatio),
                worst.laplaceCalls));
  }

  private static void dataSet(
      Params p,
      int seed,
      List<String> free,
      Box prior,
      Frame rows,
      Worst worst,
      Findings out,
      Part part) {
    RandomGenerator random = out.run().random();
    Strain strain = Strain.simulated(Band.STANDARD, Event.STANDARD, false, random);
    double[] data = strain.data();
    Simulator reference = simulator(strain, free);
    Laplace exact =
        Laplace.of(reference, prior, data, new double[][] {reference.truth()}, DRAWS, random);
    double efficiency = exact.draws().effectiveSize() / DRAWS;
    worst.laplaceCalls = Math.max(worst.laplaceCalls, exact.calls() - DRAWS + 1000 / efficiency);
    if (seed == 0) {
      var likelihood = exactBatch(reference, data);
      double[][] starts =
          Walks.best(likelihood, prior, Arrays.copyOf(exact.draws().points(), 128), MCMC_WALKERS);
      double tau =
          Walks.on(
                  likelihood,
                  prior,
                  1,
                  starts,
                  p.exactSteps,
                  random,
                  Part.of(part, 0, .15, "exact sampler"))
              .autocorrelation();
      worst.mcmcCalls = MCMC_WALKERS * MCMC_TIMES * tau;
    }
    var flowRounds =
        new SequentialLikelihood(simulator(strain, free), prior, data, p.sequence, random)
            .run(
                (s, theta, r, watcher) -> FlowLikelihood.train(s, theta, p.flow, r, watcher),
                Part.of(part, .15, .7, "flow"));
    SequentialLikelihood.Round last = flowRounds.getLast();
    add(rows, seed, "flow", free, flowRounds, exact.draws());
    double[] ratio = ratios(last.posterior(), exact.draws());
    worst.calls = Math.max(worst.calls, (double) last.calls());
    worst.bias = Math.max(worst.bias, bias(last.posterior(), exact.draws()));
    worst.leastRatio = Math.min(worst.leastRatio, min(ratio));
    worst.largestRatio = Math.max(worst.largestRatio, max(ratio));
    worst.firstRound =
        Math.min(worst.firstRound, min(ratios(flowRounds.getFirst().posterior(), exact.draws())));

    var quadraticRounds =
        new SequentialLikelihood(simulator(strain, free), prior, data, p.sequence, random)
            .run(
                (s, theta, _, _) -> QuadraticLikelihood.fit(s, theta),
                Part.of(part, .7, .8, "quadratic"));
    add(rows, seed, "quadratic", free, quadraticRounds, exact.draws());
    worst.quadratic =
        Math.min(
            worst.quadratic, max(ratios(quadraticRounds.getLast().posterior(), exact.draws())));

    Sequence once = p.sequence.once((int) last.calls());
    var oneRound =
        new SequentialLikelihood(simulator(strain, free), prior, data, once, random)
            .run(
                (s, theta, r, watcher) -> FlowLikelihood.train(s, theta, p.flow, r, watcher),
                Part.of(part, .8, .95, "one round"));
    worst.oneRound =
        Math.min(worst.oneRound, max(ratios(oneRound.getLast().posterior(), exact.draws())));

    Compression early = oneRound.getLast().compression().first(FEW);
    worst.lossEarly =
        Math.min(
            worst.lossEarly, inflation(early, simulator(strain, free), prior, data, exact, random));
    worst.lossLate =
        Math.max(
            worst.lossLate,
            inflation(last.compression(), simulator(strain, free), prior, data, exact, random));
    anotherPrior(last, prior, data, exact, worst, random, Part.of(part, .98, 1, "another prior"));
  }

  private static Simulator simulator(Strain strain, List<String> free) {
    return new Simulator(strain.detector(), Event.STANDARD, free);
  }

  private static Ensemble.Batch exactBatch(Simulator simulator, double[] data) {
    return points ->
        Arrays.stream(points).mapToDouble(t -> simulator.logLikelihood(t, data)).toArray();
  }

  private static void add(
      Frame rows,
      int seed,
      String likelihood,
      List<String> free,
      List<SequentialLikelihood.Round> rounds,
      Draws exact) {
    double[] exactMean = exact.mean();
    double[] exactSd = exact.sd();
    for (SequentialLikelihood.Round round : rounds) {
      double[] mean = round.posterior().mean();
      double[] sd = round.posterior().sd();
      for (int i = 0; i < free.size(); i++) {
        rows.row(
            seed + 1,
            likelihood,
            free.get(i),
            round.calls(),
            (mean[i] - exactMean[i]) / exactSd[i],
            sd[i] / exactSd[i]);
      }
    }
  }

  private static double[] ratios(Draws draws, Draws exact) {
    double[] sd = draws.sd();
    double[] exactSd = exact.sd();
    Arrays.setAll(sd, i -> sd[i] / exactSd[i]);
    return sd;
  }

  private static double bias(Draws draws, Draws exact) {
    double[] mean = draws.mean();
    double[] exactMean = exact.mean();
    double[] exactSd = exact.sd();
    double most = 0;
    for (int i = 0; i < mean.length; i++) {
      most = Math.max(most, Math.abs(mean[i] - exactMean[i]) / exactSd[i]);
    }
    return most;
  }

  private static double min(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  /** How much wider the exact posterior of compressed data is, at most over the parameters. */
  private static double inflation(
      Compression compression,
      Simulator simulator,
      Box prior,
      double[] data,
      Laplace exact,
      RandomGenerator random) {
    double[] observed = compression.apply(data);
    Gaussian wide =
        new Gaussian(
            exact.draws().mean(),
            Arrays.stream(exact.draws().covariance()).map(c -> 2 * c).toArray());
    Draws draws =
        Importance.sample(
            wide,
            prior,
            theta -> {
              double[] s = compression.apply(simulator.signal(theta));
              double sum = 0;
              for (int k = 0; k < s.length; k++) {
                sum += (observed[k] - s[k]) * (observed[k] - s[k]);
              }
              return -sum / 2;
            },
            DRAWS,
            random);
    return max(ratios(draws, exact.draws()));
  }

  /** The same likelihood under a Gaussian factor on the first parameter, beside the exact one. */
  private static void anotherPrior(
      SequentialLikelihood.Round last,
      Box prior,
      double[] data,
      Laplace exact,
      Worst worst,
      RandomGenerator random,
      Part part) {
    double[] mean = exact.draws().mean();
    double[] sd = exact.draws().sd();
    Box narrower = prior.with(0, mean[0] + sd[0], sd[0]);
    var likelihood = last.likelihood().at(last.compression().apply(data));
    double[][] starts =
        Walks.best(likelihood, narrower, Arrays.copyOf(last.posterior().points(), 400), 60);
    Draws draws = Walks.on(likelihood, narrower, 1, starts, 400, random, part).draws();
    double[] weights = exact.draws().weights().clone();
    double sum = 0;
    for (int s = 0; s < weights.length; s++) {
      weights[s] *= Math.exp(narrower.logDensity(exact.draws().points()[s]));
      sum += weights[s];
    }
    for (int s = 0; s < weights.length; s++) {
      weights[s] /= sum;
    }
    Draws reweighted = new Draws(exact.draws().points(), weights);
    double[] ratio = ratios(draws, reweighted);
    worst.priorBias = Math.max(worst.priorBias, bias(draws, reweighted));
    worst.priorLeast = Math.min(worst.priorLeast, min(ratio));
    worst.priorMost = Math.max(worst.priorMost, max(ratio));
  }
}
