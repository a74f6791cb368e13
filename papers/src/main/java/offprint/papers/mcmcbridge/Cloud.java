package offprint.papers.mcmcbridge;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.harness.Frame;
import offprint.kernels.table.TextTable;

/**
 * Points of a table, scaled to mean 0 and deviation 1.
 *
 * @param columns names, in order
 * @param mean by column
 * @param deviation by column
 * @param points scaled, end to end [rows · columns]
 */
record Cloud(List<String> columns, double[] mean, double[] deviation, double[] points) {
  private static final int FEWEST = 50;
  private static final int MOST_COLUMNS = 64;

  /**
   * All columns of numbers.
   *
   * @throws IllegalArgumentException if there are fewer than 50 rows, none or more than 64 columns,
   *     or a column is constant
   */
  static Cloud of(TextTable table) {
    int[] numeric = IntStream.range(0, table.columns().size()).filter(table::isNumeric).toArray();
    int d = numeric.length;
    int n = table.rows();
    if (d == 0 || d > MOST_COLUMNS) {
      throw new IllegalArgumentException(
          "points must have 1 to %d columns of numbers: got %d".formatted(MOST_COLUMNS, d));
    }
    if (n < FEWEST) {
      throw new IllegalArgumentException(
          "points must have at least %d rows: got %d".formatted(FEWEST, n));
    }
    List<String> names = Arrays.stream(numeric).mapToObj(table.columns()::get).toList();
    double[][] columns = new double[d][];
    for (int i = 0; i < d; i++) {
      columns[i] = table.numbers(numeric[i]);
    }
    return of(names, columns);
  }

  static Cloud of(List<String> names, double[][] columns) {
    int d = columns.length;
    int n = columns[0].length;
    double[] mean = new double[d];
    double[] deviation = new double[d];
    double[] points = new double[n * d];
    for (int i = 0; i < d; i++) {
      double average = Arrays.stream(columns[i]).average().orElseThrow();
      double squares = Arrays.stream(columns[i]).map(v -> Math.pow(v - average, 2)).sum();
      mean[i] = average;
      deviation[i] = Math.sqrt(squares / n);
      if (!(deviation[i] > 1e-12 * Math.max(1, Math.abs(average)))) {
        throw new IllegalArgumentException(
            "points: column %s is constant: all its values are %s"
                .formatted(names.get(i), average));
      }
      for (int k = 0; k < n; k++) {
        points[k * d + i] = (columns[i][k] - average) / deviation[i];
      }
    }
    return new Cloud(names, mean, deviation, points);
  }

  int dimension() {
    return columns.size();
  }

  int rows() {
    return points.length / dimension();
  }

  /** A cloud of the same scale. */
  Cloud with(double[] others) {
    return new Cloud(columns, mean, deviation, others);
  }

  /** The first part of the rows, in random order, and the rest. */
  Cloud[] split(double rest, RandomGenerator random) {
    int n = rows();
    int d = dimension();
    int[] order = IntStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    double[] shuffled = new double[points.length];
    for (int k = 0; k < n; k++) {
      System.arraycopy(points, order[k] * d, shuffled, k * d, d);
    }
    int first = Math.clamp(Math.round(n * (1 - rest)), 1, n - 1) * d;
    return new Cloud[] {
      with(Arrays.copyOf(shuffled, first)), with(Arrays.copyOfRange(shuffled, first, n * d))
    };
  }

  /** A column in its own units. */
  double[] column(int i) {
    int d = dimension();
    return IntStream.range(0, rows())
        .mapToDouble(k -> mean[i] + deviation[i] * points[k * d + i])
        .toArray();
  }

  /** Draws of the normal law that has the mean and covariance of these points. */
  Cloud gaussian(int count, RandomGenerator random) {
    int d = dimension();
    int n = rows();
    double[] centre = new double[d];
    double[][] covariance = new double[d][d];
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < d; i++) {
        centre[i] += points[k * d + i] / n;
      }
    }
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j <= i; j++) {
          covariance[i][j] += (points[k * d + i] - centre[i]) * (points[k * d + j] - centre[j]) / n;
        }
      }
    }
    double[][] root = cholesky(covariance);
    double[] drawn = new double[count * d];
    double[] z = new double[d];
    for (int k = 0; k < count; k++) {
      Arrays.setAll(z, _ -> random.nextGaussian());
      for (int i = 0; i < d; i++) {
        drawn[k * d + i] = centre[i];
        for (int j = 0; j <= i; j++) {
          drawn[k * d + i] += root[i][j] * z[j];
        }
      }
    }
    return with(drawn);
  }

  /** Lower factor; columns that depend on others have pivot 0. */
  private static double[][] cholesky(double[][] a) {
    int d = a.length;
    double[][] root = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= root[i][k] * root[j][k];
        }
        root[i][j] =
            i == j ? Math.sqrt(Math.max(0, sum)) : root[j][j] > 1e-9 ? sum / root[j][j] : 0;
      }
    }
    return root;
  }

  /** Median distance of each point here to the nearest of others. */
  double nearest(Cloud others) {
    int d = dimension();
    double[] distance =
        IntStream.range(0, rows())
            .parallel()
            .mapToDouble(
                k -> {
                  double least = Double.POSITIVE_INFINITY;
                  for (int j = 0; j < others.rows(); j++) {
                    double square = 0;
                    for (int i = 0; i < d; i++) {
                      double gap = points[k * d + i] - others.points[j * d + i];
                      square += gap * gap;
                    }
                    least = Math.min(least, square);
                  }
                  return Math.sqrt(least);
                })
            .sorted()
            .toArray();
    return distance[distance.length / 2];
  }

  /** Rows in their own units. */
  Frame frame() {
    Frame frame = Frame.of(columns.toArray(String[]::new));
    int d = dimension();
    for (int k = 0; k < rows(); k++) {
      Object[] row = new Object[d];
      for (int i = 0; i < d; i++) {
        row[i] = mean[i] + deviation[i] * points[k * d + i];
      }
      frame.row(row);
    }
    return frame;
  }
}
