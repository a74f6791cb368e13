package offprint.papers.bitstack;

import java.util.Arrays;
import offprint.kernels.quantization.SignBits;
import offprint.kernels.torch.HalfPrecision;

/**
 * A term as it is stored.
 *
 * @param u fp16 [rows × rank]
 * @param v fp16 [rank × columns]
 * @param signs one bit a weight, row by row; of a block that is partly loaded the first rows' alone
 */
record Block(int rows, int columns, int rank, short[] u, short[] v, byte[] signs) {
  /** u and v as stored: {@link #bytes} of them and the signs. */
  static long bytes(int rows, int columns, int rank) {
    return SignBits.bytes((long) rows * columns) + factorBytes(rows, columns, rank);
  }

  static long factorBytes(int rows, int columns, int rank) {
    return 2L * rank * (rows + columns);
  }

  /**
   * @throws ArithmeticException if a factor is beyond the range of fp16
   */
  static Block of(Term term) {
    return new Block(
        term.rows(), term.columns(), term.rank(), halves(term.u()), halves(term.v()), term.signs());
  }

  private static short[] halves(double[] values) {
    short[] halves = new short[values.length];
    for (int i = 0; i < values.length; i++) {
      halves[i] = HalfPrecision.of(values[i]);
      if (Double.isInfinite(HalfPrecision.value(halves[i]))) {
        throw new ArithmeticException("a factor of a block is beyond fp16: " + values[i]);
      }
    }
    return halves;
  }

  /** With the signs of the first rows alone. */
  Block firstRows(int count) {
    int bytes = Math.toIntExact(SignBits.bytes((long) count * columns));
    return new Block(rows, columns, rank, u, v, Arrays.copyOf(signs, bytes));
  }

  Term term() {
    return new Term(rows, columns, rank, values(u), values(v), signs);
  }

  private static double[] values(short[] halves) {
    double[] values = new double[halves.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = HalfPrecision.value(halves[i]);
    }
    return values;
  }
}
