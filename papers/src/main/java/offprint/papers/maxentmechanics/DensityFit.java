package offprint.papers.maxentmechanics;

import java.util.Arrays;
import java.util.List;
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
  private static final int MESH = 20_000;

  private final Domain domain;
  private final double centre;
  private final double unit;
  private final double[] u;
  private final double[] weight; // du at each node
  private final double[] coefficient;
  private final MaximumEntropy model;

  /**
   * @param moments E x^k for k = 1 … K
   * @param onStep may throw to stop
   * @throws IllegalArgumentException if no density has these moments, or none of maximum entropy
   *     exists
   */
  DensityFit(
      Domain domain, double low, double high, double[] moments, Newton newton, Runnable onStep) {
    int k = moments.length;
    this.domain = domain;
    centre = domain == Domain.LINE ? moments[0] : low;
    unit = unit(domain, low, high, moments);
    GaussLegendre rule = GaussLegendre.composite(domain == Domain.LINE ? -1 : 0, 1, PANELS, NODES);
    int n = rule.size();
    u = new double[n];
    weight = new double[n];
    double[] prior = new double[n];
    double[][] powers = new double[k][n];
    for (int i = 0; i < n; i++) {
      double t = rule.node(i);
      u[i] = domain.unbounded(t);
      weight[i] = rule.weight(i) * domain.slope(t);
      double head =
          switch (domain) {
            case INTERVAL -> 0;
            case HALF_LINE -> u[i];
            case LINE -> 0.5 * u[i] * u[i];
          };
      prior[i] = weight[i] * StrictMath.exp(-head);
      for (int j = 0; j < k; j++) {
        powers[j][i] = (j == 0 ? 1 : powers[j - 1][i]) * u[i];
      }
    }
    List<String> names = IntStream.rangeClosed(1, k).mapToObj(j -> "E u^" + j).toList();
    double[] targets = inUnits(moments, centre, unit);
    String what = "%d moments from low = %s to high = %s".formatted(k, low, high);
    try {
      model = newton.solve(MomentProblem.of(prior, names, powers, targets), what, onStep);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s, with u = (x - %.6g) / %.6g: %s".formatted(what, centre, unit, e.getMessage()), e);
    }
    coefficient = new double[k];
    Arrays.setAll(coefficient, model::multiplier);
    if (domain == Domain.HALF_LINE) {
      coefficient[0] += 1;
    } else if (domain == Domain.LINE) {
      coefficient[1] += 0.5;
    }
    requireIntegrable(low);
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
          case INTERVAL -> "low must be below high: got low %s and high %s".formatted(low, high);
          case HALF_LINE ->
              "moments must start with a mean above low on the domain halfLine: got low %s, mean %s"
                  .formatted(low, moments[0]);
          case LINE ->
              ("moments must be an even number on the domain line, with a variance above 0: got"
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

  private void requireIntegrable(double low) {
    double last = coefficient[coefficient.length - 1];
    for (int k = coefficient.length - 1; k >= 0 && Math.abs(last) < 1e-9; k--) {
      last = coefficient[k];
    }
    if (domain != Domain.INTERVAL && last < 0) {
      throw new IllegalArgumentException(
          "moments leave no density of maximum entropy on an unbounded domain (low = %s): the last multiplier must not be below 0: got %.6g: give one moment more or less, or an interval"
              .formatted(low, last));
    }
  }

  /** How many moments are given. */
  int moments() {
    return coefficient.length;
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

  /**
   * x with P(X <= x) = probability: the density summed over a fine mesh of t; on the boundary,
   * where the law is a few points, the first node that reaches it.
   */
  double quantile(double probability) {
    if (model.isOnBoundary()) {
      int i = 0;
      for (double sum = model.p()[0]; sum < probability && i < u.length - 1; sum += model.p()[i]) {
        i++;
      }
      return x(i);
    }
    double low = domain == Domain.LINE ? -1 : 0;
    double[] mass = new double[MESH];
    double top = Double.NEGATIVE_INFINITY;
    for (int m = 0; m < MESH; m++) {
      double t = low + (1 - low) * (m + 0.5) / MESH;
      mass[m] = StrictMath.log(domain.slope(t)) - polynomial(domain.unbounded(t));
      top = Math.max(top, mass[m]);
    }
    double total = 0;
    for (int m = 0; m < MESH; m++) {
      mass[m] = StrictMath.exp(mass[m] - top);
      total += mass[m];
    }
    double left = probability * total;
    int m = 0;
    while (m < MESH - 1 && left > mass[m]) {
      left -= mass[m++];
    }
    double t = low + (1 - low) * (m + Math.min(1, left / mass[m])) / MESH;
    return centre + unit * domain.unbounded(t);
  }

  private double polynomial(double at) {
    double sum = 0;
    for (int k = coefficient.length - 1; k >= 0; k--) {
      sum = (sum + coefficient[k]) * at;
    }
    return sum;
  }
}
