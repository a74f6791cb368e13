package offprint.papers.mlicv2;

import offprint.kernels.neural.FeatureMaps;

/**
 * Makes blocks overlap (ours, after the fast lapped orthogonal transform): around each border
 * between blocks, half a block on either side, the odd part of the pixels is turned by an
 * orthonormal matrix, along rows and along columns. Done before blocks are transformed and undone
 * after, it lets a basis function end softly in the next block. Constant pictures stay as they are;
 * so does the sum of squares.
 *
 * @param stride S: side of a block in pixels, even
 * @param matrix [S, S]: what is done to the S pixels around a border
 */
record Lapping(int stride, float[] matrix) {

  static Lapping of(int stride) {
    int half = stride / 2;
    double[] turn = turn(half);
    float[] matrix = new float[stride * stride];
    for (int row = 0; row < stride; row++) {
      for (int column = 0; column < stride; column++) {
        int r = row < half ? row : stride - 1 - row;
        int c = column < half ? column : stride - 1 - column;
        double even = r == c ? 0.5 : 0;
        double odd = turn[r * half + c] / 2;
        boolean same = row < half == column < half;
        matrix[row * stride + column] = (float) (same ? even + odd : even - odd);
      }
    }
    return new Lapping(stride, matrix);
  }

  PictureTransform.Overlap<FeatureMaps> overlap() {
    return new PictureTransform.Overlap<>(this::lap, this::unlap);
  }

  /** C_II' C_IV [n, n], cosine transforms of the second and the fourth kind. */
  private static double[] turn(int n) {
    double[] product = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          double second =
              StrictMath.cos(Math.PI * (i + 0.5) * k / n) * (k == 0 ? Math.sqrt(0.5) : 1);
          double fourth = StrictMath.cos(Math.PI * (j + 0.5) * (k + 0.5) / n);
          product[i * n + j] += 2.0 / n * second * fourth;
        }
      }
    }
    return product;
  }

  /**
   * @param x [C, height, width], from the corner of a block on
   */
  FeatureMaps lap(FeatureMaps x) {
    FeatureMaps out = x.part(0, 0, x.height(), x.width());
    along(out, true, false);
    along(out, false, false);
    return out;
  }

  /** The same bits on every machine. */
  FeatureMaps unlap(FeatureMaps x) {
    FeatureMaps out = x.part(0, 0, x.height(), x.width());
    along(out, false, true);
    along(out, true, true);
    return out;
  }

  private void along(FeatureMaps x, boolean rows, boolean transposed) {
    int length = rows ? x.width() : x.height();
    int lines = rows ? x.height() : x.width();
    int pace = rows ? 1 : x.width();
    float[] values = x.values();
    float[] old = new float[stride];
    for (int c = 0; c < x.channels(); c++) {
      for (int line = 0; line < lines; line++) {
        int start = c * x.area() + line * (rows ? x.width() : 1);
        for (int border = stride; border + stride / 2 <= length; border += stride) {
          int at = start + (border - stride / 2) * pace;
          for (int i = 0; i < stride; i++) {
            old[i] = values[at + i * pace];
          }
          for (int i = 0; i < stride; i++) {
            float sum = 0;
            for (int j = 0; j < stride; j++) {
              sum += matrix[transposed ? j * stride + i : i * stride + j] * old[j];
            }
            values[at + i * pace] = sum;
          }
        }
      }
    }
  }

  /** [length, length]: {@link #lap} of a line of whole blocks. */
  float[] line(int length) {
    float[] whole = new float[length * length];
    for (int i = 0; i < length; i++) {
      int border = (i + stride / 2) / stride * stride;
      int first = border - stride / 2;
      if (border == 0 || border == length) {
        whole[i * length + i] = 1;
      } else {
        System.arraycopy(matrix, (i - first) * stride, whole, i * length + first, stride);
      }
    }
    return whole;
  }
}
