package offprint.papers.arphmm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.kernels.hmm.Sequence;
import offprint.kernels.hmm.SwitchingModel;
import offprint.kernels.statistics.RankCorrelation;
import offprint.method.Run;

/** The standard model and its variants on one fleet, with the baselines of the same run. */
final class FleetStudy {
  private static final double BAND = 0.9;
  private static final double SEEN_SHARE = 0.7;

  private final Fleet train;
  private final Fleet test;
  private final double[] truth;
  private final long seed;
  private final Run run;
  private final HealthIndex health;
  private final Frame variants =
      Frame.of("model", "RMSE", "PHM08 score", "coverage of the 90 % band", "mean width");
  private double smallestGain = Double.POSITIVE_INFINITY;
  private int fits;

  FleetStudy(Fleet train, Fleet test, double[] truth, Run run) {
    this.train = train;
    this.test = test;
    this.truth = truth;
    this.run = run;
    this.seed = run.random().nextLong();
    this.health = HealthIndex.fit(train, Settings.STANDARD.cap());
  }

  double smallestGain() {
    return smallestGain;
  }

  private EngineFit fit(Fleet fleet, HealthIndex index, Settings settings) {
    double done = 0.3 + 0.7 * Math.min(fits++, 9) / 10;
    EngineFit fit =
        EngineFit.of(
            fleet,
            index,
            settings,
            i -> run.progress(done, "fit %d, EM, iteration %d".formatted(fits, i)));
    smallestGain = Math.min(smallestGain, fit.smallestGain());
    return fit;
  }

  private Assessment assess(EngineFit fit, Map<String, double[]> baselines) {
    RulPredictor predictor = new RulPredictor(fit.model(), BAND, seed);
    List<RulEstimate> estimates = new ArrayList<>();
    for (Unit unit : test.units()) {
      run.progress(0.3 + 0.7 * Math.min(fits, 10) / 10, "unit " + unit.name());
      estimates.add(predictor.predict(test, unit));
    }
    return new Assessment(estimates, truth, baselines, BAND);
  }

  /** Runs the study and returns the assessment of the standard model. */
  Assessment run(boolean all, Findings out) {
    Settings standard = Settings.STANDARD;
    EngineFit fit = fit(train, health, standard);
    Assessment assessment =
        assess(
            fit,
            Baselines.predict(fit, train, test, u -> run.progress(0.35, "baselines, unit " + u)));
    variant("standard: Q 6, p 12, joint, labels at the ends", fit, assessment);
    EngineFit memoryless = fit(train, health, standard.withShape(6, 0));
    Assessment without = assess(memoryless, Map.of());
    variant("p 0, no autoregression", memoryless, without);
    if (all) {
      variant("p 2", standard.withShape(6, 2));
      variant("p 7", standard.withShape(6, 7));
      variant("Q 3", standard.withShape(3, 12));
      variant("no labels", standard.withLabels(Labels.NONE));
      variant("health emission only", standard.withJoint(false));
    }
    out.chart(EngineCharts.lives(assessment.estimates(), truth, BAND))
        .add(EngineCharts.future(fit.model(), assessment.estimates(), run.random()))
        .table(assessment.scoreTable())
        .table("Variants on the same units", variants);
    assessment.warn(out, fit.model());
    Scores scores = assessment.scores();
    double[] paths = assessment.estimates().stream().mapToDouble(RulEstimate::path).toArray();
    double path = Scores.of(paths, truth).rmse();
    double linear =
        assessment.baselines().entrySet().stream()
            .filter(b -> b.getKey().startsWith("linear on %d".formatted(standard.window())))
            .mapToDouble(b -> Scores.of(b.getValue(), truth).rmse())
            .findFirst()
            .orElseThrow();
    out.metric("rmse", scores.rmse())
        .metric("phm08", scores.phm08())
        .metric("coverage", assessment.coverage(fit.model().cap()))
        .metric("rmse_ratio_best_baseline", scores.rmse() / assessment.bestBaseline())
        .metric("order_gain_cycles", without.scores().rmse() - scores.rmse())
        .metric("path_rmse", path)
        .metric("path_minus_linear", path - linear)
        .metric("spearman", spearman());
    return assessment;
  }

  private void variant(String name, Settings settings) {
    EngineFit fit = fit(train, health, settings);
    variant(name, fit, assess(fit, Map.of()));
  }

  private void variant(String name, EngineFit fit, Assessment assessment) {
    Scores s = assessment.scores();
    variants.row(
        name, s.rmse(), s.phm08(), assessment.coverage(fit.model().cap()), assessment.meanWidth());
  }

  /**
   * Expected regime given the rows so far against capped remaining life, over the last 30 % of the
   * training units when fitted to the others.
   */
  private double spearman() {
    int split = (int) Math.round(SEEN_SHARE * train.units().size());
    Fleet seen = train.with(train.units().subList(0, split));
    HealthIndex index = HealthIndex.fit(seen, Settings.STANDARD.cap());
    EngineModel model = fit(seen, index, Settings.STANDARD).model();
    SwitchingModel regimes = model.regimes();
    List<Double> expected = new ArrayList<>();
    List<Double> life = new ArrayList<>();
    int skip = model.settings().skip();
    int q = regimes.states();
    for (Unit unit : train.units().subList(split, train.units().size())) {
      if (unit.rows() <= skip || !unit.failed()) {
        continue;
      }
      double[] filtered = regimes.filter(Sequence.of(index.of(train, unit), skip));
      double[] remaining = unit.remaining();
      for (int r = 0; r < unit.rows() - skip; r++) {
        double sum = 0;
        for (int k = 0; k < q; k++) {
          sum += k * filtered[r * q + k];
        }
        expected.add(sum);
        life.add(Math.min(remaining[skip + r], model.cap()));
      }
    }
    return RankCorrelation.of(array(expected), array(life));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(v -> v).toArray();
  }
}
