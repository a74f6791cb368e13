package offprint.papers.lisasnl;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.sampling.Ensemble;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import org.jspecify.annotations.Nullable;

/** Infers the parameters of a binary from LISA data by sequential neural likelihood. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Infer implements Method<Infer.Params> {
  /** Draws of importance sampling. */
  private static final int DRAWS = 2000;

  /** Starts of the best fit, drawn from the prior. */
  private static final int STARTS = 500;

  /** Parameters. */
  public record Params(
      @Param(
              label = "Data",
              help = "Table with columns f, A_re, A_im, E_re, E_im and perhaps S; empty: simulated",
              accepts = Kind.TABLE)
          Source data,
      @Param(
              label = "Without noise",
              help = "Simulated data hold the signal only",
              value = "false",
              advanced = true)
          boolean noiseless,
      @Param(
              label = "Free parameters",
              help = "Inferred ones; the others keep the event's values",
              value = "ratio,chi,distance")
          @Size(min = 1, max = 10)
          List<String> free,
      @Param(
              label = "Prior",
              help = "Bounds such as ratio=1.2:3.5; a factor such as ratio=normal(2 0.1)",
              value = "ratio=1.2:3.5,chi=-0.2:0.7,distance=40:90")
          List<String> prior,
      @Param(help = "The event") Event event,
      @Param(help = "The band") Band band,
      @Param(help = "Sequential neural likelihood") Sequence sequence,
      @Param(help = "The flow") Flow flow,
      @Param(
              label = "Exact sampler",
              help = "Also walks on the exact likelihood, to count the calls that takes",
              value = "false",
              advanced = true)
          boolean exact) {
    public Params {
      free.forEach(name -> Event.index("free", name));
      if (new HashSet<>(free).size() < free.size()) {
        throw new IllegalArgumentException("free must name each parameter once: got " + free);
      }
    }
  }

  @Override
  public Card card() {
    return new Card(
        "infer",
        "Infers the parameters of a massive black-hole binary from LISA data, own or simulated, by"
            + " a learnt likelihood, beside exact samplers, and counts the waveforms each needs.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of(
            "full",
            "free=mass,ratio,chi,distance,time,phase",
            "prior=mass=1.8e6:2.2e6,ratio=1.2:3.5,chi=-0.2:0.7,distance=40:90,time=-60:60,phase=-2.141592653589793:4.141592653589793",
            "simulations=500",
            "rounds=8",
            "blocks=5",
            "hidden=50",
            "exact=true"));
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    Findings out = new Findings(run);
    RandomGenerator random = run.random();
    Strain strain =
        p.data.isEmpty()
            ? Strain.simulated(p.band, p.event, p.noiseless, random)
            : Strain.read(new Inputs(out), out, p.data, p.event.epoch());
    Strain.requireSignal(strain.detector(), p.event);
    Box prior = Defaults.prior(p.prior, p.free, p.event, out);
    if (p.free.containsAll(List.of("longitude", "latitude"))) {
      out.warning(
          "The sky position of a short signal has several modes: look at the draws, not at means.");
    }
    Simulator simulator = new Simulator(strain.detector(), p.event, p.free);
    double[] data = strain.data();
    double[] truth = simulator.truth();
    boolean known = p.data.isEmpty();
    if (known && prior.logDensity(prior.fold(truth)) == Double.NEGATIVE_INFINITY) {
      out.warning("The event lies outside the prior.");
    }

    List<SequentialLikelihood.Round> rounds =
        new SequentialLikelihood(simulator, prior, data, p.sequence, random)
            .run(
                (s, theta, r, watcher) -> FlowLikelihood.train(s, theta, p.flow, r, watcher),
                Part.of(run, 0, p.exact ? .6 : .9, ""));
    SequentialLikelihood.Round last = rounds.getLast();
    long calls = last.calls();

    run.progress(p.exact ? .6 : .9, "the exact posterior");
    double[][] starts = new double[STARTS][];
    Arrays.setAll(starts, _ -> prior.draw(random));
    Laplace laplace =
        Laplace.of(simulator, prior, data, starts, DRAWS, random)
            .orBetter(simulator, prior, data, last.posterior().mean(), DRAWS, random, out);
    double[] fit = simulator.signal(laplace.proposal().mean());
    @Nullable Walks walks = p.exact ? exactWalks(simulator, prior, data, laplace, run) : null;

    double[] mean = last.posterior().mean();
    double[] sd = last.posterior().sd();
    double[] exactMean = laplace.draws().mean();
    double[] exactSd = laplace.draws().sd();
    Frame posterior =
        Frame.of(
            "parameter",
            "true",
            "mean",
            "sd",
            "p5",
            "p50",
            "p95",
            "exact_mean",
            "exact_sd",
            "bias",
            "sd_ratio");
    double bias = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int i = 0; i < mean.length; i++) {
      double off = (mean[i] - exactMean[i]) / exactSd[i];
      double ratio = sd[i] / exactSd[i];
      bias = Math.max(bias, Math.abs(off));
      least = Math.min(least, ratio);
      most = Math.max(most, ratio);
      posterior.row(
          p.free.get(i),
          known ? truth[i] : Double.NaN,
          mean[i],
          sd[i],
          last.posterior().quantile(i, .05),
          last.posterior().quantile(i, .5),
          last.posterior().quantile(i, .95),
          exactMean[i],
          exactSd[i],
          off,
          ratio);
    }
    out.table(
        "Posterior by the learnt likelihood, and the exact one",
        posterior,
        "parameter",
        "true",
        "mean",
        "sd=standard deviation",
        "p5=5 %",
        "p50=median",
        "p95=95 %",
        "exact_mean=exact mean",
        "exact_sd=exact standard deviation");
    byRound(out, rounds, p.free, exactMean, exactSd);
    Shown.marginals(out, p.free, last.posterior(), laplace.draws());
    Frame spectrum = strain.spectrum(fit);
    out.chart(
        Plot.of("Data and best fit, in units of the noise")
            .logX("frequency in Hz")
            .logY("amplitude over noise")
            .lines(spectrum, "f", "amplitude", "what")
            .chart());
    double snr = Detector.snr(fit);
    long mcmc = walks == null ? 0 : Math.round(64 * 50 * walks.autocorrelation());
    calls(out, calls, laplace, mcmc);
    Shown.atBounds(out, prior, last.posterior());
    if (laplace.draws().effectiveSize() < DRAWS / 20.0) {
      out.warning(
          "The exact posterior is unsure: importance sampling has %.0f effective of %d draws."
              .formatted(laplace.draws().effectiveSize(), DRAWS));
    }
    out.metric("snr", snr)
        .metric("calls", (double) calls)
        .metric("calls_laplace", (double) laplace.calls())
        .metric("rounds", rounds.size())
        .metric("components", last.compression().components())
        .metric("largest_bias", bias)
        .metric("least_sd_ratio", least)
        .metric("largest_sd_ratio", most);
    if (mcmc > 0) {
      out.metric("calls_mcmc", (double) mcmc).metric("share_of_mcmc", (double) calls / mcmc);
    }
    Shown.file(out, "posterior.csv", p.free, last.posterior());
    Shown.file(out, "exact.csv", p.free, laplace.draws());
    out.csv("marginals.csv", posterior);
    LikelihoodFile.of(
            p.free, prior, (FlowLikelihood) last.likelihood(), last.compression().apply(data))
        .write(out);
    return out.answer(
        answer(p.free, last.posterior(), bias, least, most, calls, laplace.calls(), mcmc));
  }

  private static Walks exactWalks(
      Simulator simulator, Box prior, double[] data, Laplace laplace, Run run) {
    Ensemble.Batch exact =
        points ->
            Arrays.stream(points).mapToDouble(t -> simulator.logLikelihood(t, data)).toArray();
    double[][] starts = Walks.best(exact, prior, Arrays.copyOf(laplace.draws().points(), 128), 64);
    return Walks.on(exact, prior, 1, starts, 1000, run.random(), Part.of(run, .65, 1, "exact"));
  }

  private static void byRound(
      Findings out,
      List<SequentialLikelihood.Round> rounds,
      List<String> free,
      double[] exactMean,
      double[] exactSd)
      throws IOException {
    Frame rows =
        Frame.of(
            "round",
            "calls",
            "kept",
            "components",
            "parameter",
            "bias",
            "standard_deviation_ratio");
    for (int r = 0; r < rounds.size(); r++) {
      SequentialLikelihood.Round round = rounds.get(r);
      double[] mean = round.posterior().mean();
      double[] sd = round.posterior().sd();
      for (int i = 0; i < free.size(); i++) {
        rows.row(
            r + 1,
            round.calls(),
            round.kept(),
            round.compression().components(),
            free.get(i),
            (mean[i] - exactMean[i]) / exactSd[i],
            sd[i] / exactSd[i]);
      }
    }
    out.chart(
        Plot.of("Standard deviation over the exact one, by waveforms computed")
            .x("waveforms")
            .logY("ratio of standard deviations")
            .lines(rows, "calls", "standard_deviation_ratio", "parameter")
            .chart("1 is exact; the first rounds know little and are wide."));
    out.csv("rounds.csv", rows);
  }

  private static void calls(Findings out, long calls, Laplace laplace, long mcmc) {
    Frame rows = Frame.of("method", "waveforms");
    rows.row("best fit and importance sampling, exact", laplace.calls());
    rows.row("sequential neural likelihood", calls);
    if (mcmc > 0) {
      rows.row(
          "ensemble sampler on the exact likelihood, 64 walkers for 50 autocorrelation times",
          mcmc);
    }
    out.table("Waveforms each method computes", rows);
  }

  private static String answer(
      List<String> free,
      Draws posterior,
      double bias,
      double least,
      double most,
      long calls,
      long laplace,
      long mcmc) {
    boolean near = bias < .5 && least > .8 && most < 1.25;
    return "%s, from %,d waveforms: %s the exact posterior (means within %s standard deviations, widths %s to %s of the exact). %sA best fit with importance sampling is exact here after %,d."
        .formatted(
            Shown.sentence(free, posterior),
            calls,
            near ? "close to" : "not yet",
            Wording.number(bias),
            Wording.number(least),
            Wording.number(most),
            mcmc > 0
                ? "Walking on the exact likelihood takes %,d, so this is %s of them. "
                    .formatted(mcmc, Wording.percent((double) calls / mcmc))
                : "",
            laplace);
  }
}
