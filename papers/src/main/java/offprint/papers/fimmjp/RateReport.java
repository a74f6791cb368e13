package offprint.papers.fimmjp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.markov.RateMatrix;
import offprint.method.Chart;
import offprint.method.Run;
import org.jspecify.annotations.Nullable;

/**
 * The rates as a reader sees them.
 *
 * @param answer whose rates are used
 * @param band probability that a band holds
 */
record RateReport(
    Observed observed, Fits fits, Infer.Answer answer, ProcessTables tables, double band) {
  private static final int DRAWS = 100;
  private static final int SHOWN = 30;
  private static final double FAST = 1.5;
  private static final double WIDE = 100;
  private static final double CLEAN = 0.005;
  private static final int PLENTY_CLEAN = 50;
  private static final int PLENTY_NOISY = 400;

  private int states() {
    return observed.paths().states();
  }

  /** Bands of the network's own answer; null for other answers. */
  private @Nullable Estimate banded() {
    return answer.method() == Estimator.NETWORK ? fits.network() : null;
  }

  private String name(int cell) {
    return observed.labels().get(cell / states()) + " → " + observed.labels().get(cell % states());
  }

  /** Cells off the diagonal, fastest first. */
  private int[] jumps() {
    return IntStream.range(0, states() * states())
        .filter(cell -> cell % (states() + 1) != 0)
        .boxed()
        .sorted((a, b) -> Double.compare(answer.rate()[b], answer.rate()[a]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private double low(int cell) {
    Estimate e = banded();
    return e == null
        ? Double.NaN
        : Math.max(0, answer.rate()[cell] - Band.deviations(band) * e.sd()[cell]);
  }

  private double high(int cell) {
    Estimate e = banded();
    return e == null ? Double.NaN : answer.rate()[cell] + Band.deviations(band) * e.sd()[cell];
  }

  private double link(int cell) {
    Estimate e = fits.network();
    return e == null || e.link().length == 0 ? Double.NaN : e.link()[cell];
  }

  /** The rates with bands against exact likelihood, and as a heat map. */
  void chart(Findings out) {
    int[] shown = Arrays.stream(jumps()).limit(SHOWN).toArray();
    List<String> names = IntStream.of(shown).mapToObj(this::name).toList();
    double[] at = Plot.positions(shown.length);
    Plot plot =
        Plot.of("Rates" + tables.perUnit() + (banded() == null ? "" : " with bands"))
            .x(Chart.Axis.category("jump", names))
            .y("rate" + tables.perUnit());
    if (banded() != null) {
      plot.band(
          Wording.percent(band) + " band",
          at,
          IntStream.of(shown).mapToDouble(this::low).toArray(),
          IntStream.of(shown).mapToDouble(this::high).toArray());
    }
    plot.points(answer.method().column(), at, values(answer.rate(), shown));
    for (Estimator other : List.of(Estimator.COUNTS, Estimator.EM, Estimator.HMM)) {
      double[] rate = fits.rates().get(other);
      if (rate != null && other != answer.method()) {
        plot.add(Chart.Series.points(other.column(), at, values(rate, shown)).thin());
      }
    }
    out.chart(
        plot.chart(
            "Counts miss jumps between readings, and em takes misreadings for jumps; both are"
                + " biased."));
    out.chart(tables.heatMap("Rates of the jumps"));
  }

  private static double[] values(double[] rate, int[] cells) {
    return IntStream.of(cells).mapToDouble(cell -> rate[cell]).toArray();
  }

  /** The law over time, with bands from draws of the network's rates. */
  void overTime(double horizon, Run run, Findings out) throws IOException {
    double end = horizon > 0 ? horizon : tables.usualHorizon();
    double[] places = ProcessTables.places(end);
    double[][] laws = tables.laws(answer.initial(), places);
    Plot plot = tables.plot();
    Frame frame = Frame.of("time", "state", "probability", "low", "high");
    List<double[][]> draws = draws(places, run);
    for (int i = 0; i < states(); i++) {
      double[] low = new double[places.length];
      double[] high = new double[places.length];
      for (int k = 0; k < places.length; k++) {
        low[k] = quantile(draws, i, k, 0.5 * (1 - band));
        high[k] = quantile(draws, i, k, 0.5 * (1 + band));
        frame.row(places[k], observed.labels().get(i), laws[i][k], low[k], high[k]);
      }
      if (!draws.isEmpty()) {
        plot.band(observed.labels().get(i) + ", band", places, low, high);
      }
      plot.line(observed.labels().get(i), places, laws[i]);
    }
    out.chart(plot.chart());
    out.csv("law.csv", frame);
  }

  private List<double[][]> draws(double[] places, Run run) {
    Estimate e = banded();
    List<double[][]> draws = new ArrayList<>();
    if (e == null) {
      return draws;
    }
    int n = states();
    SplittableRandom random = new SplittableRandom(run.random().nextLong());
    for (int d = 0; d < DRAWS; d++) {
      run.progress(0.6 + 0.3 * d / DRAWS, "bands");
      double[] rate = new double[n * n];
      for (int cell = 0; cell < n * n; cell++) {
        rate[cell] = Math.max(0, e.rate()[cell] + e.sd()[cell] * random.nextGaussian());
      }
      ProcessTables drawn =
          new ProcessTables(RateMatrix.of(rate, n), observed.labels(), tables.unit());
      draws.add(drawn.laws(answer.initial(), places));
    }
    return draws;
  }

  private static double quantile(List<double[][]> draws, int state, int place, double share) {
    if (draws.isEmpty()) {
      return Double.NaN;
    }
    double[] values = draws.stream().mapToDouble(draw -> draw[state][place]).sorted().toArray();
    return values[(int) Math.round(share * (values.length - 1))];
  }

  /** All rates of all estimators. */
  void table(Findings out) throws IOException {
    Frame frame =
        Frame.of(
            "from", "to", "rate", "low", "high", "link", "counts", "log", "em", "hmm", "network");
    for (int cell : jumps()) {
      frame.row(
          observed.labels().get(cell / states()),
          observed.labels().get(cell % states()),
          answer.rate()[cell],
          low(cell),
          high(cell),
          link(cell),
          rate(Estimator.COUNTS, cell),
          rate(Estimator.LOG, cell),
          rate(Estimator.EM, cell),
          rate(Estimator.HMM, cell),
          rate(Estimator.NETWORK, cell));
    }
    String[] own =
        banded() == null
            ? new String[] {"from", "to", "rate"}
            : new String[] {"from", "to", "rate", "low", "high", "link=P(link)"};
    out.table("Rates" + tables.perUnit() + ", fastest first", frame.first(SHOWN), own);
    out.table(
        "What each estimator says" + tables.perUnit(),
        frame.first(SHOWN),
        "from",
        "to",
        "counts",
        "log",
        "em",
        "hmm",
        "network");
    out.csv("rates.csv", frame);
  }

  private double rate(Estimator estimator, int cell) {
    double[] rate = fits.rates().get(estimator);
    return rate == null ? Double.NaN : rate[cell];
  }

  /** The log likelihood of each answer by the same measure. */
  void likelihoods(Findings out) {
    NoisyReadings noisy = new NoisyReadings(observed.paths());
    Frame frame = Frame.of("method", "log_likelihood", "misread");
    HiddenProcess fitted = fits.noisy();
    for (Map.Entry<Estimator, double[]> entry : fits.rates().entrySet()) {
      Estimate estimate = fits.network();
      double epsilon =
          switch (entry.getKey()) {
            case COUNTS, LOG, EM -> 0;
            case HMM -> fitted.epsilon();
            case NETWORK -> estimate == null ? Double.NaN : estimate.epsilon();
          };
      double log =
          noisy.logLikelihood(
              new HiddenProcess(states(), entry.getValue(), fitted.initial(), fitted.epsilon()));
      frame.row(entry.getKey().column(), log, epsilon);
    }
    out.table(
        "How well each answer explains the readings",
        frame,
        "method",
        "log_likelihood=Log likelihood (nats)",
        "misread=Share misread, as it says");
    out.text(
        "All log likelihoods allow for the share of misread readings (%s) and the first law that hmm finds; hmm is fitted to them."
            .formatted(Wording.percent(fitted.epsilon())));
  }

  /** What should make a reader doubt. */
  void flags(Findings out) {
    Paths paths = observed.paths();
    if (answer.method() == Estimator.NETWORK) {
      double exits =
          Arrays.stream(rate(Estimator.EM)).sum() * paths.meanInterval() / paths.states();
      if (exits > FAST) {
        out.warning(
            "By exact likelihood a state is left %s times per interval between readings: the readings are too sparse, or the process too fast, for what the network was trained on."
                .formatted(Wording.number(exits)));
      }
      double[] seen =
          Arrays.stream(rate(Estimator.EM)).filter(x -> x > 1e-3 / paths.meanInterval()).toArray();
      double spread = Arrays.stream(seen).max().orElse(1) / Arrays.stream(seen).min().orElse(1);
      if (spread > WIDE) {
        out.warning(
            "The rates seem to lie up to %s times apart; the network was trained on rates within about two powers of ten."
                .formatted(Wording.number(spread)));
      }
      out.assumed(
          "The network's rates are means under what it was trained on: jumps that do not exist get"
              + " small rates; see P(link).");
    }
    if (fits.clipped() > 0) {
      out.assumed(
          "The matrix logarithm is not a rate matrix: negative entries, %s of its mass, were set to 0."
              .formatted(Wording.percent(fits.clipped())));
    }
    if (!fits.withoutLogarithm().isEmpty()) {
      out.assumed("log: " + fits.withoutLogarithm() + ".");
    }
  }

  private double[] rate(Estimator estimator) {
    return fits.rates().getOrDefault(estimator, new double[0]);
  }

  /** The fastest jump and the share misread. */
  String sentence() {
    int first = jumps()[0];
    Estimate e = banded();
    String range =
        e == null
            ? ""
            : " (%s band %s to %s)"
                .formatted(
                    Wording.percent(band), Wording.number(low(first)), Wording.number(high(first)));
    String misread =
        Double.isNaN(answer.epsilon()) || answer.method().compareTo(Estimator.HMM) < 0
            ? ""
            : ", and %s of the readings look misread".formatted(Wording.percent(answer.epsilon()));
    double[] times = tables.chain().relaxationTimes();
    String memory =
        times.length == 0
            ? ""
            : "; the process forgets its state in %s%s"
                .formatted(
                    Wording.number(times[0]), tables.unit().isEmpty() ? "" : " " + tables.unit());
    return "By %s the most frequent jump is %s at a rate of %s%s%s%s%s."
        .formatted(
            answer.method().title(),
            name(first),
            Wording.number(answer.rate()[first]),
            tables.perUnit(),
            range,
            misread,
            memory);
  }

  /** Which estimator to trust on data of this size. */
  String advice() {
    Paths paths = observed.paths();
    double epsilon = fits.noisy().epsilon();
    double perJump = paths.total() / (states() * (states() - 1.0));
    Estimator best =
        epsilon < CLEAN && perJump >= PLENTY_CLEAN
            ? Estimator.EM
            : perJump >= PLENTY_NOISY || fits.network() == null ? Estimator.HMM : Estimator.NETWORK;
    String why =
        switch (best) {
          case EM -> "the readings are many and clean";
          case HMM ->
              fits.network() == null ? "the model knows fewer states" : "the readings are many";
          default -> "the readings are few or noisy";
        };
    String figure =
        best == answer.method()
            ? ""
            : "; it says %s".formatted(Wording.number(rate(best, jumps()[0])));
    return "On data like these trust %s most, for %s%s.".formatted(best.title(), why, figure);
  }
}
