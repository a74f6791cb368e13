package offprint.papers.lisasnl;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Importance sampling from a t distribution of eight degrees of freedom. */
final class Importance {
  private static final int FREEDOM = 8;

  private Importance() {}

  /**
   * Weighted draws of a posterior.
   *
   * @param proposal centre and shape of the t distribution
   * @param logLikelihood evaluated inside the prior only
   */
  static Draws sample(
      Gaussian proposal,
      Box prior,
      ToDoubleFunction<double[]> logLikelihood,
      int count,
      RandomGenerator random) {
    int d = prior.dimension();
    double[][] points = new double[count][];
    double[] logWeights = new double[count];
    for (int s = 0; s < count; s++) {
      double chi = 0;
      for (int i = 0; i < FREEDOM; i++) {
        double g = random.nextGaussian();
        chi += g * g;
      }
      double[] z = new double[d];
      double square = 0;
      for (int i = 0; i < d; i++) {
        z[i] = random.nextGaussian() / Math.sqrt(chi / FREEDOM);
        square += z[i] * z[i];
      }
      points[s] = prior.fold(proposal.colour(z));
      double logPrior = prior.logDensity(points[s]);
      double logProposal = -(FREEDOM + d) / 2.0 * Math.log1p(square / FREEDOM);
      logWeights[s] =
          logPrior == Double.NEGATIVE_INFINITY
              ? logPrior
              : logPrior + logLikelihood.applyAsDouble(points[s]) - logProposal;
    }
    return new Draws(points, normalised(logWeights));
  }

  private static double[] normalised(double[] logWeights) {
    double most = Arrays.stream(logWeights).max().orElseThrow();
    if (most == Double.NEGATIVE_INFINITY) {
      throw new ArithmeticException(
          "the best fit lies at the edge of the prior: no draw inside it");
    }
    double[] weights = Arrays.stream(logWeights).map(w -> Math.exp(w - most)).toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(w -> w / sum).toArray();
  }
}
