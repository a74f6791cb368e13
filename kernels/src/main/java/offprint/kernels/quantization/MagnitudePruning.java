package offprint.kernels.quantization;

import java.util.Arrays;
import offprint.kernels.torch.HalfPrecision;

/**
 * Keeps the largest numbers of a matrix in fp16 and a bit for each that says whether it is kept.
 */
public final class MagnitudePruning {
  private MagnitudePruning() {}

  /** Bytes of a matrix of so many numbers. */
  public static long bytes(long numbers, long kept) {
    return SignBits.bytes(numbers) + 2 * kept;
  }

  /** How many of so many numbers fit into bytes; none where not even the bits do. */
  public static long fitting(long numbers, double bytes) {
    return Math.clamp((long) ((bytes - SignBits.bytes(numbers)) / 2), 0L, numbers);
  }

  /** The numbers that are read back; of equal ones the first are kept. */
  public static double[] pruned(double[] matrix, int kept) {
    double[] result = new double[matrix.length];
    if (kept == 0) {
      return result;
    }
    double[] sizes = Arrays.stream(matrix).map(Math::abs).sorted().toArray();
    double least = sizes[sizes.length - kept];
    long ties = kept - Arrays.stream(sizes).filter(size -> size > least).count();
    for (int i = 0; i < matrix.length; i++) {
      double size = Math.abs(matrix[i]);
      if (size > least || (size == least && ties-- > 0)) {
        result[i] = HalfPrecision.round(matrix[i]);
      }
    }
    return result;
  }
}
