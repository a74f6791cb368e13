package offprint.kernels.neural;

import org.jspecify.annotations.Nullable;

/**
 * A {@link Rotation} in plain Java: cosines and sines of the columns' and the rows' part of each
 * angle, put together by the addition theorem.
 */
final class StrictRotation {
  private final int pairs;
  private final int width;
  private final float[] columnCos;
  private final float[] columnSin;
  private final float[] rowCos;
  private final float[] rowSin;

  private StrictRotation(double[] columns, double[] rows, int height, int width) {
    this.pairs = columns.length;
    this.width = width;
    columnCos = new float[pairs * width];
    columnSin = new float[pairs * width];
    rowCos = new float[pairs * height];
    rowSin = new float[pairs * height];
    fill(columns, width, columnCos, columnSin);
    fill(rows, height, rowCos, rowSin);
  }

  /** Null for no rotation. */
  static @Nullable StrictRotation of(
      Rotation rotation, int channels, int height, int width, StrictWeights weights) {
    int pairs = channels / 2;
    return switch (rotation.position()) {
      case NONE -> null;
      case AXIAL ->
          new StrictRotation(
              Rotation.axial(channels, false), Rotation.axial(channels, true), height, width);
      case MIXED ->
          new StrictRotation(
              wide(weights.vector(rotation.name() + ".columns", pairs)),
              wide(weights.vector(rotation.name() + ".rows", pairs)),
              height,
              width);
    };
  }

  private static double[] wide(float[] values) {
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i];
    }
    return out;
  }

  private static void fill(double[] frequencies, int length, float[] cos, float[] sin) {
    for (int i = 0; i < cos.length; i++) {
      double angle = frequencies[i / length] * (i % length);
      cos[i] = (float) StrictMath.cos(angle);
      sin[i] = (float) StrictMath.sin(angle);
    }
  }

  /**
   * Turns the vectors of one head in place.
   *
   * @param x holds [2 · pairs, h · w] from {@code from} on
   */
  void turn(float[] x, int from, int area) {
    int height = area / width;
    for (int p = 0; p < pairs; p++) {
      for (int i = 0; i < area; i++) {
        int row = p * height + i / width;
        int column = p * width + i % width;
        float cos = columnCos[column] * rowCos[row] - columnSin[column] * rowSin[row];
        float sin = columnSin[column] * rowCos[row] + columnCos[column] * rowSin[row];
        int even = from + 2 * p * area + i;
        float e = x[even];
        float o = x[even + area];
        x[even] = e * cos - o * sin;
        x[even + area] = e * sin + o * cos;
      }
    }
  }
}
