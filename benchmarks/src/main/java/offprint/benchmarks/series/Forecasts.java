package offprint.benchmarks.series;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.function.Supplier;
import offprint.kernels.series.Baselines;
import offprint.kernels.series.Errors;
import offprint.kernels.series.ExponentialSmoothing;
import offprint.kernels.series.Forecaster;
import offprint.kernels.series.Frequency;
import offprint.kernels.series.Intervals;
import offprint.kernels.series.LinearMap;
import offprint.kernels.series.Problem;
import offprint.kernels.series.SeriesReader;
import offprint.kernels.series.Smoothing;
import offprint.kernels.series.Split;
import offprint.kernels.series.Theta;
import offprint.kernels.series.Windows;

/**
 * Our side of {@code benchmarks/series/race.py}. Arguments: a CSV of hourly ETT data, horizon.
 * Prints lines separated by tabs, with processor time of the whole process: {@code fit}, channel,
 * form, seconds, log-likelihood, mean squared error of the channel's test windows; {@code all},
 * forecaster, seconds of the fit and of forecasting the test windows, their mean squared and
 * absolute error, and the coverage and mean width of conformal intervals of 80 % and 95 %.
 */
public final class Forecasts {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final int LOOKBACK = 96;
  private static final int BATCH = 64;

  private Forecasts() {}

  public static void main(String[] args) throws IOException {
    Problem problem;
    try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
      problem =
          Problem.of(
              SeriesReader.read(in, SeriesReader.Fill.NONE),
              Frequency.NONE,
              Split.ETT_HOURLY,
              LOOKBACK,
              Integer.parseInt(args[1]));
    }
    float[][] values = problem.values();
    int rows = Split.ETT_HOURLY.train();
    for (int c = 0; c < values.length; c++) {
      for (Smoothing.Trend trend : Smoothing.Trend.values()) {
        for (int season : new int[] {1, problem.season()}) {
          printFit(problem, c, new Smoothing.Form(trend, season));
        }
      }
    }
    int season = problem.season();
    print(problem, () -> new Baselines.SeasonalNaive(values, season));
    print(problem, () -> LinearMap.fit(problem.train(), 1e-3));
    print(problem, () -> Theta.fit(values, rows, season));
    print(problem, () -> ExponentialSmoothing.fit(values, rows, season));
  }

  private static double seconds() {
    return SYSTEM.getProcessCpuTime() / 1e9;
  }

  private static void printFit(Problem problem, int channel, Smoothing.Form form) {
    float[] series = problem.values()[channel];
    double[] training = new double[Split.ETT_HOURLY.train()];
    for (int t = 0; t < training.length; t++) {
      training[t] = series[t];
    }
    double start = seconds();
    Smoothing model = Smoothing.fit(training, form);
    double fit = seconds() - start;
    float[][] alone = {series};
    Windows test =
        Windows.targets(
            alone,
            new float[0][],
            LOOKBACK,
            problem.test().horizon(),
            Split.ETT_HOURLY.validation(),
            Split.ETT_HOURLY.test());
    Forecaster forecaster = ExponentialSmoothing.of(alone, Collections.singletonList(model));
    Errors.Sum sum = new Errors.Sum(problem.scaling(), new double[1]);
    double mse = Problem.judge(forecaster, test, test.all(), sum, part -> {}).mse();
    line(
        "fit\t%d\t%s\t%.4f\t%.9g\t%.6f",
        channel, form.label(), fit, model.logLikelihood(training), mse);
  }

  private static void print(Problem problem, Supplier<Forecaster> fitted) {
    double start = seconds();
    Forecaster forecaster = fitted.get();
    double fit = seconds() - start;
    Windows windows = problem.validation();
    Intervals.Calibration calibration =
        new Intervals.Calibration(windows.channels(), windows.horizon(), windows.count());
    for (int from = 0; from < windows.count(); from += BATCH) {
      Windows.Batch batch = windows.batch(from, Math.min(BATCH, windows.count() - from));
      calibration.add(batch, forecaster.forecast(batch));
    }
    Intervals.Coverage coverage = new Intervals.Coverage(calibration.intervals(0.8, 0.95));
    Errors.Sum sum = problem.sum();
    Windows test = problem.test();
    double spent = 0;
    for (int from = 0; from < test.count(); from += BATCH) {
      Windows.Batch batch = test.batch(from, Math.min(BATCH, test.count() - from));
      double before = seconds();
      float[] forecast = forecaster.forecast(batch);
      spent += seconds() - before;
      sum.add(batch, forecast);
      coverage.add(batch, forecast);
    }
    line(
        "all\t%s\t%.4f\t%.4f\t%.6f\t%.6f\t%.4f\t%.4f\t%.4f\t%.4f",
        forecaster.name(),
        fit,
        spent,
        sum.errors().mse(),
        sum.errors().mae(),
        coverage.covered(0),
        coverage.meanWidth(0),
        coverage.covered(1),
        coverage.meanWidth(1));
  }

  private static void line(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
