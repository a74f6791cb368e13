package offprint.papers.lisasnl;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import offprint.kernels.flow.FlowBatch;
import offprint.kernels.flow.FlowTraining;
import offprint.kernels.flow.MaskedFlow;
import offprint.kernels.sampling.Ensemble;
import offprint.kernels.task.Progress;

/**
 * q(s | θ) as a masked autoregressive flow (section 3.6 of the sheet) of standardised summaries
 * given whitened parameters.
 *
 * @param parameters of the flow
 * @param mean of the summaries [K]
 * @param sd of the summaries [K]
 * @param theta mean and covariance of the parameters it was trained on
 * @param loss mean of -ln q of standardised summaries on the rows kept apart, in nats
 */
record FlowLikelihood(
    MaskedFlow flow, double[] parameters, double[] mean, double[] sd, Gaussian theta, double loss)
    implements LearnedLikelihood {
  private static final int MOST_AT_ONCE = 256;

  /**
   * @param s summaries [n][K]
   * @param theta parameters [n][d]
   */
  static FlowLikelihood train(
      double[][] s, double[][] theta, Flow shape, RandomGenerator random, Progress watcher) {
    Draws summaries = Draws.equal(s);
    Draws points = Draws.equal(theta);
    double[] mean = summaries.mean();
    double[] sd = Arrays.stream(summaries.sd()).map(v -> v > 0 ? v : 1).toArray();
    Gaussian law = new Gaussian(points.mean(), points.covariance());
    MaskedFlow flow = new MaskedFlow(mean.length, theta[0].length, shape.hidden(), shape.blocks());
    double[][] x = Arrays.stream(s).map(row -> standard(row, mean, sd)).toArray(double[][]::new);
    double[][] c = Arrays.stream(theta).map(law::whiten).toArray(double[][]::new);
    FlowTraining.Outcome outcome =
        FlowTraining.USUAL.run(flow, flow.initial(random), x, c, random, watcher);
    return new FlowLikelihood(flow, outcome.parameters(), mean, sd, law, outcome.loss());
  }

  private static double[] standard(double[] s, double[] mean, double[] sd) {
    double[] z = new double[s.length];
    Arrays.setAll(z, i -> (s[i] - mean[i]) / sd[i]);
    return z;
  }

  @Override
  public Ensemble.Batch at(double[] observed) {
    double[] x = standard(observed, mean, sd);
    FlowBatch batch = new FlowBatch(flow, MOST_AT_ONCE);
    batch.parameters(parameters);
    return points -> {
      double[] values = new double[points.length];
      for (int from = 0; from < points.length; from += MOST_AT_ONCE) {
        int n = Math.min(MOST_AT_ONCE, points.length - from);
        double[][] xs = new double[n][];
        double[][] cs = new double[n][];
        for (int i = 0; i < n; i++) {
          xs[i] = x;
          cs[i] = theta.whiten(points[from + i]);
        }
        double[] some = new double[n];
        batch.logDensity(xs, cs, n, some);
        System.arraycopy(some, 0, values, from, n);
      }
      return values;
    };
  }
}
