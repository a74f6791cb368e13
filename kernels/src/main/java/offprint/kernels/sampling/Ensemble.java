package offprint.kernels.sampling;

import java.util.random.RandomGenerator;

/**
 * The stretch move of Goodman and Weare (2010) over an ensemble of walkers in two halves: a walker
 * x moves along the line through a walker y of the other half, to y + z (x - y) with z = ((√2 -
 * 1/√2) u + 1/√2)², accepted with probability min(1, z^(d-1) p(new) / p(x)). Needs no gradient and
 * no step size, and does not care about scales or linear correlations.
 */
public final class Ensemble {
  private static final double LEAST = 1 / Math.sqrt(2);
  private static final double SPAN = Math.sqrt(2) - LEAST;

  /** Log densities of many points at once. */
  @FunctionalInterface
  public interface Batch {
    /**
     * @param points [k][d]
     * @return ln p in nats [k], -∞ where the density is zero
     */
    double[] values(double[][] points);
  }

  private final Batch density;
  private final double[][] walkers;
  private final double[] logDensity;
  private long accepted;
  private long proposed;

  /**
   * @param walkers first points [n][d], n even and at least 2 d, in general position
   * @throws IllegalArgumentException if there are too few, or an odd number, or the density is zero
   *     at one
   */
  public Ensemble(Batch density, double[][] walkers) {
    int dimension = walkers[0].length;
    if (walkers.length % 2 != 0 || walkers.length < 2 * dimension) {
      throw new IllegalArgumentException(
          "walkers must be even and at least twice the %d coordinates: got %d"
              .formatted(dimension, walkers.length));
    }
    this.density = density;
    this.walkers = new double[walkers.length][];
    for (int w = 0; w < walkers.length; w++) {
      this.walkers[w] = walkers[w].clone();
    }
    this.logDensity = checked(this.walkers);
    for (int w = 0; w < walkers.length; w++) {
      if (logDensity[w] == Double.NEGATIVE_INFINITY) {
        throw new IllegalArgumentException(
            "walker %d must start where the density is positive".formatted(w + 1));
      }
    }
  }

  /** Density of one point after the other. */
  public static Batch batch(LogDensity density) {
    return points -> {
      double[] values = new double[points.length];
      for (int i = 0; i < points.length; i++) {
        values[i] = density.value(points[i]);
      }
      return values;
    };
  }

  /** Moves every walker once. */
  public void step(RandomGenerator random) {
    int half = walkers.length / 2;
    move(0, half, random);
    move(half, 0, random);
  }

  private void move(int from, int others, RandomGenerator random) {
    int half = walkers.length / 2;
    int dimension = walkers[0].length;
    double[][] proposals = new double[half][dimension];
    double[] bound = new double[half];
    for (int w = 0; w < half; w++) {
      double root = SPAN * random.nextDouble() + LEAST;
      double z = root * root;
      double[] x = walkers[from + w];
      double[] y = walkers[others + random.nextInt(half)];
      for (int i = 0; i < dimension; i++) {
        proposals[w][i] = y[i] + z * (x[i] - y[i]);
      }
      bound[w] = Math.log(random.nextDouble()) - (dimension - 1) * Math.log(z);
    }
    double[] values = checked(proposals);
    for (int w = 0; w < half; w++) {
      proposed++;
      if (bound[w] < values[w] - logDensity[from + w]) {
        accepted++;
        walkers[from + w] = proposals[w];
        logDensity[from + w] = values[w];
      }
    }
  }

  private double[] checked(double[][] points) {
    double[] values = density.values(points);
    for (double value : values) {
      if (Double.isNaN(value) || value == Double.POSITIVE_INFINITY) {
        throw new ArithmeticException("the log density of a walker is " + value);
      }
    }
    return values;
  }

  /** The walkers' points [n][d]; a step replaces rows and does not change them. */
  public double[][] walkers() {
    return walkers.clone();
  }

  /** Log density at each walker [n]. */
  public double[] logDensity() {
    return logDensity.clone();
  }

  /** Share of accepted moves since the start. */
  public double acceptance() {
    return (double) accepted / Math.max(1, proposed);
  }
}
