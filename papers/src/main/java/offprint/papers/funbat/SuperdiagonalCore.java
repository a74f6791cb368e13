package offprint.papers.funbat;

import java.util.Arrays;
import offprint.kernels.tensor.KroneckerSums;
import offprint.kernels.tensor.SparseTensor;

/** The CP form, w'z = sum_r prod_k u^k_r: ones on the superdiagonal of w. */
final class SuperdiagonalCore implements Core {
  private final int rank;
  private final int pairs;

  SuperdiagonalCore(int rank) {
    this.rank = rank;
    pairs = rank * (rank + 1) / 2;
  }

  @Override
  public void update(SparseTensor rows, KroneckerSums sums, Tables tables, double tau) {}

  @Override
  public Messages messages(SparseTensor rows, KroneckerSums sums, Tables tables, int mode) {
    int n = rows.sizes()[mode];
    Messages messages = new Messages(new double[n * pairs], new double[n * rank]);
    double[] first = new double[rank];
    double[] second = new double[pairs];
    for (int row = 0; row < rows.entries(); row++) {
      product(rows.index(), row, mode, tables.mean(), first);
      product(rows.index(), row, mode, tables.second(), second);
      int at = rows.index()[mode][row];
      double y = rows.values()[row];
      for (int r = 0; r < rank; r++) {
        messages.first()[at * rank + r] += y * first[r];
      }
      for (int pair = 0; pair < pairs; pair++) {
        messages.second()[at * pairs + pair] += second[pair];
      }
    }
    return messages;
  }

  /** Elementwise product over all modes but one. */
  private static void product(int[][] index, int row, int but, double[][] table, double[] product) {
    Arrays.fill(product, 1);
    for (int k = 0; k < index.length; k++) {
      if (k != but) {
        int from = index[k][row] * product.length;
        for (int i = 0; i < product.length; i++) {
          product[i] *= table[k][from + i];
        }
      }
    }
  }

  @Override
  public double[][] moments(int[][] index, KroneckerSums sums, Tables tables) {
    int points = index[0].length;
    double[][] moments = new double[2][points];
    double[] first = new double[rank];
    double[] second = new double[pairs];
    for (int n = 0; n < points; n++) {
      product(index, n, -1, tables.mean(), first);
      product(index, n, -1, tables.second(), second);
      for (int r = 0, pair = 0; r < rank; r++) {
        moments[0][n] += first[r];
        for (int s = r; s < rank; s++, pair++) {
          moments[1][n] += (r == s ? 1 : 2) * second[pair];
        }
      }
    }
    return moments;
  }

  @Override
  public double divergence() {
    return 0;
  }

  @Override
  public double[] mean() {
    return new double[0];
  }

  @Override
  public double[] covariance() {
    return new double[0];
  }
}
