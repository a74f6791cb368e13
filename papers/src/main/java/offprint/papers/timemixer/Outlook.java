package offprint.papers.timemixer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.List;
import offprint.kernels.series.Scaling;
import offprint.kernels.series.Windows;
import offprint.kernels.torch.Session;

/**
 * What the network says about one window, in the units of the data.
 *
 * @param forecast [channels][horizon]
 * @param level [channels], what all scales add to
 * @param contributions [scales][channels][horizon]; forecast = level + their sum
 * @param trend [scales][channels][L_m], of the window itself
 * @param season [scales][channels][L_m]
 */
record Outlook(
    double[][] forecast,
    double[] level,
    double[][][] contributions,
    double[][][] trend,
    double[][][] season) {

  static Outlook of(Session session, Network network, Windows.Batch window, Scaling scaling) {
    Fit fit = new Fit(session, network);
    Architecture a = network.architecture();
    try (NDScope _ = new NDScope()) {
      NDArray x = fit.inputs(window);
      Network.Output output = network.explain(x, fit.dates(window));
      double[][] forecast = unscale(output.forecast(), a.horizon(), scaling, true);
      double[][] level = unscale(output.level(), 1, scaling, true);
      List<double[][]> parts = new ArrayList<>();
      for (NDArray part : output.contributions()) {
        parts.add(unscale(part, a.horizon(), scaling, false));
      }
      List<double[][]> trend = new ArrayList<>();
      List<double[][]> season = new ArrayList<>();
      int m = 0;
      for (NDList split : network.splitInput(x)) {
        trend.add(unscale(split.get(0), a.length(m), scaling, true));
        season.add(unscale(split.get(1), a.length(m), scaling, false));
        m++;
      }
      double[] levels = new double[a.channels()];
      for (int c = 0; c < levels.length; c++) {
        levels[c] = level[c][0];
      }
      return new Outlook(
          forecast,
          levels,
          parts.toArray(double[][][]::new),
          trend.toArray(double[][][]::new),
          season.toArray(double[][][]::new));
    }
  }

  /** [1, C, n] to [C][n]; {@code shift} is false for differences. */
  private static double[][] unscale(NDArray scaled, int n, Scaling scaling, boolean shift) {
    float[] values = scaled.toFloatArray();
    double[][] out = new double[values.length / n][n];
    for (int c = 0; c < out.length; c++) {
      for (int i = 0; i < n; i++) {
        out[c][i] = values[c * n + i] * scaling.sd()[c] + (shift ? scaling.mean()[c] : 0);
      }
    }
    return out;
  }
}
