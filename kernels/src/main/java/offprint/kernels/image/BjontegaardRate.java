package offprint.kernels.image;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Bjøntegaard's mean difference of rate: how much more a codec spends than another at equal
 * quality, averaged over the quality both reach, in percent. ln rate as a function of quality is
 * interpolated by the monotone cubics of Fritsch and Carlson (PCHIP) and integrated exactly.
 */
public final class BjontegaardRate {
  private final double[] x;
  private final double[] y;
  private final double[] slope;

  /** One measurement: rate in any unit above 0, quality in dB or another rising measure. */
  public record Point(double rate, double quality) {}

  private BjontegaardRate(List<Point> curve) {
    List<Point> sorted = curve.stream().sorted(Comparator.comparingDouble(Point::quality)).toList();
    x = sorted.stream().mapToDouble(Point::quality).toArray();
    y = sorted.stream().mapToDouble(p -> Math.log(p.rate)).toArray();
    for (int i = 1; i < x.length; i++) {
      if (!(x[i] > x[i - 1])) {
        throw new IllegalArgumentException(
            "qualities of a curve must differ: got %s twice".formatted(x[i]));
      }
    }
    slope = slopes();
  }

  /**
   * Percent of rate by which {@code test} exceeds {@code anchor}; negative where it is better.
   *
   * @param test at least two points of different quality
   * @param anchor likewise
   * @throws IllegalArgumentException if the curves have no common quality
   */
  public static double percent(List<Point> test, List<Point> anchor) {
    BjontegaardRate a = new BjontegaardRate(anchor);
    BjontegaardRate t = new BjontegaardRate(test);
    double low = Math.max(a.x[0], t.x[0]);
    double high = Math.min(a.x[a.x.length - 1], t.x[t.x.length - 1]);
    if (!(high > low)) {
      throw new IllegalArgumentException(
          "the curves must share a range of quality: got %.3f to %.3f and %.3f to %.3f"
              .formatted(t.x[0], t.x[t.x.length - 1], a.x[0], a.x[a.x.length - 1]));
    }
    double mean = (t.integral(low, high) - a.integral(low, high)) / (high - low);
    return 100 * (Math.exp(mean) - 1);
  }

  private double[] slopes() {
    int n = x.length;
    if (n < 2) {
      throw new IllegalArgumentException("a curve must have at least 2 points: got " + n);
    }
    double[] h = IntStream.range(0, n - 1).mapToDouble(i -> x[i + 1] - x[i]).toArray();
    double[] d = IntStream.range(0, n - 1).mapToDouble(i -> (y[i + 1] - y[i]) / h[i]).toArray();
    double[] m = new double[n];
    if (n == 2) {
      Arrays.fill(m, d[0]);
      return m;
    }
    for (int i = 1; i < n - 1; i++) {
      if (d[i - 1] * d[i] > 0) {
        double w1 = 2 * h[i] + h[i - 1];
        double w2 = h[i] + 2 * h[i - 1];
        m[i] = (w1 + w2) / (w1 / d[i - 1] + w2 / d[i]);
      }
    }
    m[0] = end(h[0], h[1], d[0], d[1]);
    m[n - 1] = end(h[n - 2], h[n - 3], d[n - 2], d[n - 3]);
    return m;
  }

  private static double end(double h0, double h1, double d0, double d1) {
    double m = ((2 * h0 + h1) * d0 - h0 * d1) / (h0 + h1);
    if (m * d0 <= 0) {
      return 0;
    }
    return d0 * d1 <= 0 && Math.abs(m) > 3 * Math.abs(d0) ? 3 * d0 : m;
  }

  private double integral(double from, double to) {
    double sum = 0;
    for (int i = 0; i < x.length - 1; i++) {
      double a = Math.max(from, x[i]);
      double b = Math.min(to, x[i + 1]);
      if (b > a) {
        sum += antiderivative(i, b - x[i]) - antiderivative(i, a - x[i]);
      }
    }
    return sum;
  }

  private double antiderivative(int i, double t) {
    double h = x[i + 1] - x[i];
    double d = (y[i + 1] - y[i]) / h;
    double c2 = (3 * d - 2 * slope[i] - slope[i + 1]) / h;
    double c3 = (slope[i] + slope[i + 1] - 2 * d) / (h * h);
    return t * (y[i] + t * (slope[i] / 2 + t * (c2 / 3 + t * c3 / 4)));
  }
}
