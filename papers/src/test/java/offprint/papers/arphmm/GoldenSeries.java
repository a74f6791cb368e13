package offprint.papers.arphmm;

import java.util.Arrays;
import offprint.kernels.hmm.HiddenChain;
import offprint.kernels.hmm.Sequence;
import offprint.kernels.hmm.SwitchingModel;
import offprint.kernels.hmm.WindowRegression;
import offprint.kernels.hmm.WindowRegression.Response;

/** The series and models of the sheet's golden values. */
final class GoldenSeries {
  private GoldenSeries() {}

  static double[] values() {
    double[] values = new double[24];
    for (int t = 0; t < 24; t++) {
      values[t] = Math.sin(0.7 * t) + 0.3 * Math.cos(2.1 * t) + (t >= 12 ? 1 : 0);
    }
    return values;
  }

  static SwitchingModel model(int order) {
    double[][] b =
        order == 1
            ? new double[][] {{0.1, 0.5}, {0.6, 0.3}}
            : new double[][] {{0.1, 0.8, -0.4}, {0.6, 0.5, -0.2}};
    return new SwitchingModel(
        HiddenChain.of(new double[] {0.7, 0.3}, new double[][] {{0.9, 0.1}, {0.2, 0.8}}),
        WindowRegression.of(Response.VALUE, b, new double[] {0.5, 0.8}),
        null);
  }

  /** Law of the regime at the last row, labels of the sheet used. */
  static double[] filteredLast(int order) {
    double[] plausibility = new double[(24 - order) * 2];
    Arrays.fill(plausibility, 1);
    for (int t : new int[] {3, 4}) {
      plausibility[(t - order) * 2 + 1] = 0;
    }
    for (int t : new int[] {20, 21}) {
      plausibility[(t - order) * 2] = 0;
    }
    plausibility[(12 - order) * 2] = 0.2;
    double[] filtered =
        model(order).filter(Sequence.of(values(), order).withPlausibility(plausibility));
    return Arrays.copyOfRange(filtered, filtered.length - 2, filtered.length);
  }

  static double[][] unknown(int steps) {
    double[][] ones = new double[steps][2];
    for (double[] row : ones) {
      Arrays.fill(row, 1);
    }
    return ones;
  }
}
