package offprint.kernels.sampling;

import java.util.random.RandomGenerator;

/**
 * Random-walk Metropolis of an inverse temperature β: proposes y = x + s z with standard normal z
 * and accepts with probability min(1, (p(y) / p(x))^β). Needs no gradient.
 */
public final class RandomWalk extends Chain {
  private final double beta;
  private final double[] proposal;

  public RandomWalk(LogDensity density, double[] start) {
    this(density, start, 1);
  }

  /**
   * @param beta inverse temperature; 1 samples the density itself
   */
  public RandomWalk(LogDensity density, double[] start, double beta) {
    super(density, start, 2.38 / Math.sqrt(start.length * beta));
    this.beta = beta;
    this.proposal = new double[dimension];
  }

  @Override
  public double step(RandomGenerator random) {
    for (int i = 0; i < dimension; i++) {
      proposal[i] = x[i] + stepSize * scale[i] * random.nextGaussian();
    }
    double proposed = value(proposal);
    logRatio = beta * (proposed - logDensity);
    if (test(random)) {
      System.arraycopy(proposal, 0, x, 0, dimension);
      logDensity = proposed;
    }
    return acceptance();
  }

  /** Exchanges the points of two walks over the same density. */
  void swap(RandomWalk other) {
    for (int i = 0; i < dimension; i++) {
      double mine = x[i];
      x[i] = other.x[i];
      other.x[i] = mine;
    }
    double mine = logDensity;
    logDensity = other.logDensity;
    other.logDensity = mine;
  }

  /** Moves to a point whose log density is known. */
  void move(double[] to, double logDensityThere) {
    System.arraycopy(to, 0, x, 0, dimension);
    logDensity = logDensityThere;
  }

  @Override
  public double targetAcceptance() {
    return dimension == 1 ? 0.44 : 0.234;
  }

  @Override
  public double usualStepSize() {
    return 2.38 / Math.sqrt(dimension * beta);
  }
}
