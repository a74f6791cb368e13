package offprint.kernels.sampling;

import java.util.random.RandomGenerator;

/**
 * A random walk that now and then proposes a uniform draw from a box, whatever its point: the large
 * step of Metropolis light transport. A large step from outside the box is refused, as none would
 * lead back.
 */
public final class LargeSteps extends Chain {
  private final RandomWalk local;
  private final double probability;
  private final double[] low;
  private final double[] high;
  private final double[] proposal;
  private boolean large;

  /**
   * @param probability of a large step, in [0, 1]
   * @param low least corner of the box [d]
   * @param high greatest corner [d]
   */
  public LargeSteps(
      LogDensity density, double[] start, double probability, double[] low, double[] high) {
    super(density, start, 2.38 / Math.sqrt(start.length));
    this.local = new RandomWalk(density, start);
    this.probability = probability;
    this.low = low.clone();
    this.high = high.clone();
    this.proposal = new double[dimension];
  }

  @Override
  public double step(RandomGenerator random) {
    large = random.nextDouble() < probability;
    if (!large) {
      double acceptance = local.step(random);
      System.arraycopy(local.point(), 0, x, 0, dimension);
      logDensity = local.logDensity();
      logRatio = local.logRatio();
      return acceptance;
    }
    boolean inside = true;
    for (int i = 0; i < dimension; i++) {
      proposal[i] = low[i] + (high[i] - low[i]) * random.nextDouble();
      inside &= low[i] <= x[i] && x[i] <= high[i];
    }
    double proposed = value(proposal);
    logRatio = inside ? proposed - logDensity : Double.NEGATIVE_INFINITY;
    if (test(random)) {
      System.arraycopy(proposal, 0, x, 0, dimension);
      logDensity = proposed;
      local.move(x, proposed);
    }
    return targetAcceptance(); // warm-up learns the step of the walk from the walk alone
  }

  @Override
  public boolean accepted() {
    return large ? super.accepted() : local.accepted();
  }

  @Override
  public long evaluations() {
    return evaluations + local.evaluations();
  }

  @Override
  public void stepSize(double size) {
    super.stepSize(size);
    local.stepSize(size);
  }

  @Override
  public void scale(double[] deviations) {
    super.scale(deviations);
    local.scale(deviations);
  }

  @Override
  public double targetAcceptance() {
    return dimension == 1 ? 0.44 : 0.234;
  }

  @Override
  public double usualStepSize() {
    return 2.38 / Math.sqrt(dimension);
  }
}
