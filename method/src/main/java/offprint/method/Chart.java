package offprint.method;

import java.util.Arrays;
import java.util.List;

/**
 * Series over two axes. NaN in {@code y} is a gap.
 *
 * @param caption what to see in it, one sentence; may be ""
 */
public record Chart(String title, Axis x, Axis y, List<Series> series, String caption)
    implements Report.Block {
  public Chart {
    series = List.copyOf(series);
  }

  /**
   * An axis with its label, which names the unit.
   *
   * @param categories names of the positions 0, 1, 2 … on a category axis; empty on others
   */
  public record Axis(String label, Scale scale, List<String> categories) {
    public Axis {
      categories = List.copyOf(categories);
      if (scale == Scale.CATEGORY == categories.isEmpty()) {
        throw new IllegalArgumentException("a category axis, and only it, names its categories");
      }
    }

    public static Axis linear(String label) {
      return new Axis(label, Scale.LINEAR, List.of());
    }

    public static Axis log(String label) {
      return new Axis(label, Scale.LOG, List.of());
    }

    /** Positions are milliseconds since 1970-01-01 UTC. */
    public static Axis time(String label) {
      return new Axis(label, Scale.TIME, List.of());
    }

    public static Axis category(String label, List<String> categories) {
      return new Axis(label, Scale.CATEGORY, categories);
    }
  }

  public enum Scale {
    LINEAR,
    LOG,
    TIME,
    CATEGORY
  }

  /**
   * LINE (through the points in their order), STEP (to the next x), POINT, BAR, BAND (between y and
   * z), CELL (heat map: value z at x, y).
   */
  public enum Mark {
    LINE,
    STEP,
    POINT,
    BAR,
    BAND,
    CELL
  }

  /**
   * Values of one mark, equally long lists; {@code z} is empty unless the mark is BAND or CELL.
   *
   * @param emphasis true for what the eye should find first; others are drawn thin
   */
  public record Series(
      String name, Mark mark, List<Double> x, List<Double> y, List<Double> z, boolean emphasis) {
    public Series {
      x = List.copyOf(x);
      y = List.copyOf(y);
      z = List.copyOf(z);
      boolean third = mark == Mark.BAND || mark == Mark.CELL;
      if (x.size() != y.size() || z.size() != (third ? x.size() : 0)) {
        throw new IllegalArgumentException(
            "series %s: x, y, z must be equally long: got %d, %d, %d"
                .formatted(name, x.size(), y.size(), z.size()));
      }
    }

    public static Series line(String name, double[] x, double[] y) {
      return new Series(name, Mark.LINE, list(x), list(y), List.of(), true);
    }

    public static Series step(String name, double[] x, double[] y) {
      return new Series(name, Mark.STEP, list(x), list(y), List.of(), true);
    }

    public static Series points(String name, double[] x, double[] y) {
      return new Series(name, Mark.POINT, list(x), list(y), List.of(), true);
    }

    /** One bar per category, in order. */
    public static Series bars(String name, double[] y) {
      double[] x = new double[y.length];
      Arrays.setAll(x, i -> i);
      return new Series(name, Mark.BAR, list(x), list(y), List.of(), true);
    }

    public static Series band(String name, double[] x, double[] low, double[] high) {
      return new Series(name, Mark.BAND, list(x), list(low), list(high), true);
    }

    public static Series cells(String name, double[] x, double[] y, double[] value) {
      return new Series(name, Mark.CELL, list(x), list(y), list(value), true);
    }

    /** The same values drawn thin, behind the others. */
    public Series thin() {
      return new Series(name, mark, x, y, z, false);
    }

    private static List<Double> list(double[] values) {
      return Arrays.stream(values).boxed().toList();
    }
  }
}
