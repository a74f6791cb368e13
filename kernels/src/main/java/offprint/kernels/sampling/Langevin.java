package offprint.kernels.sampling;

import java.util.random.RandomGenerator;

/**
 * A step of Langevin dynamics, y = x + ε/2 ∇l(x) + √ε z. With the Metropolis test (MALA) the
 * density is sampled exactly; without it (ULA) the step biases the draws, whose variance on N(0, 1)
 * is 1 / (1 - ε/4).
 */
public final class Langevin extends Chain {
  private final boolean tested;
  private final double[] gradient;
  private final double[] proposal;
  private final double[] proposedGradient;

  private Langevin(LogDensity density, double[] start, boolean tested) {
    super(density, start, Math.pow(start.length, -1.0 / 3));
    this.tested = tested;
    this.gradient = new double[dimension];
    this.proposal = new double[dimension];
    this.proposedGradient = new double[dimension];
    gradient(x, gradient);
  }

  /** With the Metropolis test. */
  public static Langevin adjusted(LogDensity density, double[] start) {
    return new Langevin(density, start, true);
  }

  /** Without a test: biased by its step. */
  public static Langevin unadjusted(LogDensity density, double[] start) {
    return new Langevin(density, start, false);
  }

  @Override
  public double step(RandomGenerator random) {
    double root = Math.sqrt(stepSize);
    double noise = 0;
    for (int i = 0; i < dimension; i++) {
      double z = random.nextGaussian();
      noise += z * z;
      proposal[i] = x[i] + scale[i] * (stepSize / 2 * scale[i] * gradient[i] + root * z);
    }
    double proposed = gradient(proposal, proposedGradient);
    double back = 0;
    for (int i = 0; i < dimension; i++) {
      double z = (x[i] - proposal[i]) / scale[i] - stepSize / 2 * scale[i] * proposedGradient[i];
      back += z * z;
    }
    logRatio = proposed - logDensity - back / (2 * stepSize) + noise / 2;
    if (!tested) {
      if (proposed == Double.NEGATIVE_INFINITY) {
        throw new ArithmeticException(
            "an untested step left the density; its size must be smaller");
      }
      acceptUntested();
    }
    if (!tested || test(random)) {
      System.arraycopy(proposal, 0, x, 0, dimension);
      System.arraycopy(proposedGradient, 0, gradient, 0, dimension);
      logDensity = proposed;
    }
    return acceptance();
  }

  @Override
  public double targetAcceptance() {
    return 0.574;
  }

  @Override
  public double usualStepSize() {
    return Math.pow(dimension, -1.0 / 3);
  }
}
