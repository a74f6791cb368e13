package offprint.papers.timemixer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import java.util.Arrays;
import java.util.List;
import offprint.kernels.series.Scaling;
import offprint.kernels.series.Windows;
import offprint.kernels.torch.Session;

/**
 * The network's forecast of one channel of one window and its parts, in the units of the data.
 *
 * @param forecast [horizon]
 * @param level that all scales add to
 * @param contributions [scales][horizon]; forecast = level + their sum
 * @param trend [scales][L_m], of the window itself
 * @param season [scales][L_m]
 */
record Outlook(
    double[] forecast,
    double level,
    double[][] contributions,
    double[][] trend,
    double[][] season) {

  static Outlook of(
      Session session, Network network, Windows.Batch window, Scaling scaling, int channel) {
    Fit fit = new Fit(session, network);
    double sd = scaling.sd()[channel];
    double mean = scaling.mean()[channel];
    try (NDScope _ = new NDScope()) {
      NDArray x = fit.inputs(window);
      Network.Output output = network.explain(x, fit.dates(window));
      List<NDList> split = network.splitInput(x);
      return new Outlook(
          values(output.forecast(), channel, sd, mean),
          values(output.level(), channel, sd, mean)[0],
          output.contributions().stream()
              .map(part -> values(part, channel, sd, 0))
              .toArray(double[][]::new),
          split.stream()
              .map(scale -> values(scale.get(0), channel, sd, mean))
              .toArray(double[][]::new),
          split.stream()
              .map(scale -> values(scale.get(1), channel, sd, 0))
              .toArray(double[][]::new));
    }
  }

  /** One channel of [1, C, n]. */
  private static double[] values(NDArray scaled, int channel, double sd, double shift) {
    float[] all = scaled.toFloatArray();
    int n = (int) scaled.getShape().get(2);
    double[] values = new double[n];
    Arrays.setAll(values, i -> all[channel * n + i] * sd + shift);
    return values;
  }
}
