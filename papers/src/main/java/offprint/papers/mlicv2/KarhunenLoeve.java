package offprint.papers.mlicv2;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.linalg.SymmetricEigen;
import offprint.kernels.neural.FeatureMaps;

/**
 * The leading eigenvectors of E[p p'] over blocks p − ½ of training pictures, made equal for the 8
 * turns and flips of a block. Flips split the blocks into four kinds, even or odd along rows and
 * along columns, which do not mix: four small problems instead of a large one.
 *
 * @param lapped whether the blocks overlap, see {@link Lapping}
 */
record KarhunenLoeve(int stride, int latent, boolean lapped) {
  private static final int BLOCKS = 8_000;
  private static final int KINDS = 4;

  /**
   * The axes.
   *
   * @param basis [M, 3 · S · S], rows orthonormal; colour by colour, row by row
   * @param deviation root mean square of each latent channel, in 1/255
   */
  record Fit(float[] basis, double[] deviation) {}

  /** An axis of one kind: bit 0 odd along columns, bit 1 odd along rows. */
  private record Axis(double value, int kind, double[] vector) {}

  /**
   * @param pictures each [3, height, width] in 0 … 1, sides at least S
   */
  Fit fit(List<FeatureMaps> pictures, RandomGenerator random) {
    double[][] moments = moments(pictures, random);
    List<Axis> axes = new ArrayList<>();
    int size = quarter();
    for (int kind = 0; kind < KINDS; kind++) {
      SymmetricEigen eigen = SymmetricEigen.of(turned(moments, kind), size);
      for (int i = 0; i < size; i++) {
        axes.add(new Axis(eigen.value(i), kind, eigen.vector(i)));
      }
    }
    axes.sort(Comparator.comparingDouble(axis -> -axis.value));
    int pixels = 3 * stride * stride;
    float[] basis = new float[latent * pixels];
    double[] deviation = new double[latent];
    for (int m = 0; m < latent; m++) {
      deviation[m] = 255 * Math.sqrt(Math.max(0, axes.get(m).value));
      for (int d = 0; d < pixels; d++) {
        basis[m * pixels + d] = (float) unfolded(axes.get(m), d);
      }
    }
    return new Fit(basis, deviation);
  }

  /** 3 (S/2)²: numbers of a block of one kind. */
  private int quarter() {
    return 3 * stride * stride / 4;
  }

  /** Mean products of each kind's numbers: [kinds][quarter · quarter]. */
  private double[][] moments(List<FeatureMaps> pictures, RandomGenerator random) {
    int size = quarter();
    double[][] moments = new double[KINDS][size * size];
    double[] part = new double[size];
    Lapping lapping = Lapping.of(stride);
    List<FeatureMaps> seen = lapped ? pictures.stream().map(lapping::lap).toList() : pictures;
    for (int n = 0; n < BLOCKS; n++) {
      FeatureMaps x = seen.get(n % seen.size());
      int top = place(x.height(), random);
      int left = place(x.width(), random);
      for (int kind = 0; kind < KINDS; kind++) {
        for (int i = 0; i < size; i++) {
          part[i] = folded(x, top, left, kind, i);
        }
        double[] sum = moments[kind];
        for (int i = 0; i < size; i++) {
          double value = part[i] / BLOCKS;
          for (int j = 0; j < size; j++) {
            sum[i * size + j] += value * part[j];
          }
        }
      }
    }
    return moments;
  }

  /** Where a block begins; those that overlap lie side by side. */
  private int place(int side, RandomGenerator random) {
    return lapped ? random.nextInt(side / stride) * stride : random.nextInt(side - stride + 1);
  }

  /** Number i of a block's part of one kind: half the signed sum of the four mirrored pixels. */
  private double folded(FeatureMaps x, int top, int left, int kind, int i) {
    int half = stride / 2;
    int colour = i / (half * half);
    int row = i % (half * half) / half;
    int column = i % half;
    double sum = 0;
    for (int mirror = 0; mirror < 4; mirror++) {
      int r = (mirror & 2) == 0 ? row : stride - 1 - row;
      int k = (mirror & 1) == 0 ? column : stride - 1 - column;
      double value = x.at(colour, top + r, left + k) - 0.5;
      sum += Integer.bitCount(mirror & kind) % 2 == 0 ? value : -value;
    }
    return sum / 2;
  }

  /** The moments of a kind, averaged with those of the block turned over its diagonal. */
  private double[] turned(double[][] moments, int kind) {
    int size = quarter();
    int half = stride / 2;
    int other = ((kind & 1) << 1) | (kind >> 1);
    int[] turn = new int[size];
    for (int i = 0; i < size; i++) {
      turn[i] = i / (half * half) * half * half + i % half * half + i % (half * half) / half;
    }
    double[] mean = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double turnedOver = moments[other][turn[i] * size + turn[j]];
        mean[i * size + j] = (moments[kind][i * size + j] + turnedOver) / 2;
      }
    }
    return mean;
  }

  /** Number d of the axis as a whole block. */
  private double unfolded(Axis axis, int d) {
    int half = stride / 2;
    int inside = d % (stride * stride);
    int row = inside / stride;
    int column = inside % stride;
    int mirror = (row < half ? 0 : 2) | (column < half ? 0 : 1);
    int r = row < half ? row : stride - 1 - row;
    int k = column < half ? column : stride - 1 - column;
    double value = axis.vector[(d / (stride * stride) * half + r) * half + k] / 2;
    return Integer.bitCount(mirror & axis.kind) % 2 == 0 ? value : -value;
  }
}
