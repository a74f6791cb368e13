package offprint.papers.mcmcbridge;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import offprint.kernels.sampling.LogDensity;

/**
 * A function over a box with a budget of evaluations: keeps the best point and how the best value
 * fell. A value that is no number counts as +∞.
 */
final class Search {
  private static final double GOLDEN = 1.2;

  private final LogDensity function;
  final Box box;
  private final int budget;
  private final Runnable beat;
  private int used;
  private double best = Double.POSITIVE_INFINITY;
  private double[] bestPoint;
  private final double[] course;
  private final int[] moments;
  private int moment;

  /**
   * @param beat run after each evaluation
   */
  Search(LogDensity function, Box box, int budget, Runnable beat) {
    this.function = function;
    this.box = box;
    this.budget = budget;
    this.beat = beat;
    this.bestPoint = box.low().clone();
    this.moments = moments(budget);
    this.course = new double[moments.length];
    Arrays.fill(course, Double.NaN);
  }

  private static int[] moments(int budget) {
    int[] all = new int[64];
    int n = 0;
    for (double e = 1; e < budget && n < all.length - 1; e = Math.max(e + 1, e * GOLDEN)) {
      all[n++] = (int) e;
    }
    all[n++] = budget;
    return Arrays.copyOf(all, n);
  }

  int dimension() {
    return box.low().length;
  }

  int left() {
    return budget - used;
  }

  double best() {
    return best;
  }

  double[] bestPoint() {
    return bestPoint.clone();
  }

  /** The best value after each of {@link #evaluations}. */
  double[] course() {
    double[] filled = course.clone();
    for (int i = 0; i < filled.length; i++) {
      filled[i] = Double.isNaN(filled[i]) ? best : filled[i];
    }
    return filled;
  }

  /** Ascending numbers of evaluations. */
  double[] evaluations() {
    return Arrays.stream(moments).asDoubleStream().toArray();
  }

  double value(double[] x) {
    return count(x, function.value(x));
  }

  double gradient(double[] x, double[] gradient) {
    return count(x, function.gradient(x, gradient));
  }

  private double count(double[] x, double value) {
    used++;
    beat.run();
    if (value < best) {
      best = value;
      bestPoint = x.clone();
    }
    while (moment < moments.length && used >= moments[moment]) {
      course[moment++] = best;
    }
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
  }

  double[] draw(RandomGenerator random) {
    return box.draw(random);
  }

  /** The point of the box that reflection at its sides leads to. */
  double inside(int i, double x) {
    double low = box.low()[i];
    double width = box.high()[i] - low;
    if (width == 0) {
      return low;
    }
    double turns = (x - low) / (2 * width);
    double t = 2 * (turns - Math.floor(turns));
    return low + width * (t <= 1 ? t : 2 - t);
  }
}
