package offprint.kernels.sampling;

import java.util.Arrays;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;

/**
 * A Markov chain that leaves a density unchanged: its point, its step size, its transition. A
 * transition draws its normals first, then the uniform of its test, whether needed or not; a
 * rejected proposal repeats the point. Not thread-safe.
 */
public abstract class Chain {
  protected final LogDensity density;
  protected final int dimension;
  protected final double[] x;

  /** Standard deviation that a step counts in, by coordinate [d]. */
  protected final double[] scale;

  protected double logDensity;
  protected double stepSize;

  /** Logarithm of the acceptance ratio of the last proposal; NaN counts as -∞. */
  protected double logRatio;

  protected long evaluations;
  private boolean accepted;

  /**
   * @param start first point [d]
   * @param stepSize of the transition, in units of {@link #scale}
   * @throws IllegalArgumentException if the density is zero at the start
   */
  protected Chain(LogDensity density, double[] start, double stepSize) {
    this.density = density;
    this.dimension = density.dimension();
    this.x = start.clone();
    this.scale = new double[dimension];
    Arrays.fill(scale, 1);
    this.stepSize = stepSize;
    this.logDensity = value(x);
    if (logDensity == Double.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException(
          "a chain must start where the density is positive: got " + describe(x));
    }
  }

  /**
   * Makes one transition.
   *
   * @return the probability with which its proposal was to be accepted
   * @throws ArithmeticException if the log density is NaN or +∞ at a point; the message has the
   *     point
   */
  public abstract double step(RandomGenerator random);

  /** The acceptance probability that warm-up aims at. */
  public abstract double targetAcceptance();

  /** A step size that suits a standard normal law of this dimension. */
  public abstract double usualStepSize();

  /**
   * Tells that the step size is being learnt, or no longer: a chain that varies its steps then
   * takes its longest ones, so that what is learnt suits all of them.
   */
  public void learning(boolean now) {}

  /** The current point [d]; a view that the next step changes. */
  public double[] point() {
    return x;
  }

  public double logDensity() {
    return logDensity;
  }

  /** True if the last proposal was accepted. */
  public boolean accepted() {
    return accepted;
  }

  /** Logarithm of the acceptance ratio of the last proposal. */
  public double logRatio() {
    return logRatio;
  }

  /** True if the last trajectory left all bounds of energy; only {@link Hamiltonian} has such. */
  public boolean divergent() {
    return false;
  }

  /** How often the density, or the density with its gradient, was evaluated. */
  public long evaluations() {
    return evaluations;
  }

  public double stepSize() {
    return stepSize;
  }

  public void stepSize(double size) {
    stepSize = size;
  }

  /**
   * Sets the standard deviations that steps count in.
   *
   * @param deviations positive [d]
   */
  public void scale(double[] deviations) {
    System.arraycopy(deviations, 0, scale, 0, dimension);
  }

  /** ln u < {@link #logRatio} for a fresh u; remembers the outcome. */
  protected final boolean test(RandomGenerator random) {
    accepted = Math.log(random.nextDouble()) < logRatio;
    return accepted;
  }

  /** Remembers that the last proposal was taken without a test. */
  protected final void acceptUntested() {
    accepted = true;
  }

  /** min(1, e^logRatio), 0 for NaN. */
  protected final double acceptance() {
    return logRatio >= 0 ? 1 : logRatio < 0 ? Math.exp(logRatio) : 0;
  }

  protected final double value(double[] at) {
    evaluations++;
    return checked(density.value(at), at);
  }

  protected final double gradient(double[] at, double[] gradient) {
    evaluations++;
    return checked(density.gradient(at, gradient), at);
  }

  private double checked(double value, double[] at) {
    if (Double.isNaN(value) || value == Double.POSITIVE_INFINITY) {
      throw new ArithmeticException("the log density is %s at %s".formatted(value, describe(at)));
    }
    return value;
  }

  private String describe(double[] at) {
    StringJoiner text = new StringJoiner(", ");
    for (int i = 0; i < dimension; i++) {
      text.add("%s = %.6g".formatted(density.name(i), at[i]));
    }
    return text.toString();
  }
}
