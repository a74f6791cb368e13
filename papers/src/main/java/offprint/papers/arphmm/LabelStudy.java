package offprint.papers.arphmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import offprint.harness.Findings;
import offprint.kernels.hmm.HiddenChain;
import offprint.kernels.hmm.Sequence;
import offprint.kernels.hmm.SwitchingModel;
import offprint.kernels.hmm.WindowRegression;
import offprint.kernels.hmm.WindowRegression.Response;
import offprint.method.Chart;
import offprint.method.Run;
import offprint.method.Table;

/**
 * The value of labels on series with known regimes: accuracy of the most probable regime on
 * unlabelled rows against the share of labelled rows, and with a fifth of the labels wrong.
 */
final class LabelStudy {
  private static final int ROWS = 1_000;
  private static final double[] SHARES = {0, .02, .05, .1, .3};
  private static final double WRONG = 0.2;
  private static final double DOUBT = 0.2;
  private static final EmSettings EM =
      new EmSettings(SwitchingSeries.REGIMES, 1, Structure.FULL, 200, 1e-7, 1e-5);
  private static final int STARTS = 4;

  /** Means over the seeds for one kind of labelling. */
  private static final class Mean {
    private double asNumbered;
    private double permuted;
    private double iterations;

    void add(Agreement agreement, int its, int seeds) {
      asNumbered += agreement.asNumbered() / seeds;
      permuted += agreement.bestPermutation() / seeds;
      iterations += (double) its / seeds;
    }
  }

  private final Map<String, Mean> means = new LinkedHashMap<>();
  private double trueParameters;
  private double smallestGain = Double.POSITIVE_INFINITY;

  private LabelStudy() {}

  static LabelStudy of(int seeds, Run run) {
    LabelStudy study = new LabelStudy();
    for (int seed = 0; seed < seeds; seed++) {
      RandomGenerator random =
          RandomGeneratorFactory.of("L64X128MixRandom").create(run.random().nextLong());
      SwitchingSeries made = SwitchingSeries.draw(ROWS, random);
      String stage = "labels, series " + (seed + 1);
      for (double share : SHARES) {
        run.progress(0.3 * seed / seeds, stage);
        study.add(share(share), made, labels(made, share, 0, random), 0, seeds, random);
      }
      String[] wrong = labels(made, SHARES[SHARES.length - 1], WRONG, random);
      study.add("wrong, hard", made, wrong, 0, seeds, random);
      study.add("wrong, soft", made, wrong, DOUBT, seeds, random);
      study.trueParameters += truth(made).asNumbered() / seeds;
    }
    return study;
  }

  private static String share(double share) {
    return "share " + share;
  }

  /** Label cells: the true regime in a share of rows, a wrong one in some of them. */
  private static String[] labels(
      SwitchingSeries made, double share, double wrong, RandomGenerator random) {
    String[] labels = new String[ROWS];
    for (int t = 0; t < ROWS; t++) {
      int regime = made.regimes()[t];
      boolean labelled = random.nextDouble() < share;
      if (random.nextDouble() < wrong) {
        regime =
            (regime + 1 + random.nextInt(SwitchingSeries.REGIMES - 1)) % SwitchingSeries.REGIMES;
      }
      labels[t] = labelled ? Integer.toString(regime) : "";
    }
    return labels;
  }

  /**
   * @param doubt plausibility of the regimes that a label does not name
   */
  private void add(
      String name,
      SwitchingSeries made,
      String[] labels,
      double doubt,
      int seeds,
      RandomGenerator random) {
    String[] cells = Arrays.stream(labels).map(l -> doubted(l, doubt)).toArray(String[]::new);
    Series series = new Series("", labels, made.values(), cells, made.regimes(), new long[ROWS]);
    Sequence sequence =
        Sequence.of(made.values(), 1)
            .withPlausibility(series.plausibility(1, SwitchingSeries.REGIMES));
    SeriesFit fit =
        SeriesFit.of(List.of(sequence), List.of(made.values()), EM, STARTS, random, _ -> {});
    smallestGain = Math.min(smallestGain, fit.smallestGain());
    Agreement agreement =
        Agreement.of(List.of(Decoding.of(series, fit.model())), SwitchingSeries.REGIMES);
    means.computeIfAbsent(name, _ -> new Mean()).add(agreement, fit.logLikelihoods().size(), seeds);
  }

