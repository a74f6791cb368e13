package offprint.kernels.hmm;

import java.util.Arrays;
import java.util.List;
import offprint.kernels.hmm.WindowRegression.Response;

/** The series and models of the sheet's golden values. */
final class GoldenSeries {
  static final double[] VALUES = new double[24];

  static {
    for (int t = 0; t < 24; t++) {
      VALUES[t] = Math.sin(0.7 * t) + 0.3 * Math.cos(2.1 * t) + (t >= 12 ? 1 : 0);
    }
  }

  private GoldenSeries() {}

  static SwitchingModel model(int order) {
    double[][] coefficients =
        switch (order) {
          case 0 -> new double[][] {{0}, {1}};
          case 1 -> new double[][] {{0.1, 0.5}, {0.6, 0.3}};
          default -> new double[][] {{0.1, 0.8, -0.4}, {0.6, 0.5, -0.2}};
        };
    HiddenChain chain =
        HiddenChain.of(new double[] {0.7, 0.3}, new double[][] {{0.9, 0.1}, {0.2, 0.8}});
    double[] variance = {0.5, 0.8};
    return new SwitchingModel(
        chain, WindowRegression.of(Response.VALUE, coefficients, variance), null);
  }

  static Sequence plain(int order) {
    return Sequence.of(VALUES, order);
  }

  static Sequence labelled(int order) {
    double[] plausibility = new double[(24 - order) * 2];
    Arrays.fill(plausibility, 1);
    for (int t : new int[] {3, 4}) {
      plausibility[(t - order) * 2 + 1] = 0;
    }
    for (int t : new int[] {20, 21}) {
      plausibility[(t - order) * 2] = 0;
    }
    plausibility[(12 - order) * 2] = 0.2;
    return plain(order).withPlausibility(plausibility);
  }

  /** Log likelihood of one sequence. */
  static double logLikelihood(SwitchingModel model, Sequence sequence) {
    return new BaumWelch(List.of(sequence), model.states(), 0, 0, 0).expect(model);
  }
}
