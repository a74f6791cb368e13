package offprint.kernels.quantization;

import offprint.kernels.torch.HalfPrecision;

/**
 * Rounds each number to the nearest of 2^bits evenly spaced values between the least and the
 * largest number of its group, a part of a row. Lowest value and step are stored in fp16.
 *
 * @param bits of a number, 1 to 8
 * @param group numbers that share a grid; 0 for a whole row
 * @param clip whether the range of a group is narrowed (by .95, .9 … .45) where this lowers its
 *     squared error
 */
public record RoundToNearest(int bits, int group, boolean clip) {
  public RoundToNearest {
    if (bits < 1 || bits > 8) {
      throw new IllegalArgumentException("bits must be in 1..8: got " + bits);
    }
    if (group < 0) {
      throw new IllegalArgumentException("group must be at least 0: got " + group);
    }
  }

  /** Bytes of a matrix: the numbers, and two fp16 for each group. */
  public long bytes(int rows, int columns) {
    long groups = (long) rows * Math.ceilDiv(columns, size(columns));
    return Math.ceilDiv((long) rows * columns * bits, 8L) + 4 * groups;
  }

  private int size(int columns) {
    return group == 0 ? columns : Math.min(group, columns);
  }

  /**
   * The numbers that are read back.
   *
   * @param matrix [rows × columns]
   */
  public double[] rounded(double[] matrix, int rows, int columns) {
    double[] result = new double[matrix.length];
    int size = size(columns);
    for (int row = 0; row < rows; row++) {
      for (int from = 0; from < columns; from += size) {
        int to = Math.min(columns, from + size);
        round(matrix, row * columns + from, row * columns + to, result);
      }
    }
    return result;
  }

  private void round(double[] x, int from, int to, double[] result) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      low = Math.min(low, x[i]);
      high = Math.max(high, x[i]);
    }
    double best = Double.POSITIVE_INFINITY;
    double factor = 1;
    for (int percent = 100; percent >= (clip ? 45 : 100); percent -= 5) {
      double error = error(x, from, to, low * percent / 100, high * percent / 100);
      if (error < best) {
        best = error;
        factor = percent / 100.0;
      }
    }
    Grid grid = grid(low * factor, high * factor);
    for (int i = from; i < to; i++) {
      result[i] = grid.nearest(x[i]);
    }
  }

  private double error(double[] x, int from, int to, double low, double high) {
    Grid grid = grid(low, high);
    double sum = 0;
    for (int i = from; i < to; i++) {
      double difference = x[i] - grid.nearest(x[i]);
      sum += difference * difference;
    }
    return sum;
  }

  private Grid grid(double low, double high) {
    int steps = (1 << bits) - 1;
    return new Grid(HalfPrecision.round(low), HalfPrecision.round((high - low) / steps), steps);
  }

  private record Grid(double low, double step, int steps) {
    double nearest(double x) {
      if (step == 0) {
        return low;
      }
      return low + step * Math.clamp(Math.rint((x - low) / step), 0, steps);
    }
  }
}