  private static String doubted(String label, double doubt) {
    if (label.isEmpty() || doubt == 0) {
      return label;
    }
    List<String> parts = new ArrayList<>();
    for (int k = 0; k < SwitchingSeries.REGIMES; k++) {
      parts.add(k + ":" + (label.equals(Integer.toString(k)) ? 1 : doubt));
    }
    return String.join("|", parts);
  }

  private static Agreement truth(SwitchingSeries made) {
    double[] start = new double[SwitchingSeries.REGIMES];
    Arrays.fill(start, 1.0 / start.length);
    SwitchingModel model =
        new SwitchingModel(
            HiddenChain.of(start, SwitchingSeries.TRANSITION),
            WindowRegression.of(
                Response.VALUE,
                SwitchingSeries.COEFFICIENTS,
                Arrays.stream(SwitchingSeries.SD).map(sd -> sd * sd).toArray()),
            null);
    String[] none = new String[ROWS];
    Arrays.fill(none, "");
    Series series = new Series("", none, made.values(), none, made.regimes(), new long[ROWS]);
    return Agreement.of(List.of(Decoding.of(series, model)), SwitchingSeries.REGIMES);
  }

  double smallestGain() {
    return smallestGain;
  }

  private double accuracy(String name) {
    return mean(name).asNumbered;
  }

  private Mean mean(String name) {
    Mean mean = means.get(name);
    if (mean == null) {
      throw new IllegalStateException(name);
    }
    return mean;
  }

  void metrics(Findings out) {
    out.metric("accuracy_share_02", accuracy(share(.02)));
    out.metric("accuracy_share_05", accuracy(share(.05)));
    out.metric("accuracy_share_10", accuracy(share(.1)));
    out.metric("accuracy_share_30", accuracy(share(.3)));
    out.metric("accuracy_soft", accuracy("wrong, soft"));
    out.metric("soft_minus_hard", accuracy("wrong, soft") - accuracy("wrong, hard"));
    out.metric("iterations_ratio", mean(share(.1)).iterations / mean(share(0)).iterations);
  }

  Chart chart() {
    double[] x = new double[SHARES.length];
    double[] asNumbered = new double[x.length];
    double[] permuted = new double[x.length];
    double[] bound = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = 100 * SHARES[i];
      asNumbered[i] = accuracy(share(SHARES[i]));
      permuted[i] = mean(share(SHARES[i])).permuted;
      bound[i] = trueParameters;
    }
    return new Chart(
        "What labels are worth",
        Chart.Axis.linear("labelled rows in %"),
        Chart.Axis.linear("share of unlabelled rows in their true regime"),
        List.of(
            Chart.Series.line("as numbered", x, asNumbered),
            Chart.Series.line("best permutation of the numbers", x, permuted).thin(),
            Chart.Series.line("true parameters, no labels", x, bound).thin()),
        "Without labels the regimes are found but their numbers mean nothing; a few labels give"
            + " them meaning.");
  }

  Table table() {
    List<List<Object>> rows = new ArrayList<>();
    means.forEach(
        (name, m) ->
            rows.add(
                List.of(
                    name.startsWith("wrong")
                        ? "share 0.3, a fifth of it wrong, %s labels".formatted(name.substring(7))
                        : name,
                    m.asNumbered,
                    m.permuted,
                    m.iterations)));
    rows.add(List.of("true parameters, no labels", trueParameters, trueParameters, Double.NaN));
    return new Table(
        "Regimes found on made series of %d rows".formatted(ROWS),
        List.of("labels", "accuracy as numbered", "best permutation", "EM iterations"),
        rows);
  }
}
