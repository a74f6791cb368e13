package offprint.kernels.sampling;

import java.util.random.RandomGenerator;

/**
 * Hamiltonian Monte Carlo: momentum p ~ N(0, I), L leapfrog steps, accepted with probability min(1,
 * e^-ΔH) where H = |p|²/2 - l. Each trajectory scales its step by a uniform factor in [0.6, 1.2]:
 * with a fixed length some coordinates of a normal law return to where they began.
 */
public final class Hamiltonian extends Chain {
  private static final double DIVERGENCE = 1000;
  private static final double SHORTEST = 0.6;
  private static final double LONGEST = 1.2;

  private final int leapfrogs;
  private final double[] gradient;
  private final double[] position;
  private final double[] momentum;
  private final double[] force;
  private boolean divergent;
  private boolean learning;

  /**
   * @param leapfrogs steps L of a trajectory, at least 1
   */
  public Hamiltonian(LogDensity density, double[] start, int leapfrogs) {
    super(density, start, 0.2);
    this.leapfrogs = leapfrogs;
    this.gradient = new double[dimension];
    this.position = new double[dimension];
    this.momentum = new double[dimension];
    this.force = new double[dimension];
    gradient(x, gradient);
  }

  @Override
  public double step(RandomGenerator random) {
    double before = -logDensity;
    for (int i = 0; i < dimension; i++) {
      momentum[i] = random.nextGaussian();
      before += momentum[i] * momentum[i] / 2;
    }
    double share = random.nextDouble();
    double size = stepSize * (SHORTEST + (LONGEST - SHORTEST) * (learning ? 1 : share));
    System.arraycopy(x, 0, position, 0, dimension);
    System.arraycopy(gradient, 0, force, 0, dimension);
    divergent = false;
    double proposed = logDensity;
    for (int l = 0; l < leapfrogs && !divergent; l++) {
      proposed = leapfrog(size);
      logRatio = before - (energyOfMotion() - proposed);
      divergent = !(Math.abs(logRatio) <= DIVERGENCE);
    }
    if (divergent) {
      logRatio = Double.NEGATIVE_INFINITY;
    }
    if (test(random)) {
      System.arraycopy(position, 0, x, 0, dimension);
      System.arraycopy(force, 0, gradient, 0, dimension);
      logDensity = proposed;
    }
    return acceptance();
  }

  /** Half kick, drift, half kick; gives the log density at the end. */
  private double leapfrog(double size) {
    for (int i = 0; i < dimension; i++) {
      momentum[i] += size / 2 * scale[i] * force[i];
      position[i] += size * scale[i] * momentum[i];
    }
    double value = gradient(position, force);
    for (int i = 0; i < dimension; i++) {
      momentum[i] += size / 2 * scale[i] * force[i];
    }
    return value;
  }

  private double energyOfMotion() {
    double sum = 0;
    for (double p : momentum) {
      sum += p * p;
    }
    return sum / 2;
  }

  /**
   * The trajectory from a point, without noise and test.
   *
   * @param position start and end [d], changed in place
   * @param momentum start and end [d], changed in place
   * @return ΔH between end and start
   */
  static double trajectory(
      LogDensity density, double[] position, double[] momentum, double size, int leapfrogs) {
    Hamiltonian chain = new Hamiltonian(density, position, leapfrogs);
    System.arraycopy(position, 0, chain.position, 0, position.length);
    System.arraycopy(momentum, 0, chain.momentum, 0, position.length);
    System.arraycopy(chain.gradient, 0, chain.force, 0, position.length);
    double before = chain.energyOfMotion() - chain.logDensity;
    double value = chain.logDensity;
    for (int l = 0; l < leapfrogs; l++) {
      value = chain.leapfrog(size);
    }
    System.arraycopy(chain.position, 0, position, 0, position.length);
    System.arraycopy(chain.momentum, 0, momentum, 0, position.length);
    return chain.energyOfMotion() - value - before;
  }

  @Override
  public void learning(boolean now) {
    learning = now;
  }

  @Override
  public boolean divergent() {
    return divergent;
  }

  @Override
  public double targetAcceptance() {
    return 0.8;
  }

  @Override
  public double usualStepSize() {
    return 0.2;
  }
}
