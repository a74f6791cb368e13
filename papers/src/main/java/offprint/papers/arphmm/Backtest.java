package offprint.papers.arphmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import offprint.kernels.hmm.Sequence;
import offprint.kernels.hmm.SwitchingModel;
import offprint.method.Chart;
import offprint.method.Table;

/**
 * Forecasts from many origins in the last fifth of a series by models fitted to the rest, labels
 * unused in the last fifth.
 *
 * @param names of the forecasters, the model first
 * @param rmse [forecaster][step]
 * @param coverage [step] share of true values within 1.645 standard deviations of the model's mean
 */
@SuppressWarnings("ArrayRecordComponent") // a result that is read once
record Backtest(List<String> names, double[][] rmse, double[] coverage, int origins) {
  private static final int MOST_ORIGINS = 200;
  private static final double NINETY = 1.6448536269514722;

  /**
   * @param models fitted to the rows before {@code split}, the switching one first
   * @param names of the models
   */
  static Backtest of(
      double[] values,
      int split,
      int horizon,
      List<SwitchingModel> models,
      List<String> names,
      IntConsumer progress) {
    List<Integer> origins = new ArrayList<>();
    int last = values.length - 1 - horizon;
    int every = Math.max(1, (last - split + 1) / MOST_ORIGINS);
    for (int origin = split - 1; origin <= last; origin += every) {
      if (!Double.isNaN(values[origin])) {
        origins.add(origin);
      }
    }
    double[][] squares = new double[models.size() + 1][horizon];
    double[] inside = new double[horizon];
    int[] counts = new int[horizon];
    double[] filled = RulPredictor.carriedForward(values);
    List<double[]> filtered =
        models.stream().map(m -> m.filter(Sequence.of(values, m.skip()))).toList();
    double[][] unknown = new double[horizon][];
    for (int o = 0; o < origins.size(); o++) {
      progress.accept(o);
      int origin = origins.get(o);
      for (int m = 0; m < models.size(); m++) {
        SwitchingModel model = models.get(m);
        int q = model.states();
        int at = (origin - model.skip()) * q;
        Arrays.fill(unknown, ones(q));
        FutureChain chain =
            new FutureChain(
                model.chain(), Arrays.copyOfRange(filtered.get(m), at, at + q), unknown);
        ForecastMoments moments =
            ForecastMoments.of(model.series(), chain, Arrays.copyOf(filled, origin + 1), _ -> {});
        for (int h = 0; h < horizon; h++) {
          double error = values[origin + 1 + h] - moments.mean()[h];
          if (!Double.isNaN(error)) {
            squares[m][h] += error * error;
            if (m == 0) {
              counts[h]++;
              inside[h] += Math.abs(error) <= NINETY * Math.sqrt(moments.variance()[h]) ? 1 : 0;
            }
          }
        }
      }
      for (int h = 0; h < horizon; h++) {
        double error = values[origin + 1 + h] - values[origin];
        squares[models.size()][h] += Double.isNaN(error) ? 0 : error * error;
      }
    }
    for (int h = 0; h < horizon; h++) {
      for (double[] s : squares) {
        s[h] = counts[h] == 0 ? Double.NaN : Math.sqrt(s[h] / counts[h]);
      }
      inside[h] = counts[h] == 0 ? Double.NaN : inside[h] / counts[h];
    }
    List<String> all = new ArrayList<>(names);
    all.add("last value");
    return new Backtest(all, squares, inside, origins.size());
  }

  private static double[] ones(int q) {
    double[] ones = new double[q];
    Arrays.fill(ones, 1);
    return ones;
  }

  Chart chart() {
    double[] x = new double[coverage.length];
    Arrays.setAll(x, h -> h + 1);
    List<Chart.Series> series = new ArrayList<>();
    for (int m = 0; m < names.size(); m++) {
      Chart.Series line = Chart.Series.line(names.get(m), x, rmse[m]);
      series.add(m == 0 ? line : line.thin());
    }
    return new Chart(
        "Error of forecasts from %d origins in the last fifth".formatted(origins),
        Chart.Axis.linear("step"),
        Chart.Axis.linear("RMSE"),
        series,
        "Models fitted to the first four fifths; lower is better.");
  }

  Table table() {
    List<List<Object>> rows = new ArrayList<>();
    int last = coverage.length - 1;
    for (int m = 0; m < names.size(); m++) {
      rows.add(
          List.of(
              names.get(m),
              rmse[m][0],
              rmse[m][last / 2],
              rmse[m][last],
              m == 0 ? Arrays.stream(coverage).average().orElse(Double.NaN) : Double.NaN));
    }
    return new Table(
        "Forecast errors on held-out rows",
        List.of(
            "",
            "RMSE, step 1",
            "RMSE, step " + (last / 2 + 1),
            "RMSE, step " + (last + 1),
            "coverage of mean ± 1.645 sd"),
        rows);
  }
}
