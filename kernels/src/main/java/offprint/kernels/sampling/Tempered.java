package offprint.kernels.sampling;

import java.util.random.RandomGenerator;

/**
 * Parallel tempering: random walks over p^β for β from 1 down to {@code betaMin}, geometric, with
 * proposals of s/√β. After the walks' steps one pair of neighbours, taken in turn, exchanges its
 * points with probability min(1, exp((β_r - β_{r+1}) (l_{r+1} - l_r))). The walk of β = 1 is the
 * chain; hot ones carry it between modes.
 */
public final class Tempered extends Chain {
  private final RandomWalk[] rungs;
  private final double[] beta;
  private long steps;

  /**
   * @param rungs number of inverse temperatures, at least 2
   * @param betaMin the least of them, in (0, 1)
   */
  public Tempered(LogDensity density, double[] start, int rungs, double betaMin) {
    super(density, start, 2.38 / Math.sqrt(start.length));
    this.rungs = new RandomWalk[rungs];
    this.beta = new double[rungs];
    for (int r = 0; r < rungs; r++) {
      beta[r] = Math.pow(betaMin, r / (rungs - 1.0));
      this.rungs[r] = new RandomWalk(density, start, beta[r]);
    }
    stepSize(stepSize);
  }

  @Override
  public double step(RandomGenerator random) {
    double acceptance = 0;
    for (int r = 0; r < rungs.length; r++) {
      double probability = rungs[r].step(random);
      acceptance = r == 0 ? probability : acceptance;
    }
    int lower = (int) (steps++ % (rungs.length - 1));
    RandomWalk cold = rungs[lower];
    RandomWalk hot = rungs[lower + 1];
    logRatio = (beta[lower] - beta[lower + 1]) * (hot.logDensity() - cold.logDensity());
    if (test(random)) {
      cold.swap(hot);
    }
    System.arraycopy(rungs[0].point(), 0, x, 0, dimension);
    logDensity = rungs[0].logDensity();
    return acceptance;
  }

  @Override
  public void stepSize(double size) {
    super.stepSize(size);
    for (int r = 0; r < rungs.length; r++) {
      rungs[r].stepSize(size / Math.sqrt(beta[r]));
    }
  }

  @Override
  public void scale(double[] deviations) {
    super.scale(deviations);
    for (RandomWalk rung : rungs) {
      rung.scale(deviations);
    }
  }

  @Override
  public boolean accepted() {
    return rungs[0].accepted();
  }

  @Override
  public long evaluations() {
    long sum = 0;
    for (RandomWalk rung : rungs) {
      sum += rung.evaluations();
    }
    return sum;
  }

  @Override
  public double targetAcceptance() {
    return rungs[0].targetAcceptance();
  }

  @Override
  public double usualStepSize() {
    return rungs[0].usualStepSize();
  }
}
