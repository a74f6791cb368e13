package offprint.papers.arphmm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.table.TextTable;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The evaluation of the authors' main script, rebuilt from its description: windows that look ahead
 * (row t holds y_t … y_{t+6}, the end padded with the unit's second to seventh value), units one
 * after another, RUL n … 1 of row t regressed without intercept on the window of row t - 1, one fit
 * for each given regime of row t. It is an error in training with regimes known, not a prediction.
 *
 * @param ndei root mean square error over the standard deviation (n - 1) of the RUL
 */
record AuthorsRecipe(double meanSquare, double ndei) {
  private static final int WINDOW = 7;

  /**
   * @param table with unit, hi and prior_states (one-hot digits)
   */
  static AuthorsRecipe of(TextTable table) throws IOException {
    String[] units = table.text(table.column("unit"));
    double[] health = table.numbers(table.column("hi"));
    String[] states = table.text(table.column("prior_states"));
    int n = health.length;
    double[][] windows = new double[n][WINDOW];
    double[] life = new double[n];
    for (int from = 0; from < n; ) {
      int to = from;
      while (to < n && units[to].equals(units[from])) {
        to++;
      }
      for (int t = from; t < to; t++) {
        life[t] = to - t;
        for (int i = 0; i < WINDOW; i++) {
          int ahead = t - from + i;
          int length = to - from;
          windows[t][i] = health[from + (ahead < length ? ahead : (ahead - length + 1) % length)];
        }
      }
      from = to;
    }
    Map<String, List<Integer>> rows = new LinkedHashMap<>();
    for (int t = 1; t < n; t++) {
      rows.computeIfAbsent(states[t], _ -> new ArrayList<>()).add(t);
    }
    double[] estimate = new double[n];
    rows.values().forEach(at -> regress(at, windows, life, estimate));
    estimate[0] = estimate[1];
    double squares = 0;
    double mean = 0;
    for (int t = 0; t < n; t++) {
      squares += (life[t] - estimate[t]) * (life[t] - estimate[t]) / n;
      mean += life[t] / n;
    }
    double variance = 0;
    for (double r : life) {
      variance += (r - mean) * (r - mean) / (n - 1);
    }
    return new AuthorsRecipe(squares, Math.sqrt(squares / variance));
  }

  private static void regress(
      List<Integer> rows, double[][] windows, double[] life, double[] estimate) {
    DMatrixRMaj x = new DMatrixRMaj(rows.size(), WINDOW);
    DMatrixRMaj y = new DMatrixRMaj(rows.size(), 1);
    for (int r = 0; r < rows.size(); r++) {
      int t = rows.get(r);
      y.set(r, 0, life[t]);
      for (int i = 0; i < WINDOW; i++) {
        x.set(r, i, windows[t - 1][i]);
      }
    }
    DMatrixRMaj weights = new DMatrixRMaj(WINDOW, 1);
    if (!CommonOps_DDRM.solve(x, y, weights)) {
      throw new IllegalArgumentException("healthIndex: the windows of a regime are dependent");
    }
    DMatrixRMaj fitted = new DMatrixRMaj(rows.size(), 1);
    CommonOps_DDRM.mult(x, weights, fitted);
    for (int r = 0; r < rows.size(); r++) {
      estimate[rows.get(r)] = fitted.get(r, 0);
    }
  }
}
