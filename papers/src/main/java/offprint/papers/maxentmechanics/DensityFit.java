package offprint.papers.maxentmechanics;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import offprint.kernels.convex.MaximumEntropy;
import offprint.kernels.convex.MomentProblem;
import offprint.kernels.special.GaussLegendre;

/**
 * The density of maximum entropy with given moments E x, E x^2, …: p(x) = exp(-sum_k a_k u^k) / Z
 * in the unit u = (x - c) / s. Gauss–Legendre nodes are the states, their weights the prior; a
 * half-line is mapped by u = t / (1 - t), the line by u = t / (1 - t^2).
 */
final class DensityFit {
  private static final int PANELS = 20;
  private static final int NODES = 16;

  private final Domain domain;
  private final double centre;
  private final double unit;
  private final double[] u;
  private final double[] weight;
  private final double[] coefficient;
  private final MaximumEntropy model;

  private DensityFit(
      Domain domain,
      double centre,
      double unit,
      double[] u,
      double[] weight,
      double[] coefficient,
      MaximumEntropy model) {
    this.domain = domain;
    this.centre = centre;
    this.unit = unit;
    this.u = u;
    this.weight = weight;
    this.coefficient = coefficient;
    this.model = model;
  }

  /**
   * @param moments E x^k for k = 1 … K
   * @throws IllegalArgumentException if no density has these moments, or none of maximum entropy
   *     exists
   */
  static DensityFit solve(
      Domain domain,
      double low,
      double high,
      double[] moments,
      double tol,
      int maxIter,
      IntConsumer onStep) {
    int k = moments.length;
    double centre = domain == Domain.LINE ? moments[0] : low;
    double unit = unit(domain, low, high, moments);
    GaussLegendre rule = GaussLegendre.composite(domain == Domain.LINE ? -1 : 0, 1, PANELS, NODES);
    int n = rule.size();
    double[] u = new double[n];
    double[] weight = new double[n];
    double[] prior = new double[n];
    for (int i = 0; i < n; i++) {
      double t = rule.node(i);
      double slope =
          switch (domain) {
            case INTERVAL -> 1;
            case HALF_LINE -> 1 / ((1 - t) * (1 - t));
            case LINE -> (1 + t * t) / ((1 - t * t) * (1 - t * t));
          };
      u[i] =
          switch (domain) {
            case INTERVAL -> t;
            case HALF_LINE -> t / (1 - t);
            case LINE -> t / (1 - t * t);
          };
      weight[i] = rule.weight(i) * slope;
      double head =
          switch (domain) {
            case INTERVAL -> 0;
            case HALF_LINE -> u[i];
            case LINE -> 0.5 * u[i] * u[i];
          };
      prior[i] = weight[i] * StrictMath.exp(-head);
    }
    double[][] powers = new double[k][n];
    for (int j = 0; j < k; j++) {
      for (int i = 0; i < n; i++) {
        powers[j][i] = (j == 0 ? 1 : powers[j - 1][i]) * u[i];
      }
    }
    MomentProblem problem =
        MomentProblem.of(
            prior,
            IntStream.rangeClosed(1, k).mapToObj(j -> "E u^" + j).toList(),
            powers,
            inUnits(moments, centre, unit));
    MaximumEntropy model = MaximumEntropy.solve(problem, tol, maxIter, onStep);
    double[] coefficient = new double[k];
    Arrays.setAll(coefficient, model::multiplier);
    if (domain == Domain.HALF_LINE) {
      coefficient[0] += 1;
    } else if (domain == Domain.LINE) {
      coefficient[1] += 0.5;
    }
    requireIntegrable(domain, coefficient);
    return new DensityFit(domain, centre, unit, u, weight, coefficient, model);
  }

