package offprint.papers.srrw;

import java.util.random.RandomGenerator;
import offprint.kernels.markov.PowerSteps;
import offprint.kernels.markov.Walk;

/** The model that travels: at each node the walk visits, theta takes one gradient step. */
final class Token {
  private final Objective objective;
  private final Optimiser optimiser;
  private final double[] importance;
  private final PowerSteps steps;
  private final double[] theta;
  private final double[] gradient;
  private final double[] momentum;
  private final double[] average;
  private long hops;

  /**
   * @param importance factor of each node's gradient [nodes]
   */
  Token(Objective objective, Optimiser optimiser, double[] importance) {
    this.objective = objective;
    this.optimiser = optimiser;
    this.importance = importance;
    steps = new PowerSteps(optimiser.exponent());
    int d = objective.parameters();
    theta = new double[d];
    gradient = new double[d];
    momentum = new double[d];
    average = new double[d];
  }

  /**
   * Moves {@code count} hops.
   *
   * @throws ArithmeticException if theta is no longer finite
   */
  void walk(Walk walk, long count, RandomGenerator random) {
    for (long h = 0; h < count; h++) {
      visit(walk.hop(random), random);
    }
    for (double t : theta) {
      if (!Double.isFinite(t)) {
        throw new ArithmeticException(
            "theta is %s by hop %d: the steps are too long; lower betaScale (or kappa)"
                .formatted(t, hops));
      }
    }
  }

  void visit(int node, RandomGenerator random) {
    double b = optimiser.scale() * steps.next();
    objective.gradient(theta, node, optimiser.batch(), random, gradient);
    double weight = importance[node];
    if (optimiser.momentum()) {
      for (int k = 0; k < theta.length; k++) {
        theta[k] -= b * momentum[k];
        momentum[k] += b * (weight * gradient[k] - momentum[k]);
      }
    } else {
      double length = b * weight;
      for (int k = 0; k < theta.length; k++) {
        theta[k] -= length * gradient[k];
      }
    }
    hops++;
    if (optimiser.radius() > 0) {
      project(optimiser.radius());
    }
    if (optimiser.average()) {
      for (int k = 0; k < theta.length; k++) {
        average[k] += (theta[k] - average[k]) / (double) hops;
      }
    }
  }

  private void project(double radius) {
    double square = 0;
    for (double t : theta) {
      square += t * t;
    }
    if (square > radius * radius) {
      double scale = radius / Math.sqrt(square);
      for (int k = 0; k < theta.length; k++) {
        theta[k] *= scale;
      }
    }
  }

  /** What it has learnt [parameters]; not to be changed. */
  double[] result() {
    return optimiser.average() ? average : theta;
  }

  double squaredDistance(double[] other) {
    double[] mine = result();
    double sum = 0;
    for (int k = 0; k < other.length; k++) {
      sum += (mine[k] - other[k]) * (mine[k] - other[k]);
    }
    return sum;
  }
}
