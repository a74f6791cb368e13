package offprint.papers.funbat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.method.Chart;

/** What a person looks at: the functions of each mode, predictions, the surface of two modes. */
final class Charts {
  private static final int PLACES = 200;
  private static final int SURFACE = 40;
  private static final int MOST_POINTS = 1000;

  private final Posterior posterior;
  private final Scaling scaling;
  private final Rows rows;

  /**
   * @param rows of the training
   */
  Charts(Posterior posterior, Scaling scaling, Rows rows) {
    this.posterior = posterior;
    this.scaling = scaling;
    this.rows = rows;
  }

  /** The functions of one mode with 90 % bands, on its range. */
  Chart functions(int mode) {
    double[] places = places(mode, PLACES);
    Factor at = posterior.factors()[mode].at(places);
    double[] x = scaling.indices(mode, places);
    Plot plot =
        Plot.of("Functions of " + rows.modes().get(mode))
            .x(rows.label(mode))
            .y("function, no unit");
    int rank = posterior.rank();
    for (int r = 0; r < rank; r++) {
      double[] mean = column(at.mean(), r);
      double[] low = mean.clone();
      double[] high = mean.clone();
      double[] sd = column(at.deviations(), r);
      for (int i = 0; i < mean.length; i++) {
        low[i] -= Scores.NORMAL90 * sd[i];
        high[i] += Scores.NORMAL90 * sd[i];
      }
      plot.band("90 % of u" + (r + 1), x, low, high).line("u" + (r + 1), x, mean);
    }
    return plot.chart(
        "Products of one function a mode add up to the value; sign and size may be traded between"
            + " modes.");
  }

  private double[] column(double[] table, int component) {
    int rank = posterior.rank();
    double[] column = new double[table.length / rank];
    Arrays.setAll(column, i -> table[i * rank + component]);
    return column;
  }

  /** Evenly over the indices of the training rows. */
  private double[] places(int mode, int count) {
    double[] known = posterior.factors()[mode].x();
    double low = known[0];
    double high = known[known.length - 1];
    return IntStream.range(0, count)
        .mapToDouble(i -> low + (high - low) * i / (count - 1))
        .toArray();
  }

  /** The functions at the indices of the training rows. */
  Frame functions() {
    Frame frame = Frame.of("mode", "index", "component", "mean", "sd");
    int rank = posterior.rank();
    for (int k = 0; k < posterior.modes(); k++) {
      Factor factor = posterior.factors()[k];
      double[] index = scaling.indices(k, factor.x());
      double[] sd = factor.deviations();
      for (int i = 0; i < sd.length; i++) {
        frame.row(rows.modes().get(k), index[i / rank], i % rank + 1, factor.mean()[i], sd[i]);
      }
    }
    return frame;
  }

  /** The core by its components; ones on the superdiagonal for the CP form. */
  Frame core() {
    int modes = posterior.modes();
    int rank = posterior.rank();
    List<String> columns = new ArrayList<>();
    rows.modes().forEach(mode -> columns.add("component of " + mode));
    columns.addAll(List.of("mean", "sd"));
    Frame frame = Frame.of(columns.toArray(String[]::new));
    double[] mean = posterior.core().mean();
    for (int i = 0; i < Math.max(mean.length, rank); i++) {
      List<Object> row = new ArrayList<>();
      for (int k = 0, stride = mean.length; k < modes; k++) {
        stride /= rank;
        row.add(mean.length == 0 ? i + 1 : i / stride % rank + 1);
      }
      row.add(mean.length == 0 ? 1.0 : mean[i]);
      row.add(
          mean.length == 0 ? 0.0 : Math.sqrt(posterior.core().covariance()[i * mean.length + i]));
      frame.row(row.toArray());
    }
    return frame;
  }

  /** Predicted against measured values; an evenly spaced part of many rows. */
  static Chart predicted(String value, double[] truth, double[] predicted) {
    int step = Math.max(1, truth.length / MOST_POINTS);
    int count = (truth.length + step - 1) / step;
    double[] x = new double[count];
    double[] y = new double[count];
    Arrays.setAll(x, i -> truth[i * step]);
    Arrays.setAll(y, i -> predicted[i * step]);
    double low = Arrays.stream(x).min().orElseThrow();
    double high = Arrays.stream(x).max().orElseThrow();
    return Plot.of("Predicted against measured, test rows")
        .x("measured " + value)
        .y("predicted " + value)
        .thinLine("equal", new double[] {low, high}, new double[] {low, high})
        .points("test rows", x, y)
        .chart("On the line a prediction is right.");
  }

  static Chart bound(double[] bounds) {
    double[] sweeps = Plot.positions(bounds.length);
    Arrays.setAll(sweeps, i -> i + 1.0);
    return Plot.of("Lower bound of the log evidence")
        .x("sweep")
        .y("nats")
        .line("bound", sweeps, bounds)
        .chart("It never falls without damping; where it is level the model has settled.");
  }

  /** The predicted surface of a model of two modes. */
  Chart surface(String value) {
    double[][] axes = {places(0, SURFACE), places(1, SURFACE)};
    double[][] grid = new double[2][SURFACE * SURFACE];
    for (int i = 0; i < SURFACE * SURFACE; i++) {
      grid[0][i] = axes[0][i / SURFACE];
      grid[1][i] = axes[1][i % SURFACE];
    }
    double[] mean = posterior.predict(grid).mean();
    Arrays.setAll(mean, i -> scaling.value(mean[i]));
    return Plot.of("Predicted " + value)
        .x(rows.label(0))
        .y(rows.label(1))
        .cells(value, scaling.indices(0, grid[0]), scaling.indices(1, grid[1]), mean)
        .chart(
            "%s over both modes."
                .formatted(value.substring(0, 1).toUpperCase(Locale.ROOT) + value.substring(1)));
  }
}
