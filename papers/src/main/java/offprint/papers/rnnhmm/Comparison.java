package offprint.papers.rnnhmm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.hmm.CategoricalModel;
import offprint.kernels.hmm.NoFeasiblePath;
import offprint.kernels.transport.Sinkhorn;
import offprint.method.Chart;
import org.jspecify.annotations.Nullable;

/**
 * Sequences of a network beside those of the process and of simpler generators.
 *
 * @param samples by name: the process itself first, then baselines, simplest first, the network
 *     last
 * @param divergence of each to other sequences of the process
 * @param late divergence of the network's last steps after a long run
 * @param lateLevel that of the process itself
 * @param judge hidden Markov model whose likelihood judges symbols; null for numbers
 */
record Comparison(
    TargetProcess.Problem problem,
    Map<String, Sample> samples,
    Map<String, Double> divergence,
    double late,
    double lateLevel,
    @Nullable CategoricalModel judge) {
  static final String PROCESS = "fresh sequences";
  static final String INDEPENDENT = "independent draws";
  static final String MARKOV = "Markov chain";
  static final String HIDDEN = "fitted HMM";
  static final String NETWORK = "network";

  private static final int COUNT = 512;
  private static final int LEVELS = 3;
  private static final int[] LAGS = {1, 5, 10};

  /**
   * @param rollout how many lengths the late sequences begin after
   */
  static Comparison of(
      Generator network,
      TargetProcess.Problem problem,
      Plan plan,
      int rollout,
      RandomGenerator random,
      Part part) {
    int length = plan.length();
    part.progress(0, "drawing sequences");
    Sample train = Sample.of(problem.train(), COUNT, length, random);
    Sample test = Sample.of(problem.test(), COUNT, length, random);
    Sample lateTest = Sample.of(problem.late(), COUNT, length, random);
    Sample own = Sample.of(network, COUNT, rollout * length, random);
    Map<String, Sample> samples = new LinkedHashMap<>();
    samples.put(PROCESS, train);
    samples.put(INDEPENDENT, Sample.of(Baselines.independent(train), COUNT, length, random));
    samples.put(MARKOV, Sample.of(Baselines.markov(train), COUNT, length, random));
    @Nullable CategoricalModel judge = problem.exact();
    if (train.symbols()) {
      CategoricalModel fitted =
          Baselines.hidden(
              train, problem.states(), random, () -> part.progress(0.1, "fitting an HMM"));
      samples.put(HIDDEN, Sample.of(new HmmTarget(fitted), COUNT, length, random));
      judge = judge == null ? fitted : judge;
    }
    samples.put(NETWORK, own.first(length));
    Sinkhorn sinkhorn = plan.sinkhorn();
    double diameter = problem.train().diameter(length);
    Map<String, Double> divergence = new LinkedHashMap<>();
    for (Map.Entry<String, Sample> entry : samples.entrySet()) {
      part.progress(0.3 + 0.1 * divergence.size(), "comparing " + entry.getKey());
      double value = sinkhorn.of(entry.getValue().cloud(), test.cloud(), diameter).value();
      if (entry.getKey().equals(PROCESS)) {
        for (int more = 1; more < LEVELS; more++) {
          part.progress(0.3 + 0.03 * more, "comparing " + entry.getKey());
          Sample again = Sample.of(problem.train(), COUNT, length, random);
          value += sinkhorn.of(again.cloud(), test.cloud(), diameter).value();
        }
        value /= LEVELS;
      }
      divergence.put(entry.getKey(), value);
    }
    part.progress(0.85, "comparing late sequences");
    Sample lateOther = Sample.of(problem.late(), COUNT, length, random);
    double late = sinkhorn.of(own.last(length).cloud(), lateTest.cloud(), diameter).value();
    double level = sinkhorn.of(lateOther.cloud(), lateTest.cloud(), diameter).value();
    return new Comparison(problem, samples, divergence, late, level, judge);
  }

  double level() {
    return divergence(PROCESS);
  }

  double divergence(String name) {
    Double value = divergence.get(name);
    return value == null ? Double.NaN : value;
  }

  /** The network's divergence over that of fresh sequences. */
  double ratio() {
    return divergence(NETWORK) / level();
  }

  private boolean symbols() {
    return problem.train().symbols();
  }

  private double[] frequencies(String name) {
    CategoricalModel exact = problem.exact();
    return name.equals(PROCESS) && exact != null ? exact.frequencies() : sample(name).frequencies();
  }

  private double[][] bigrams(String name) {
    CategoricalModel exact = problem.exact();
    return name.equals(PROCESS) && exact != null ? exact.bigrams() : sample(name).bigrams();
  }

  private double autocorrelation(String name, int output, int lag) {
    CategoricalModel exact = problem.exact();
    return name.equals(PROCESS) && exact != null
        ? exact.autocorrelation(output, lag)
        : sample(name).autocorrelation(output, lag);
  }

  private Sample sample(String name) {
    Sample sample = samples.get(name);
    if (sample == null) {
      throw new IllegalArgumentException("there is no sample of " + name);
    }
    return sample;
  }

  /** Largest difference of a symbol's share between network and process. */
  double frequencyError() {
    double[] wanted = frequencies(PROCESS);
    double[] found = frequencies(NETWORK);
    double error = 0;
    for (int k = 0; k < wanted.length; k++) {
      error = Math.max(error, Math.abs(wanted[k] - found[k]));
    }
    return error;
  }

  /** Largest difference of the chance to stay in a symbol, of symbols with a share of a tenth. */
  double stayingError() {
    double[] share = frequencies(PROCESS);
    double[][] wanted = bigrams(PROCESS);
    double[][] found = bigrams(NETWORK);
    double error = 0;
    for (int k = 0; k < share.length; k++) {
      double difference = Math.abs(wanted[k][k] - found[k][k]);
      error = share[k] >= 0.1 ? Math.max(error, Double.isNaN(difference) ? 1 : difference) : error;
    }
    return error;
  }

  /** Log likelihood per step under the hidden Markov model, in nats; NaN where it is 0. */
  private double likelihood(String name) {
    Sample sample = sample(name);
    if (judge == null) {
      return Double.NaN;
    }
    double sum = 0;
    for (int i = 0; i < sample.count(); i++) {
      try {
        sum += judge.logLikelihood(sample.sequence(i));
      } catch (NoFeasiblePath _) {
        return Double.NaN;
      }
    }
    return sum / ((double) sample.count() * sample.length());
  }

  /** One row a generator. */
  Frame frame() {
    List<String> columns = new ArrayList<>(List.of("sequences", "divergence"));
    List<String> labels = problem.labels();
    for (String label : labels) {
      columns.add(symbols() ? "share of " + label : "sd of " + label);
      columns.add(symbols() ? label + " stays" : "median of " + label);
    }
    for (int lag : LAGS) {
      columns.add("autocorrelation of %s, lag %d".formatted(labels.getFirst(), lag));
    }
    columns.add("log likelihood a step");
    Frame frame = Frame.of(columns.toArray(String[]::new));
    for (String name : samples.keySet()) {
      List<Object> row = new ArrayList<>(List.of(name, divergence(name)));
      for (int k = 0; k < labels.size(); k++) {
        row.add(symbols() ? frequencies(name)[k] : deviation(name, k));
        row.add(symbols() ? bigrams(name)[k][k] : sample(name).quantile(k, 0.5));
      }
      for (int lag : LAGS) {
        row.add(autocorrelation(name, 0, lag));
      }
      row.add(likelihood(name));
      frame.row(row.toArray());
    }
    return frame;
  }

  private double deviation(String name, int output) {
    Sample sample = sample(name);
    double mean = 0;
    double square = 0;
    for (int i = output; i < sample.points().length; i += sample.outputs()) {
      mean += sample.points()[i];
      square += (double) sample.points()[i] * sample.points()[i];
    }
    double n = (double) sample.count() * sample.length();
    return Math.sqrt(Math.max(0, square / n - mean / n * (mean / n)));
  }

  /** The law of the next symbol given one, of process and network. */
  private Frame bigramFrame() {
    Frame frame = Frame.of("symbol", "next", "process", "network");
    List<String> labels = problem.labels();
    for (int a = 0; a < labels.size(); a++) {
      for (int b = 0; b < labels.size(); b++) {
        frame.row(labels.get(a), labels.get(b), bigrams(PROCESS)[a][b], bigrams(NETWORK)[a][b]);
      }
    }
    return frame;
  }

  /** Charts, tables and metrics, the latter with a suffix. */
  void show(Findings out, String suffix) {
    List<String> names = List.copyOf(samples.keySet());
    out.chart(
        Plot.bars(
            "Divergence from sequences of " + problem.name(),
            "sequences",
            names,
            "Sinkhorn divergence",
            names.stream().mapToDouble(this::divergence).toArray()));
    out.table("Sequences of all generators, %d each".formatted(COUNT), frame());
    if (symbols()) {
      out.table("Chance of the next symbol", bigramFrame());
    }
    out.chart(autocorrelations()).chart(dwell());
    out.metric("divergence" + suffix, divergence(NETWORK))
        .metric("divergence_level" + suffix, level())
        .metric("divergence_ratio" + suffix, ratio())
        .metric("divergence_markov" + suffix, divergence(MARKOV))
        .metric("divergence_independent" + suffix, divergence(INDEPENDENT))
        .metric(
            "divergence_over_independent" + suffix, divergence(NETWORK) / divergence(INDEPENDENT))
        .metric("divergence_late" + suffix, late)
        .metric("divergence_late_level" + suffix, lateLevel);
    if (symbols()) {
      out.metric("staying_error" + suffix, stayingError())
          .metric("frequency_error" + suffix, frequencyError());
    }
    if (ratio() < 1) {
      out.text(
          "A divergence below that of fresh sequences (%s against %s) is no merit: finite batches favour sequences that are too alike. Compare the statistics, too: most networks forget too slowly and lack rare symbols."
              .formatted(Wording.number(divergence(NETWORK)), Wording.number(level())));
    }
  }

  private Chart autocorrelations() {
    int most = Math.min(30, sample(PROCESS).length() - 1);
    double[] lags = Plot.positions(most);
    Plot plot =
        Plot.of("Autocorrelation of " + problem.labels().getFirst())
            .x("lag, steps")
            .y("correlation");
    for (String name : List.of(PROCESS, MARKOV, NETWORK)) {
      double[] values = new double[most];
      for (int lag = 0; lag < most; lag++) {
        values[lag] = lag == 0 ? 1 : autocorrelation(name, 0, lag);
      }
      if (name.equals(MARKOV)) {
        plot.thinLine(name, lags, values);
      } else {
        plot.line(name, lags, values);
      }
    }
    return plot.chart("A network that forgets too slowly lies above the process.");
  }

  private Chart dwell() {
    int most = Math.min(40, sample(PROCESS).length());
    Plot plot = Plot.of("How long a symbol stays").x("longer than, steps").logY("share of stays");
    for (String name : List.of(PROCESS, MARKOV, NETWORK)) {
      double[] survival = sample(name).dwellSurvival(most);
      if (name.equals(MARKOV)) {
        plot.thinLine(name, Plot.positions(most), survival);
      } else {
        plot.line(name, Plot.positions(most), survival);
      }
    }
    return plot.chart("Stays that begin and end inside a sequence.");
  }

  /** What came out, for a person. */
  String sentence() {
    String level =
        "%s (fresh sequences %s, Markov chain %s, independent draws %s)"
            .formatted(
                Wording.number(divergence(NETWORK)),
                Wording.number(level()),
                Wording.number(divergence(MARKOV)),
                Wording.number(divergence(INDEPENDENT)));
    if (ratio() <= 1.1) {
      return "The network's sequences are as near to %s as fresh ones are: divergence %s."
          .formatted(problem.name(), level);
    }
    return divergence(NETWORK) - level() < 0.5 * (divergence(INDEPENDENT) - level())
        ? "The network has learnt that %s stays in its symbols, but is not as near as fresh sequences: divergence %s."
            .formatted(problem.name(), level)
        : "The network does not imitate %s yet: divergence %s. Train for more steps."
            .formatted(problem.name(), level);
  }
}
