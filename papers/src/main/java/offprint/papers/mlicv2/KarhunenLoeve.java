package offprint.papers.mlicv2;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.linalg.SymmetricEigen;
import offprint.kernels.neural.Maps;

/**
 * The leading eigenvectors of E[p p'] over blocks p − ½ of training pictures, made equal for the 8
 * turns and flips of a block.
 */
record KarhunenLoeve(int stride, int latent) {
  private static final int BLOCKS = 8_000;

  /** A transform and the root mean square of each latent channel, in 1/255. */
  record Fit(BlockTransform transform, double[] deviation) {}

  /**
   * @param pictures each [3, height, width] in 0 … 1, sides at least S
   */
  Fit fit(List<Maps> pictures, RandomGenerator random) {
    int size = 3 * stride * stride;
    double[] moments = new double[size * size];
    float[] block = new float[size];
    for (int n = 0; n < BLOCKS; n++) {
      Maps x = pictures.get(n % pictures.size());
      int top = random.nextInt(x.height() - stride + 1);
      int left = random.nextInt(x.width() - stride + 1);
      for (int d = 0; d < size; d++) {
        int inside = d % (stride * stride);
        block[d] =
            x.at(d / (stride * stride), top + inside / stride, left + inside % stride) - 0.5f;
      }
      for (int i = 0; i < size; i++) {
        float value = block[i];
        int row = i * size;
        for (int j = 0; j < size; j++) {
          moments[row + j] += value * block[j];
        }
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(symmetric(moments, size), size);
    float[] basis = new float[latent * size];
    double[] deviation = new double[latent];
    for (int m = 0; m < latent; m++) {
      deviation[m] = 255 * Math.sqrt(Math.max(0, eigen.value(m)));
      for (int d = 0; d < size; d++) {
        basis[m * size + d] = (float) eigen.vector(m)[d];
      }
    }
    return new Fit(new BlockTransform(stride, latent, basis), deviation);
  }

  private double[] symmetric(double[] moments, int size) {
    double[] mean = new double[moments.length];
    for (int[] turn : turns(size)) {
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          mean[i * size + j] += moments[turn[i] * size + turn[j]] / (8.0 * BLOCKS);
        }
      }
    }
    return mean;
  }

  private List<int[]> turns(int size) {
    List<int[]> turns = new ArrayList<>();
    int area = stride * stride;
    for (int t = 0; t < 8; t++) {
      int[] to = new int[size];
      for (int d = 0; d < size; d++) {
        int row = d % area / stride;
        int column = d % stride;
        int r = (t & 1) == 0 ? row : stride - 1 - row;
        int c = (t & 2) == 0 ? column : stride - 1 - column;
        to[d] = d / area * area + ((t & 4) == 0 ? r * stride + c : c * stride + r);
      }
      turns.add(to);
    }
    return turns;
  }
}
