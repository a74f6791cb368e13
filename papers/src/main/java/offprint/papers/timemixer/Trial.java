package offprint.papers.timemixer;

import java.util.ArrayList;
import java.util.Arrays;
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
import offprint.kernels.series.ExponentialSmoothing;
import offprint.kernels.series.Forecaster;
import offprint.kernels.series.Intervals;
import offprint.kernels.series.LinearMap;
import offprint.kernels.series.Problem;
import offprint.kernels.series.Scaling;
import offprint.kernels.series.Smoothing;
import offprint.kernels.series.Theta;
import offprint.kernels.series.Windows;
import org.jspecify.annotations.Nullable;

/** Forecasters judged on the same windows. */
final class Trial {
  private static final Set<String> WITHOUT_ARTICLE =
      Set.of("exponential smoothing", "DLinear, trained");

  /** Number of rows on which exponential smoothing searches its parameters. */
  private static final int SEARCHED_ROWS = 3000;

  private static final int SEARCHED_CELLS = 30_000;

  private final Windows windows;
  private final int[] index;
  private final Supplier<Errors.Sum> sums;
  private final @Nullable Windows calibration;
  private final Race race;
  private final Map<String, Judged> judged = new LinkedHashMap<>();

  /**
   * A forecaster and its prediction intervals.
   *
   * @param name as it stands in a sentence
   * @param coverage of the intervals on the windows of the trial
   */
  record Judged(
      String name, Forecaster forecaster, Intervals intervals, Intervals.Coverage coverage) {

    /** In the units of the data. */
    Prediction of(Windows.Batch window, Scaling scaling) {
      return Prediction.of(name, forecaster, intervals, window, scaling);
    }

    /** A sentence on the coverage of the widest intervals; "" without intervals. */
    String held() {
      int widest = intervals.levels().length - 1;
      return widest < 0
          ? ""
          : "The %s intervals of %s held %s of the test values."
              .formatted(
                  Wording.percent(intervals.levels()[widest]),
                  name,
                  Wording.percent(coverage.covered(widest)));
    }
  }

  /**
   * @param index numbers of the windows
   * @param place where the windows lie, as a sentence goes on: " of etth2"; "" for none
   * @param calibration windows to fit prediction intervals on; null for none
   */
  Trial(
      Windows windows,
      int[] index,
      Supplier<Errors.Sum> sums,
      String place,
      @Nullable Windows calibration) {
    this.windows = windows;
    this.index = index;
    this.sums = sums;
    this.calibration = calibration;
    List<String> more = new ArrayList<>(List.of("MAE", "RMSE", "SMAPE", "MASE"));
    if (calibration != null) {
      Arrays.stream(Prediction.LEVELS).mapToObj(Trial::coverage).forEach(more::add);
    }
    this.race =
        Race.error("MSE", more.toArray(String[]::new))
            .on("On the last %s%s".formatted(Wording.count(index.length, "window"), place));
  }

  private static String coverage(double level) {
    return "coverage %.0f".formatted(100 * level);
  }

  /** Every test window, with prediction intervals fitted on the validation windows. */
  static Trial calibrated(Problem problem) {
    return new Trial(problem.test(), problem.test().all(), problem::sum, "", problem.validation());
  }

  /** Every test window. */
  static Trial of(Problem problem, String place) {
    return new Trial(problem.test(), problem.test().all(), problem::sum, place, null);
  }

  /** Measures the paper's network. */
  Judged own(Forecaster forecaster, Part part) {
    Judged own = judge(forecaster, forecaster.name(), part);
    race.own(own.name, values(own, part));
    return own;
  }

  Trial baseline(Forecaster forecaster, Part part) {
    String title = forecaster.name().replaceAll(" \\(\\d+\\)", "");
    String name = WITHOUT_ARTICLE.contains(title) ? title : "the " + title;
    Judged baseline = judge(forecaster, name, part);
    judged.put(name, baseline);
    race.baseline(name, values(baseline, part));
    return this;
  }

  Trial baselines(List<Forecaster> forecasters, Part part) {
    for (int i = 0; i < forecasters.size(); i++) {
      baseline(forecasters.get(i), part.step(i, forecasters.size(), ""));
    }
    return this;
  }

  private Judged judge(Forecaster forecaster, String name, Part part) {
    Intervals intervals =
        calibration == null
            ? Prediction.withoutIntervals(windows)
            : Prediction.calibrate(forecaster, calibration, part);
    return new Judged(name, forecaster, intervals, new Intervals.Coverage(intervals));
  }

  private double[] values(Judged one, Part part) {
    Errors.Sum sum = sums.get();
    BiConsumer<Windows.Batch, float[]> add = sum::add;
    Problem.forecast(
        one.forecaster,
        windows,
        index,
        part.stage("judging " + one.forecaster.name()),
        add.andThen(one.coverage::add));
    Errors e = sum.errors();
    double[] errors = {e.mse(), e.mae(), e.rmse(), e.smape(), e.mase()};
    if (calibration == null) {
      return errors;
    }
    double[] values = Arrays.copyOf(errors, errors.length + Prediction.LEVELS.length);
    Arrays.fill(values, errors.length, values.length, Double.NaN);
    for (int i = 0; i < one.intervals.levels().length; i++) {
      values[errors.length + i] = one.coverage.covered(i);
    }
    return values;
  }

  /** The forecasts without training that TimeMixer has to beat, simplest first. */
  static List<Forecaster> baselines(Problem problem, Part part) {
    part.progress(0, "fitting the linear map");
    return new ArrayList<>(
        List.of(
            new Baselines.LastValue(),
            new Baselines.WindowMean(),
            new Baselines.SeasonalNaive(problem.values(), problem.season()),
            LinearMap.fit(problem.train(), 1e-3)));
  }

  /** Exponential smoothing and Theta, fitted on the training rows of each column. */
  static List<Forecaster> classical(Problem problem, int rows, Part part) {
    float[][] values = problem.values();
    int searched = Math.clamp(SEARCHED_CELLS / values.length, 100, SEARCHED_ROWS);
    List<Smoothing> models = new ArrayList<>();
    for (float[] channel : values) {
      part.progress((double) models.size() / values.length, "fitting exponential smoothing");
      double[] training = new double[rows];
      Arrays.setAll(training, t -> channel[t]);
      models.add(Smoothing.choose(training, problem.season(), searched));
    }
    return List.of(
        ExponentialSmoothing.of(values, models), Theta.fit(values, rows, problem.season()));
  }

  /** The baseline that does as well as the network or better; null where the network wins. */
  @Nullable Judged better() {
    return race.won() ? null : judged.get(race.bestBaseline());
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
    List<String> columns =
        new ArrayList<>(List.of("method", "MSE", "MAE", "RMSE", "SMAPE=SMAPE %", "MASE"));
    if (calibration != null) {
      for (double level : Prediction.LEVELS) {
        columns.add(
            "%s=held by the %s interval".formatted(coverage(level), Wording.percent(level)));
      }
    }
    out.chart(race.chart(title))
        .table(
            "Errors on %s of %d rows (MSE, MAE, RMSE of z-scored values)"
                .formatted(Wording.count(index.length, "window"), windows.horizon()),
            race.frame(),
            columns.toArray(String[]::new));
  }
}
