package offprint.papers.fimmjp;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.markov.RateMatrix;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Compares the network with counting and fitting on processes whose rates are known. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Reproduce implements Method<Reproduce.Params> {
  private static final int[] PATHS = {4, 10, 30, 100, 300};
  private static final double NOISE = 0.05;

  public record Params(
      @Param(
              label = "Model",
              help = "model.safetensors of a train run, or the authors' checkpoint",
              value = "example:fim-mjp-cells",
              accepts = Kind.MODEL)
          Source model,
      @Param(
              label = "Settings",
              help = "The first so many of nine sizes of data are tried",
              value = "3")
          @Min(1)
          @Max(9)
          int settings,
      @Param(label = "Processes", help = "Simulated processes of each setting", value = "12")
          @Min(2)
          @Max(1000)
          int processes,
      @Param(
              label = "Potentials",
              help = "Potentials of the ratchet: 0, 1, 2, 3",
              symbol = "V",
              value = "1")
          List<Integer> potentials) {
    public Params {
      if (!potentials.stream().allMatch(v -> v >= 0 && v <= 3)
          || potentials.stream().distinct().count() < potentials.size()) {
        throw new IllegalArgumentException(
            "potentials must be different numbers from 0 to 3: got " + potentials);
      }
    }
  }

  @Override
  public Card card() {
    return new Card(
        "reproduce",
        "Compares the network with counting, the matrix logarithm and maximum likelihood on"
            + " simulated processes and on the authors' flashing ratchet.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK, Preset.of("full", "settings=9", "processes=30", "potentials=0,1,2,3"));
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    Findings out = new Findings(run);
    Inputs in = new Inputs(out);
    run.progress(0, "reading");
    RateNetwork network = RateNetwork.read(in, p.model);
    SplittableRandom random = new SplittableRandom(run.random().nextLong());
    List<Setting.Outcome> outcomes =
        settings(network, Setting.ALL.subList(0, p.settings), p.processes, random, run);
    table(outcomes, out);
    claims(outcomes, out);
    growth(network, p.processes, random, Part.of(run, 0.6, 0.75, ""), out);
    ratchet(p.potentials, network, random, in, Part.of(run, 0.75, 1, ""), out);
    double ratio = meanRatio(outcomes);
    return out.answer(
        "On noisy readings of simulated processes the network's error is %s of that of the best of counting, logarithm and exact likelihood, and %s of that of Baum and Welch, which is fitted to each data set."
            .formatted(
                Wording.percent(ratio),
                Wording.percent(geometricMean(outcomes, Setting.Outcome::toNoisy))));
  }

  private static List<Setting.Outcome> settings(
      RateNetwork network,
      List<Setting> settings,
      int processes,
      SplittableRandom random,
      Run run) {
    Part.Counter counter =
        Part.of(run, 0, 0.6, "").counter(settings.size() * processes, "simulated processes");
    List<Setting.Outcome> outcomes = new ArrayList<>();
    for (Setting setting : settings) {
      outcomes.add(outcome(setting, network, processes, random, counter));
    }
    return outcomes;
  }

  private static Setting.Outcome outcome(
      Setting setting,
      RateNetwork network,
      int processes,
      SplittableRandom random,
      Part.Counter counter) {
    List<SplittableRandom> own =
        IntStream.range(0, processes).mapToObj(_ -> random.split()).toList();
    return new Setting.Outcome(
        setting,
        own.parallelStream()
            .map(
                one -> {
                  Setting.Trial trial = setting.trial(network, one, () -> counter.add(0));
                  counter.run();
                  return trial;
                })
            .toList());
  }

  private static void table(List<Setting.Outcome> outcomes, Findings out) throws IOException {
    Frame frame =
        Frame.of(
            "states",
            "paths",
            "readings",
            "misread",
            "grid",
            "network",
            "counts",
            "log",
            "em",
            "hmm",
            "network_on_hmms",
            "coverage",
            "links",
            "initial",
            "first_readings",
            "epsilon");
    for (Setting.Outcome o : outcomes) {
      Setting s = o.setting();
      frame.row(
          s.states(),
          s.paths(),
          s.length(),
          s.epsilon(),
          s.even() ? "even" : "uneven",
          o.median(Estimator.NETWORK),
          o.median(Estimator.COUNTS),
          finite(o.median(Estimator.LOG)),
          o.median(Estimator.EM),
          o.median(Estimator.HMM, Setting.NOISY),
          o.median(Estimator.NETWORK, Setting.NOISY),
          o.mean(Setting.Trial::coverage),
          o.mean(Setting.Trial::links),
          Scores.median(o.trials().stream().mapToDouble(Setting.Trial::initial).toArray()),
          Scores.median(o.trials().stream().mapToDouble(Setting.Trial::firstReadings).toArray()),
          o.mean(Setting.Trial::epsilon));
    }
    out.table(
        "Median error of the rates over their size",
        frame,
        "states=n",
        "paths=K",
        "readings=L",
        "misread",
        "grid",
        "network",
        "counts",
        "log",
        "em",
        "hmm=hmm (first 12)",
        "network_on_hmms=network (first 12)");
    out.table(
        "What else the network says",
        frame,
        "states=n",
        "paths=K",
        "readings=L",
        "misread",
        "coverage=90 % bands hold",
        "links=links told right",
        "initial=error of the first law",
        "first_readings=the same of the first readings",
        "epsilon=error of the share misread");
    out.csv("settings.csv", frame);
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : Double.NaN;
  }

  private static List<Setting.Outcome> noisy(List<Setting.Outcome> outcomes) {
    return outcomes.stream().filter(o -> o.setting().epsilon() > 0 && o.setting().even()).toList();
  }

  private static double ratio(Setting.Outcome outcome) {
    return outcome.median(Estimator.NETWORK) / outcome.bestDirect();
  }

  private static double meanRatio(List<Setting.Outcome> outcomes) {
    return noisy(outcomes).stream().mapToDouble(Reproduce::ratio).average().orElse(Double.NaN);
  }

  private static double geometricMean(
      List<Setting.Outcome> outcomes, ToDoubleFunction<Setting.Outcome> ratio) {
    return Math.exp(
        noisy(outcomes).stream()
            .mapToDouble(o -> Math.log(ratio.applyAsDouble(o)))
            .average()
            .orElse(Double.NaN));
  }

  private static void claims(List<Setting.Outcome> outcomes, Findings out) {
    List<Setting.Outcome> noisy = noisy(outcomes);
    out.metric("worst_ratio", noisy.stream().mapToDouble(Reproduce::ratio).max().orElse(0));
    out.metric("mean_ratio", meanRatio(outcomes));
    out.metric("hmm_ratio", geometricMean(outcomes, Setting.Outcome::toNoisy));
    if (outcomes.size() >= 7) {
      Setting.Outcome little = outcomes.get(5);
      Setting.Outcome much = outcomes.get(6);
      for (Estimator e : List.of(Estimator.NETWORK, Estimator.COUNTS)) {
        out.metric("noise_growth_" + e.column(), much.median(e) / little.median(e));
      }
      out.metric(
          "initial_ratio",
          Scores.median(much.trials().stream().mapToDouble(Setting.Trial::initial).toArray())
              / Scores.median(
                  much.trials().stream().mapToDouble(Setting.Trial::firstReadings).toArray()));
      double[] held =
          IntStream.of(1, 6, 4)
              .mapToDouble(k -> outcomes.get(k).mean(Setting.Trial::coverage))
              .toArray();
      out.metric("coverage_least", IntStream.range(0, 3).mapToDouble(k -> held[k]).min().orElse(0));
      out.metric("coverage_most", IntStream.range(0, 3).mapToDouble(k -> held[k]).max().orElse(0));
    }
  }

  /** Error against the number of paths. */
  private static void growth(
      RateNetwork network, int processes, SplittableRandom random, Part part, Findings out)
      throws IOException {
    Part.Counter counter = part.counter(PATHS.length * (double) processes, "numbers of paths");
    Frame frame = Frame.of("paths", "method", "error");
    for (int paths : PATHS) {
      Setting.Outcome o =
          outcome(new Setting(4, paths, 30, NOISE, true), network, processes, random, counter);
      for (Estimator e :
          List.of(Estimator.COUNTS, Estimator.EM, Estimator.HMM, Estimator.NETWORK)) {
        frame.row(paths, e.column(), o.median(e));
      }
    }
    out.chart(
        Plot.of("Error against the number of paths (4 states, 30 readings, 5 % misread)")
            .logX("paths")
            .logY("median error of the rates over their size")
            .lines(frame, "paths", "error", "method")
            .chart(
                "Counting and exact likelihood do not learn from more paths: misreadings bias"
                    + " them."));
    out.csv("paths.csv", frame);
  }

  private static void ratchet(
      List<Integer> potentials,
      RateNetwork network,
      SplittableRandom random,
      Inputs in,
      Part part,
      Findings out)
      throws IOException {
    Frame frame =
        Frame.of(
            "potential",
            "misread",
            "network",
            "counts",
            "log",
            "em",
            "hmm",
            "production_network",
            "production_em",
            "production_truth");
    Map<Integer, Ratchet.Outcome> clean = new TreeMap<>();
    Map<Integer, Ratchet.Outcome> noisy = new TreeMap<>();
    for (int k = 0; k < potentials.size(); k++) {
      Ratchet ratchet = new Ratchet(potentials.get(k));
      Paths paths = ratchet.paths(in);
      Part own = part.step(k, potentials.size(), "ratchet");
      for (double epsilon : new double[] {0, NOISE}) {
        Ratchet.Outcome outcome =
            ratchet.judge(
                paths,
                network,
                epsilon,
                random.split(),
                () -> own.progress(epsilon > 0 ? 0.5 : 0, "V = " + ratchet.potential()));
        (epsilon > 0 ? noisy : clean).put(ratchet.potential(), outcome);
        row(ratchet, epsilon, outcome, frame);
      }
    }
    if (potentials.isEmpty()) {
      return;
    }
    out.table(
        "Flashing ratchet: error of the rates (300 paths, every fourth reading, 5 blocks)",
        frame,
        "potential=V",
        "misread",
        "network",
        "counts",
        "log",
        "em",
        "hmm");
    out.table(
        "Flashing ratchet: entropy production (nats per unit of time)",
        frame,
        "potential=V",
        "misread",
        "production_network=network",
        "production_em=em",
        "production_truth=truth");
    out.text(
        "The network gives links that do not exist a small rate, which biases entropy production.");
    out.csv("ratchet.csv", frame);
    worst("ratchet_counts_ratio", clean, Estimator.COUNTS, out);
    worst("ratchet_em_ratio", clean, Estimator.EM, out);
    worst("ratchet_noisy_em_ratio", noisy, Estimator.EM, out);
    if (noisy.containsKey(1) && noisy.containsKey(3)) {
      double one = Objects.requireNonNull(noisy.get(1)).relative();
      out.metric("range_ratio", Objects.requireNonNull(noisy.get(3)).relative() / one);
    }
  }

  private static void row(Ratchet ratchet, double epsilon, Ratchet.Outcome o, Frame frame) {
    RateMatrix chain = RateMatrix.of(ratchet.rates(), 6);
    frame.row(
        ratchet.potential(),
        epsilon,
        value(o.error(), Estimator.NETWORK),
        value(o.error(), Estimator.COUNTS),
        value(o.error(), Estimator.LOG),
        value(o.error(), Estimator.EM),
        value(o.error(), Estimator.HMM),
        value(o.production(), Estimator.NETWORK),
        value(o.production(), Estimator.EM),
        chain.entropyProductionNats(chain.stationary()));
  }

  private static double value(Map<Estimator, Double> values, Estimator key) {
    return values.getOrDefault(key, Double.NaN);
  }

  /** The largest ratio of the network's error to another's over potentials up to 2. */
  private static void worst(
      String name, Map<Integer, Ratchet.Outcome> outcomes, Estimator other, Findings out) {
    outcomes.entrySet().stream()
        .filter(entry -> entry.getKey() <= 2)
        .mapToDouble(
            entry ->
                value(entry.getValue().error(), Estimator.NETWORK)
                    / value(entry.getValue().error(), other))
        .max()
        .ifPresent(ratio -> out.metric(name, ratio));
  }
}
