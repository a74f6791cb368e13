package offprint.kernels.linalg;

import java.util.Arrays;
import java.util.SplittableRandom;
import offprint.kernels.torch.Lapack;

/**
 * The leading singular values of a matrix with their vectors.
 *
 * @param left U [rows × count], orthonormal columns
 * @param values descending [count]
 * @param right Vᵀ [count × columns], orthonormal rows
 */
public record SingularTriplets(double[] left, double[] values, double[] right) {
  private static final int EXTRA_PROBES = 16;
  private static final int POWER_ITERATIONS = 2;

  /**
   * By a full decomposition.
   *
   * @param matrix [rows × columns]
   * @param count at most min(rows, columns)
   * @throws ArithmeticException if the iteration does not converge, as with NaN
   */
  public static SingularTriplets exact(double[] matrix, int rows, int columns, int count) {
    Lapack.Svd svd = Lapack.svd(matrix, rows, columns);
    int all = svd.values().length;
    double[] left = new double[rows * count];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(svd.left(), i * all, left, i * count, count);
    }
    return new SingularTriplets(
        left, Arrays.copyOf(svd.values(), count), Arrays.copyOf(svd.right(), count * columns));
  }

  /**
   * By a randomised range finder: the matrix on count + 16 random vectors, two power iterations
   * with orthonormalisation between, a full decomposition in the space that is found. Equal seeds
   * give equal results.
   *
   * @param matrix [rows × columns]
   */
  public static SingularTriplets randomised(
      double[] matrix, int rows, int columns, int count, long seed) {
    int probes = Math.min(count + EXTRA_PROBES, Math.min(rows, columns));
    SplittableRandom random = new SplittableRandom(seed);
    double[] q = new double[columns * probes];
    Arrays.setAll(q, _ -> random.nextGaussian());
    double[] range = product(matrix, rows, columns, q, probes);
    for (int i = 0; i < POWER_ITERATIONS; i++) {
      orthonormalise(range, rows, probes);
      double[] back = transposedProduct(matrix, rows, columns, range, probes);
      orthonormalise(back, columns, probes);
      range = product(matrix, rows, columns, back, probes);
    }
    orthonormalise(range, rows, probes);
    double[] inside = transposedProduct(matrix, rows, columns, range, probes); // [columns × probes]
    SingularTriplets small = exact(inside, columns, probes, count); // of the transpose
    double[] left = new double[rows * count];
    for (int i = 0; i < rows; i++) {
      for (int r = 0; r < count; r++) {
        double sum = 0;
        for (int p = 0; p < probes; p++) {
          sum += range[i * probes + p] * small.right[r * probes + p];
        }
        left[i * count + r] = sum;
      }
    }
    double[] right = new double[count * columns];
    for (int j = 0; j < columns; j++) {
      for (int r = 0; r < count; r++) {
        right[r * columns + j] = small.left[j * count + r];
      }
    }
    return new SingularTriplets(left, small.values, right);
  }

  /** A x: [rows × width]. */
  private static double[] product(double[] a, int rows, int columns, double[] x, int width) {
    double[] result = new double[rows * width];
    double[] sum = new double[width];
    for (int i = 0; i < rows; i++) {
      Arrays.fill(sum, 0);
      for (int j = 0; j < columns; j++) {
        double factor = a[i * columns + j];
        for (int c = 0; c < width; c++) {
          sum[c] += factor * x[j * width + c];
        }
      }
      System.arraycopy(sum, 0, result, i * width, width);
    }
    return result;
  }

  /** Aᵀ x: [columns × width]. */
  private static double[] transposedProduct(
      double[] a, int rows, int columns, double[] x, int width) {
    double[] result = new double[columns * width];
    double[] row = new double[width];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(x, i * width, row, 0, width);
      for (int j = 0; j < columns; j++) {
        double factor = a[i * columns + j];
        for (int c = 0; c < width; c++) {
          result[j * width + c] += factor * row[c];
        }
      }
    }
    return result;
  }

  /** Gram-Schmidt, twice; columns without a direction of their own become zero. */
  private static void orthonormalise(double[] x, int rows, int width) {
    double[] columns = new double[x.length];
    for (int c = 0; c < width; c++) {
      int at = c * rows;
      for (int i = 0; i < rows; i++) {
        columns[at + i] = x[i * width + c];
      }
      double first = norm(columns, at, rows);
      for (int pass = 0; pass < 2; pass++) {
        for (int earlier = 0; earlier < c; earlier++) {
          subtractPart(columns, earlier * rows, at, rows);
        }
      }
      double left = norm(columns, at, rows);
      double factor = left > 1e-12 * first ? 1 / left : 0;
      for (int i = 0; i < rows; i++) {
        columns[at + i] *= factor;
        x[i * width + c] = columns[at + i];
      }
    }
  }

  private static void subtractPart(double[] columns, int unit, int at, int rows) {
    double part = 0;
    for (int i = 0; i < rows; i++) {
      part += columns[unit + i] * columns[at + i];
    }
    for (int i = 0; i < rows; i++) {
      columns[at + i] -= part * columns[unit + i];
    }
  }

  private static double norm(double[] columns, int at, int rows) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += columns[at + i] * columns[at + i];
    }
    return Math.sqrt(sum);
  }
}
