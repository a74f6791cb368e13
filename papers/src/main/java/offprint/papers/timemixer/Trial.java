package offprint.papers.timemixer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import offprint.harness.Findings;
import offprint.harness.Part;
import offprint.harness.Race;
import offprint.harness.Wording;
import offprint.kernels.series.Baselines;
import offprint.kernels.series.Errors;
import offprint.kernels.series.Forecaster;
import offprint.kernels.series.LinearMap;
import offprint.kernels.series.Problem;
import offprint.kernels.series.Windows;
import org.jspecify.annotations.Nullable;

/** Forecasters judged on the same windows. */
final class Trial {
  private static final Set<String> WITHOUT_ARTICLE =
      Set.of("exponential smoothing", "DLinear, trained");

  private final Windows windows;
  private final int[] index;
  private final Supplier<Errors.Sum> sums;
  private final Race race;
  private final Map<String, Forecaster> baselines = new LinkedHashMap<>();

  /**
   * @param index numbers of the windows
   * @param place where the windows lie, as a sentence goes on: "of etth2"; "" for none
   */
  Trial(Windows windows, int[] index, Supplier<Errors.Sum> sums, String place) {
    this.windows = windows;
    this.index = index;
    this.sums = sums;
    this.race =
        Race.error("MSE", "MAE", "RMSE", "SMAPE", "MASE")
            .on("On the last %s%s".formatted(Wording.count(index.length, "window"), place));
  }

  /** On every test window. */
  Trial(Problem problem, String place) {
    this(problem.test(), problem.test().all(), problem::sum, place);
  }

  /**
   * Judges the paper's network.
   *
   * @param also sees the forecasts
   */
  Trial own(Forecaster forecaster, Part part, BiConsumer<Windows.Batch, float[]> also) {
    race.own(forecaster.name(), judge(forecaster, part, also));
    return this;
  }

  Trial baseline(Forecaster forecaster, Part part) {
    String name = forecaster.name().replaceAll(" \\(\\d+\\)", "");
    baselines.put(name, forecaster);
    race.baseline(
        WITHOUT_ARTICLE.contains(name) ? name : "the " + name,
        judge(forecaster, part, (_, _) -> {}));
    return this;
  }

  Trial baselines(List<Forecaster> forecasters, Part part) {
    for (int i = 0; i < forecasters.size(); i++) {
      baseline(forecasters.get(i), part.step(i, forecasters.size(), ""));
    }
    return this;
  }

  /** The forecasts that TimeMixer has to beat, simplest first. */
  static List<Forecaster> baselines(Problem problem, Part part) {
    float[][] values = problem.values();
    int season = problem.season();
    part.progress(0, "fitting the baselines");
    return List.of(
        new Baselines.LastValue(),
        new Baselines.WindowMean(),
        new Baselines.SeasonalNaive(values, season),
        LinearMap.fit(problem.train(), 1e-3));
  }

  private double[] judge(
      Forecaster forecaster, Part part, BiConsumer<Windows.Batch, float[]> also) {
    Errors.Sum sum = sums.get();
    BiConsumer<Windows.Batch, float[]> add = sum::add;
    Problem.forecast(
        forecaster,
        windows,
        index,
        part.stage("judging %s".formatted(forecaster.name())),
        add.andThen(also));
    Errors e = sum.errors();
    return new double[] {e.mse(), e.mae(), e.rmse(), e.smape(), e.mase()};
  }

  /** The baseline that does as well as the network or better; null where the network wins. */
  @Nullable Forecaster better() {
    return race.won() ? null : baselines.get(race.bestBaseline().replaceFirst("^the ", ""));
  }

  /** {@code mse}, {@code mae} … of the network, {@code mse_last_value} … of the baselines. */
  Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    race.metrics()
        .forEach(
            (name, value) ->
                metrics.put(name.replace("linear_map", "linear_map_closed_form"), value));
    return metrics;
  }

  Race race() {
    return race;
  }

  /** Shows the errors as a chart and a table. */
  void show(Findings out, String title) {
    out.chart(race.chart(title))
        .table(
            race.frame()
                .table(
                    "Errors on %s of %d rows (MSE, MAE, RMSE of z-scored values)"
                        .formatted(Wording.count(index.length, "window"), windows.horizon()),
                    "method",
                    "MSE",
                    "MAE",
                    "RMSE",
                    "SMAPE=SMAPE %",
                    "MASE"));
  }
}
