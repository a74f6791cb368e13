package offprint.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import offprint.method.Chart;

/**
 * Builds a {@link Chart} step by step. Axes are linear unless said otherwise; on a logarithmic axis
 * values that are not positive become gaps.
 */
public final class Plot {
  private final String title;
  private Chart.Axis x = Chart.Axis.linear("x");
  private Chart.Axis y = Chart.Axis.linear("y");
  private final List<Chart.Series> series = new ArrayList<>();

  private Plot(String title) {
    this.title = title;
  }

  public static Plot of(String title) {
    return new Plot(title);
  }

  /** A bar for each category. */
  public static Chart bars(
      String title, String label, List<String> categories, String unit, double[] values) {
    return of(title).x(Chart.Axis.category(label, categories)).y(unit).bars(unit, values).chart();
  }

  public Plot x(String label) {
    return x(Chart.Axis.linear(label));
  }

  public Plot logX(String label) {
    return x(Chart.Axis.log(label));
  }

  public Plot x(Chart.Axis axis) {
    x = axis;
    return this;
  }

  public Plot y(String label) {
    return y(Chart.Axis.linear(label));
  }

  public Plot logY(String label) {
    return y(Chart.Axis.log(label));
  }

  public Plot y(Chart.Axis axis) {
    y = axis;
    return this;
  }

  public Plot line(String name, double[] x, double[] y) {
    return add(Chart.Series.line(name, x, y));
  }

  /** A line that is drawn thin, behind the others. */
  public Plot thinLine(String name, double[] x, double[] y) {
    return add(Chart.Series.line(name, x, y).thin());
  }

  public Plot step(String name, double[] x, double[] y) {
    return add(Chart.Series.step(name, x, y));
  }

  public Plot points(String name, double[] x, double[] y) {
    return add(Chart.Series.points(name, x, y));
  }

  /** One bar for each category of the x axis, in order. */
  public Plot bars(String name, double[] y) {
    return add(Chart.Series.bars(name, y));
  }

  public Plot band(String name, double[] x, double[] low, double[] high) {
    return add(Chart.Series.band(name, x, low, high));
  }

  /** A heat map of a matrix: columns along x, rows along y; NaN leaves a cell out. */
  public Plot matrix(String name, double[][] matrix) {
    List<Double> columns = new ArrayList<>();
    List<Double> rows = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (int row = 0; row < matrix.length; row++) {
      for (int column = 0; column < matrix[row].length; column++) {
        if (!Double.isNaN(matrix[row][column])) {
          columns.add((double) column);
          rows.add((double) row);
          values.add(matrix[row][column]);
        }
      }
    }
    return add(new Chart.Series(name, Chart.Mark.CELL, columns, rows, values, true));
  }

  /** A heat map: values at positions of both axes. */
  public Plot cells(String name, double[] x, double[] y, double[] value) {
    return add(Chart.Series.cells(name, x, y, value));
  }

  /**
   * A function at {@code count} places from {@code from} to {@code to}, evenly on a linear axis.
   */
  public Plot function(
      String name, double from, double to, int count, DoubleUnaryOperator function) {
    boolean log = x.scale() == Chart.Scale.LOG;
    double[] places = new double[count];
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      double share = count == 1 ? 0 : (double) i / (count - 1);
      places[i] = log ? from * Math.pow(to / from, share) : from + (to - from) * share;
      values[i] = function.applyAsDouble(places[i]);
    }
    return thinLine(name, places, values);
  }

  /** A line for each value of the column {@code by}; all are emphasised. */
  public Plot lines(Frame frame, String xColumn, String yColumn, String by) {
    return lines(frame, xColumn, yColumn, by, frame.values(by));
  }

  /**
   * A line for each value of the column {@code by}.
   *
   * @param bold the values whose lines are emphasised
   */
  public Plot lines(Frame frame, String xColumn, String yColumn, String by, Set<String> bold) {
    for (String value : frame.values(by)) {
      Frame part = frame.where(by, value);
      Chart.Series line = Chart.Series.line(value, part.numbers(xColumn), part.numbers(yColumn));
      add(bold.contains(value) ? line : line.thin());
    }
    return this;
  }

  /** Points for each value of the column {@code by}. */
  public Plot points(Frame frame, String xColumn, String yColumn, String by) {
    for (String value : frame.values(by)) {
      Frame part = frame.where(by, value);
      points(value, part.numbers(xColumn), part.numbers(yColumn));
    }
    return this;
  }

  public Plot add(Chart.Series more) {
    series.add(more);
    return this;
  }

  public Chart chart() {
    return chart("");
  }

  /**
   * @param caption what to see in it, one sentence; may be ""
   */
  public Chart chart(String caption) {
    return new Chart(title, x, y, series.stream().map(this::drawable).toList(), caption);
  }

  /** The series with gaps where a logarithmic axis has no place for its values. */
  private Chart.Series drawable(Chart.Series s) {
    List<Double> gapped = new ArrayList<>(s.y());
    for (int i = 0; i < gapped.size(); i++) {
      if (!fits(x, s.x().get(i)) || !fits(y, gapped.get(i))) {
        gapped.set(i, Double.NaN);
      }
    }
    return new Chart.Series(s.name(), s.mark(), s.x(), gapped, s.z(), s.emphasis());
  }

  private static boolean fits(Chart.Axis axis, double value) {
    return axis.scale() != Chart.Scale.LOG || value > 0;
  }

  /** 0, 1, 2 …: positions on a category axis, or row numbers. */
  public static double[] positions(int count) {
    double[] positions = new double[count];
    Arrays.setAll(positions, i -> i);
    return positions;
  }
}
