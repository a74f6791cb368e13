package offprint.papers.srrw;

import java.util.random.RandomGenerator;
import offprint.kernels.markov.PowerSteps;
import offprint.kernels.markov.Walk;

/**
 * The token: the model that travels with the walk and takes one gradient step at each node. It is
 * compared with the batch minimum; the result kept is theta.
 */
final class Token implements Trials.Companion {
  /** Column of a trace: |theta - theta*|^2. */
  static final int SQUARED_DISTANCE = 0;

  private static final int KEPT = 5;

  private final Objective objective;
  private final Optimiser optimiser;
  private final double[] importance;
  private final double[] minimum;
  private final PowerSteps steps;
  private final double[] theta;
  private final double[] gradient;
  private final double[] momentum;
  private final double[] average;
  private long hops;

  /**
   * @param importance factor of each node's gradient [nodes]
   * @param minimum theta* [parameters]
   */
  Token(Objective objective, Optimiser optimiser, double[] importance, double[] minimum) {
    this.objective = objective;
    this.optimiser = optimiser;
    this.importance = importance;
    this.minimum = minimum;
    steps = new PowerSteps(optimiser.betaExp());
    int d = objective.parameters();
    theta = new double[d];
    gradient = new double[d];
    momentum = new double[d];
    average = new double[d];
  }

  /** Trains by tokens on an arm. */
  static Trace train(
      Trials trials,
      Arm arm,
      Objective objective,
      Optimiser optimiser,
      double[] minimum,
      RandomGenerator seeds) {
    return trials.run(
        arm, KEPT, seeds, () -> new Token(objective, optimiser, arm.importance(), minimum));
  }

  @Override
  public void visit(int node, RandomGenerator random) {
    double b = optimiser.betaScale() * steps.next();
    if (optimiser.batch() > 0) {
      objective.gradient(theta, node, optimiser.batch(), random, gradient);
    } else {
      objective.gradient(theta, node, gradient);
    }
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
    double length = Math.sqrt(squaredDistance(theta, new double[theta.length]));
    for (int k = 0; length > radius && k < theta.length; k++) {
      theta[k] *= radius / length;
    }
  }

  /** The learned parameters; not to be changed. */
  double[] result() {
    return optimiser.average() ? average : theta;
  }

  /**
   * The squared distance from the minimum.
   *
   * @throws ArithmeticException if theta is no longer finite
   */
  double squaredDistance() {
    double distance = squaredDistance(result(), minimum);
    if (!Double.isFinite(distance)) {
      throw new ArithmeticException(
          "theta is not finite by hop %d: the steps are too long; lower betaScale (or kappa)"
              .formatted(hops));
    }
    return distance;
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return sum;
  }

  @Override
  public double[] reading(Walk walk) {
    return new double[] {squaredDistance()};
  }

  @Override
  public double[] result(Walk walk) {
    return result();
  }
}