  private static double unit(Domain domain, double low, double high, double[] moments) {
    double unit =
        switch (domain) {
          case INTERVAL -> high - low;
          case HALF_LINE -> moments[0] - low;
          case LINE ->
              moments.length % 2 == 0
                  ? Math.sqrt(moments[1] - moments[0] * moments[0])
                  : Double.NaN;
        };
    if (unit > 0 && Double.isFinite(unit)) {
      return unit;
    }
    throw new IllegalArgumentException(
        switch (domain) {
          case INTERVAL -> "low must be below high: got %s and %s".formatted(low, high);
          case HALF_LINE ->
              "moments must start with a mean above low = %s: got %s".formatted(low, moments[0]);
          case LINE ->
              ("moments must be an even number on the whole line, with a variance above 0: got"
                      + " %d moments")
                  .formatted(moments.length);
        });
  }

  /** E ((x - c) / s)^j from E x^k. */
  private static double[] inUnits(double[] moments, double centre, double unit) {
    double[] result = new double[moments.length];
    for (int j = 1; j <= moments.length; j++) {
      double binomial = 1;
      double sum = 0;
      for (int k = j; k >= 0; k--) {
        double moment = k == 0 ? 1 : moments[k - 1];
        sum += binomial * moment * Math.pow(-centre, j - k);
        binomial = binomial * k / (j - k + 1);
      }
      result[j - 1] = sum / Math.pow(unit, j);
    }
    return result;
  }

  private static void requireIntegrable(Domain domain, double[] coefficient) {
    double last = coefficient[coefficient.length - 1];
    for (int k = coefficient.length - 1; k >= 0 && Math.abs(last) < 1e-9; k--) {
      last = coefficient[k];
    }
    if (domain != Domain.INTERVAL && last < 0) {
      throw new IllegalArgumentException(
          "moments leave no density of maximum entropy on an unbounded domain: the last multiplier"
              + " would be %.6g, must not be below 0: give one moment more or less, or an interval"
                  .formatted(last));
    }
  }

  MaximumEntropy model() {
    return model;
  }

  int size() {
    return u.length;
  }

  double x(int node) {
    return centre + unit * u[node];
  }

  /** p(x) at a node, per unit of x. */
  double density(int node) {
    return model.p()[node] / (weight[node] * unit);
  }

  /** -integral p ln p dx, in nats. */
  double differentialEntropyNats() {
    double sum = 0;
    for (int i = 0; i < u.length; i++) {
      double p = model.p()[i];
      sum -= p > 0 ? p * StrictMath.log(p / (weight[i] * unit)) : 0;
    }
    return sum;
  }

  /** a_k of p = exp(-sum a_k u^k) / Z, k from 1. */
  double coefficient(int k) {
    return coefficient[k - 1];
  }

  /** lambda_k of p = exp(-sum lambda_k x^k) / Z', k from 1. */
  double multiplier(int k) {
    double sum = 0;
    double binomial = 1;
    for (int j = k; j <= coefficient.length; j++) {
      sum += coefficient[j - 1] / Math.pow(unit, j) * binomial * Math.pow(-centre, j - k);
      binomial = binomial * (j + 1) / (j - k + 1);
    }
    return sum;
  }

  double centre() {
    return centre;
  }

  double unit() {
    return unit;
  }

  /** E x^k. */
  double moment(int k) {
    double sum = 0;
    for (int i = 0; i < u.length; i++) {
      sum += model.p()[i] > 0 ? model.p()[i] * Math.pow(x(i), k) : 0;
    }
    return sum;
  }

  /** Least x with P(X <= x) >= probability, between nodes by interpolation. */
  double quantile(double probability) {
    double before = 0;
    for (int i = 0; i < u.length; i++) {
      double after = before + model.p()[i];
      if (after >= probability) {
        double previous = i == 0 ? x(0) : x(i - 1);
        return previous + (probability - before) / (after - before) * (x(i) - previous);
      }
      before = after;
    }
    return domain == Domain.INTERVAL ? centre + unit : x(u.length - 1);
  }
}
