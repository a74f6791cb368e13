package offprint.papers.koopmaninformation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import offprint.kernels.linalg.SingularTriplets;

/**
 * How rows of data become states of the model and back: scaled by mean and deviation of the
 * training rows, perhaps projected on the leading modes of their variation (proper orthogonal
 * decomposition), perhaps stacked with the rows before.
 *
 * @param columns of the data, in order
 * @param mean of each column
 * @param sd deviation of each column; 0 of one that is constant, which is left out
 * @param modes [pod × columns]; empty without projection
 * @param unit what a coefficient of a mode is divided by; 1 without projection
 * @param pod number of modes; 0 without projection
 * @param delay rows of a state, the newest first
 */
record Coordinates(
    List<String> columns,
    double[] mean,
    double[] sd,
    double[] modes,
    double unit,
    int pod,
    int delay) {
  /** More columns than this are projected. */
  static final int MOST_COLUMNS = 64;

  private static final int MOST_MODES = 32;
  private static final double KEPT = 0.99;

  Coordinates {
    columns = List.copyOf(columns);
    if (mean.length != columns.size()
        || sd.length != mean.length
        || delay < 1
        || modes.length != pod * mean.length) {
      throw new IllegalArgumentException("the coordinates do not fit their columns");
    }
  }

  /**
   * @param wanted number of modes; 0: none up to 64 columns, else 99 % of the variance, at most 32
   * @param alike true to scale all columns alike, as pixels
   * @throws IllegalArgumentException if all columns are constant, or more modes are wanted than
   *     there are rows or columns
   */
  static Coordinates of(
      List<String> columns, List<double[][]> training, int delay, int wanted, boolean alike) {
    int n = columns.size();
    double[] mean = new double[n];
    double[] sd = new double[n];
    int rows = 0;
    for (double[][] run : training) {
      rows += run.length;
      for (double[] row : run) {
        Arrays.setAll(mean, c -> mean[c] + row[c]);
      }
    }
    double count = rows;
    Arrays.setAll(mean, c -> mean[c] / count);
    for (double[][] run : training) {
      for (double[] row : run) {
        Arrays.setAll(sd, c -> sd[c] + (row[c] - mean[c]) * (row[c] - mean[c]));
      }
    }
    Arrays.setAll(sd, c -> Math.sqrt(sd[c] / count));
    Arrays.setAll(sd, c -> sd[c] > 1e-10 * (Math.abs(mean[c]) + 1e-300) ? sd[c] : 0);
    if (Arrays.stream(sd).allMatch(s -> s == 0)) {
      throw new IllegalArgumentException("data: all columns are constant: got " + columns);
    }
    if (alike) {
      double common = Math.sqrt(Arrays.stream(sd).map(s -> s * s).average().orElseThrow());
      Arrays.fill(sd, common);
    }
    if (wanted > Math.min(rows, n)) {
      throw new IllegalArgumentException(
          "pod must be at most the rows and columns to train on: got %d with %d rows of %d columns"
              .formatted(wanted, rows, n));
    }
    Coordinates plain = new Coordinates(columns, mean, sd, new double[0], 1, 0, delay);
    return wanted > 0 || n > MOST_COLUMNS ? plain.projected(training, rows, wanted) : plain;
  }

  private Coordinates projected(List<double[][]> training, int rows, int wanted) {
    int n = mean.length;
    double[] scaled = new double[rows * n];
    double energy = 0;
    int at = 0;
    for (double[][] run : training) {
      for (double[] row : run) {
        for (int c = 0; c < n; c++) {
          double value = scaled(row, c);
          scaled[at++] = value;
          energy += value * value;
        }
      }
    }
    int most = wanted > 0 ? wanted : Math.min(MOST_MODES, Math.min(rows, n));
    SingularTriplets triplets = SingularTriplets.randomised(scaled, rows, n, most, 1);
    int kept = 0;
    double sum = 0;
    while (kept < most && (wanted > 0 || sum < KEPT * energy)) {
      sum += triplets.values()[kept] * triplets.values()[kept];
      kept++;
    }
    return new Coordinates(
        columns,
        mean,
        sd,
        Arrays.copyOf(triplets.right(), kept * n),
        triplets.values()[0] / Math.sqrt(rows),
        kept,
        delay);
  }

  private double scaled(double[] row, int column) {
    return sd[column] == 0 ? 0 : (row[column] - mean[column]) / sd[column];
  }

  /** Columns that carry the state. */
  private int[] used() {
    return IntStream.range(0, sd.length).filter(c -> sd[c] > 0).toArray();
  }

  /** Names of the columns that are constant. */
  List<String> constant() {
    List<String> names = new ArrayList<>();
    for (int c = 0; c < sd.length; c++) {
      if (sd[c] == 0) {
        names.add(columns.get(c));
      }
    }
    return names;
  }

  /** Numbers of one row in the state. */
  int width() {
    return pod > 0 ? pod : used().length;
  }

  /** Numbers of a state. */
  int dimension() {
    return width() * delay;
  }

  /** States of a run: [rows - delay + 1][dimension]. */
  double[][] states(double[][] run) {
    int width = width();
    int[] used = used();
    double[][] rows = new double[run.length][width];
    for (int t = 0; t < run.length; t++) {
      for (int i = 0; i < width; i++) {
        rows[t][i] = pod > 0 ? coefficient(run[t], i) : scaled(run[t], used[i]);
      }
    }
    double[][] states = new double[Math.max(0, run.length - delay + 1)][width * delay];
    for (int t = 0; t < states.length; t++) {
      for (int lag = 0; lag < delay; lag++) {
        System.arraycopy(rows[t + delay - 1 - lag], 0, states[t], lag * width, width);
      }
    }
    return states;
  }

  List<double[][]> states(List<double[][]> runs) {
    return runs.stream().map(this::states).filter(run -> run.length > 1).toList();
  }

  private double coefficient(double[] row, int mode) {
    double sum = 0;
    for (int c = 0; c < row.length; c++) {
      sum += modes[mode * row.length + c] * scaled(row, c);
    }
    return sum / unit;
  }

  /** The newest row of a state in the units of the data [columns]. */
  double[] row(double[] state) {
    double[] row = mean.clone();
    int[] used = used();
    for (int i = 0; i < width(); i++) {
      if (pod == 0) {
        row[used[i]] += sd[used[i]] * state[i];
      } else {
        for (int c = 0; c < row.length; c++) {
          row[c] += sd[c] * modes[i * row.length + c] * unit * state[i];
        }
      }
    }
    return row;
  }
}
