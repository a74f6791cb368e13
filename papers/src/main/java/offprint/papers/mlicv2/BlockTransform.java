package offprint.papers.mlicv2;

import java.util.Arrays;
import offprint.kernels.neural.FeatureMaps;

/**
 * g_a and the linear part of g_s: blocks of S x S pixels onto the M leading axes of their
 * distribution. The axes are orthonormal, so the transform is undone by its transpose.
 *
 * @param stride S
 * @param latent M
 * @param basis [M, 3 · S · S], rows orthonormal; colour by colour, row by row
 * @param lapped whether the blocks overlap, see {@link Lapping}
 */
record BlockTransform(int stride, int latent, float[] basis, boolean lapped) {

  /**
   * @param x [3, height, width] in 0 … 1; sides multiples of S
   * @param step of the quantiser in 1/255
   * @return [M, height/S, width/S] in steps
   */
  FeatureMaps analyse(FeatureMaps x, float step) {
    return apart(lapped ? Lapping.of(stride).lap(x) : x, step);
  }

  /** The same of blocks that do not overlap. */
  FeatureMaps apart(FeatureMaps x, float step) {
    int size = 3 * stride * stride;
    float[] columns = transposed();
    FeatureMaps y = new FeatureMaps(latent, x.height() / stride, x.width() / stride);
    float[] sums = new float[latent];
    float scale = 255 / step;
    for (int row = 0; row < y.height(); row++) {
      for (int column = 0; column < y.width(); column++) {
        Arrays.fill(sums, 0);
        for (int d = 0; d < size; d++) {
          float value = x.values()[place(x, row, column, d)] - 0.5f;
          int from = d * latent;
          for (int m = 0; m < latent; m++) {
            sums[m] += value * columns[from + m];
          }
        }
        for (int m = 0; m < latent; m++) {
          y.set(m, row, column, sums[m] * scale);
        }
      }
    }
    return y;
  }

  private float[] transposed() {
    int size = 3 * stride * stride;
    float[] columns = new float[basis.length];
    for (int m = 0; m < latent; m++) {
      for (int d = 0; d < size; d++) {
        columns[d * latent + m] = basis[m * size + d];
      }
    }
    return columns;
  }

  private int place(FeatureMaps x, int row, int column, int d) {
    int inside = d % (stride * stride);
    int r = row * stride + inside / stride;
    return (d / (stride * stride) * x.height() + r) * x.width() + column * stride + inside % stride;
  }

  /**
   * The picture of a latent; the same bits on every machine.
   *
   * @param y [M, h, w] in steps
   * @return [3, S h, S w], about 0 … 1
   */
  FeatureMaps synthesise(FeatureMaps y, float step) {
    int size = 3 * stride * stride;
    FeatureMaps x = new FeatureMaps(3, y.height() * stride, y.width() * stride);
    float[] block = new float[size];
    float scale = step / 255;
    for (int row = 0; row < y.height(); row++) {
      for (int column = 0; column < y.width(); column++) {
        Arrays.fill(block, 0);
        for (int m = 0; m < latent; m++) {
          float value = y.at(m, row, column);
          int from = m * size;
          for (int d = 0; value != 0 && d < size; d++) {
            block[d] += value * basis[from + d];
          }
        }
        for (int d = 0; d < size; d++) {
          x.values()[place(x, row, column, d)] = block[d] * scale + 0.5f;
        }
      }
    }
    return lapped ? Lapping.of(stride).unlap(x) : x;
  }
}
