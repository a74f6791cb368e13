package offprint.kernels.series;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * One linear map from the last {@code lookback} values to the next {@code horizon}, shared by the
 * channels, fitted in closed form by ridge regression on windows minus their own mean; the mean is
 * added back.
 *
 * <p>The Gram matrix of all windows at stride 1 needs no pass over the windows: its diagonals are
 * running sums, {@code G[i+1][j+1] = G[i][j] + x[n+i] x[n+j] - x[i] x[j]}, and subtracting each
 * window's mean is a correction of rank two. Cost O(channels (n + L + H)(L + H)), and L^3/3 to
 * solve.
 */
public final class LinearMap implements Forecaster {
  /** Longest input; of a longer lookback only the last values are used. */
  public static final int LONGEST = 1024;

  private final int reach;
  private final int horizon;
  private final float[] weights; // [reach, horizon]

  private LinearMap(int reach, int horizon, float[] weights) {
    this.reach = reach;
    this.horizon = horizon;
    this.weights = weights;
  }

  /**
   * Fits the map on all windows.
   *
   * @param ridge penalty per window of all channels together, 1e-3 in the reference figures
   */
  public static LinearMap fit(Windows windows, double ridge) {
    int reach = Math.min(windows.lookback(), LONGEST);
    int horizon = windows.horizon();
    int width = reach + horizon;
    double[][] gram = new double[reach][width];
    for (float[] series : windows.values()) {
      add(gram, series, windows.first() + windows.lookback() - reach, windows.count(), reach);
    }
    DMatrixRMaj left = new DMatrixRMaj(reach, reach);
    DMatrixRMaj right = new DMatrixRMaj(reach, horizon);
    double penalty = ridge * windows.count();
    for (int i = 0; i < reach; i++) {
      for (int j = 0; j < width; j++) {
        if (j < reach) {
          left.set(i, j, gram[i][j] + (i == j ? penalty : 0));
        } else {
          right.set(i, j - reach, gram[i][j]);
        }
      }
    }
    LinearSolverDense<DMatrixRMaj> cholesky = LinearSolverFactory_DDRM.chol(reach);
    DMatrixRMaj solution = new DMatrixRMaj(reach, horizon);
    if (!cholesky.setA(left)) {
      throw new ArithmeticException("the windows' Gram matrix is not positive definite");
    }
    cholesky.solve(right, solution);
    float[] weights = new float[reach * horizon];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) solution.data[i];
    }
    return new LinearMap(reach, horizon, weights);
  }

  /** Adds sum over windows w of (x_{w+i} - m_w)(x_{w+j} - m_w), i < reach, j < width. */
  private static void add(double[][] gram, float[] x, int first, int n, int reach) {
    int width = gram[0].length;
    double[] mean = new double[n];
    double sum = 0;
    for (int i = 0; i < reach; i++) {
      sum += x[first + i];
    }
    double square = 0;
    for (int w = 0; w < n; w++) {
      mean[w] = sum / reach;
      square += mean[w] * mean[w];
      if (w + 1 < n) {
        sum += (double) x[first + w + reach] - x[first + w];
      }
    }
    double[] cross = new double[width]; // sum over w of m_w x_{w+j}
    double[] top = new double[width]; // row 0 of the Gram matrix
    for (int j = 0; j < width; j++) {
      for (int w = 0; w < n; w++) {
        cross[j] += mean[w] * x[first + w + j];
        top[j] += (double) x[first + w] * x[first + w + j];
      }
    }
    double[][] raw = new double[reach][width];
    raw[0] = top;
    for (int i = 1; i < reach; i++) {
      for (int j = 0; j < width; j++) {
        raw[i][j] =
            j < i
                ? (j < reach ? raw[j][i] : 0)
                : raw[i - 1][j - 1]
                    - (double) x[first + i - 1] * x[first + j - 1]
                    + (double) x[first + n + i - 1] * x[first + n + j - 1];
      }
    }
    for (int i = 0; i < reach; i++) {
      for (int j = 0; j < width; j++) {
        gram[i][j] += raw[i][j] - cross[i] - cross[j] + square;
      }
    }
  }

  @Override
  public String name() {
    return "linear map";
  }

  @Override
  public float[] forecast(Windows.Batch batch) {
    float[] y = new float[batch.size() * batch.channels() * horizon];
    float[] out = new float[horizon];
    for (int row = 0; row < batch.size() * batch.channels(); row++) {
      int end = (row + 1) * batch.lookback();
      double sum = 0;
      for (int l = end - reach; l < end; l++) {
        sum += batch.x()[l];
      }
      float mean = (float) (sum / reach);
      Arrays.fill(out, mean);
      for (int l = 0; l < reach; l++) {
        float value = batch.x()[end - reach + l] - mean;
        int at = l * horizon;
        for (int h = 0; h < horizon; h++) {
          out[h] += value * weights[at + h];
        }
      }
      System.arraycopy(out, 0, y, row * horizon, horizon);
    }
    return y;
  }
}
