package offprint.papers.fimmjp;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import offprint.kernels.markov.CommunicatingClasses;
import offprint.kernels.markov.StationaryLaw;

/**
 * The processes and the readings that a network is trained on. One interval between readings is the
 * unit of time.
 *
 * @param maxStates processes have 2 to so many states, each number as likely
 * @param rateLow decimal logarithm of the lowest mean exit rate
 * @param rateHigh decimal logarithm of the highest mean exit rate
 * @param noise shares of misread readings, each as likely
 * @param maxPaths 4 to so many paths, their logarithm uniform
 * @param maxLength 10 to so many readings of a path
 */
record Prior(
    int maxStates,
    double rateLow,
    double rateHigh,
    List<Double> noise,
    int maxPaths,
    int maxLength) {
  static final int LEAST_PATHS = 4;
  static final int LEAST_LENGTH = 10;
  private static final int MOST_READINGS = 12_000;
  private static final double[] LINKS = {1, 1, 0.8, 0.6, 0.4};

  /** The prior of the shipped network. */
  static final Prior SHIPPED = new Prior(6, -2, 0.2, List.of(0.0, 0.01, 0.02, 0.05, 0.1), 300, 100);

  Prior {
    noise = List.copyOf(noise);
    if (rateLow > rateHigh) {
      throw new IllegalArgumentException(
          "rateLow must not exceed rateHigh: got %s and %s".formatted(rateLow, rateHigh));
    }
  }

  /** A process and its readings. */
  record Example(HiddenProcess process, Paths paths) {}

  /** An example of any size. */
  Example draw(SplittableRandom random) {
    int n = random.nextInt(2, maxStates + 1);
    double span = Math.log((double) Math.max(maxPaths, LEAST_PATHS) / LEAST_PATHS);
    int count = (int) Math.floor(LEAST_PATHS * Math.exp(span * random.nextDouble()));
    int length = random.nextInt(LEAST_LENGTH, Math.max(maxLength, LEAST_LENGTH) + 1);
    while (count * length > MOST_READINGS) {
      count /= 2;
    }
    double epsilon = noise.get(random.nextInt(noise.size()));
    boolean even = random.nextBoolean();
    return draw(n, count, length, epsilon, even, random);
  }

  /** An example of a given size. */
  Example draw(int n, int count, int length, double epsilon, boolean even, RandomGenerator random) {
    double[] rate = rates(n, random);
    double[] initial = random.nextBoolean() ? stationary(rate, n) : flat(n, random);
    HiddenProcess process = new HiddenProcess(n, rate, initial, epsilon);
    return new Example(
        process, process.read(even ? grid(length) : uneven(length, random), count, random));
  }

  private static double[] grid(int length) {
    double[] times = new double[length];
    for (int i = 0; i < length; i++) {
      times[i] = i;
    }
    return times;
  }

  private static double[] uneven(int length, RandomGenerator random) {
    double[] times = new double[length];
    for (int i = 1; i < length; i++) {
      times[i] = times[i - 1] + 0.1 + 0.9 * random.nextExponential();
    }
    return times;
  }

  /** Links that leave the process irreducible, with rates scaled to a mean exit rate. */
  private double[] rates(int n, RandomGenerator random) {
    boolean[] link = links(n, LINKS[random.nextInt(LINKS.length)], random);
    boolean beta = random.nextDouble() < 0.6;
    int a = random.nextInt(1, 3);
    int b = random.nextInt(1, 11);
    double[] rate = new double[n * n];
    double sum = 0;
    for (int cell = 0; cell < n * n; cell++) {
      if (link[cell]) {
        rate[cell] = beta ? beta(a, b, random) : Math.exp(random.nextGaussian());
        sum += rate[cell];
      }
    }
    double exit = Math.pow(10, rateLow + (rateHigh - rateLow) * random.nextDouble());
    for (int cell = 0; cell < n * n; cell++) {
      rate[cell] *= exit * n / sum;
    }
    return rate;
  }

  private static boolean[] links(int n, double share, RandomGenerator random) {
    boolean[] link = new boolean[n * n];
    double[][] weight = new double[n][n];
    do {
      for (int cell = 0; cell < n * n; cell++) {
        link[cell] = cell % (n + 1) != 0 && random.nextDouble() < share;
        weight[cell / n][cell % n] = link[cell] ? 1 : 0;
      }
    } while (CommunicatingClasses.of(weight).count() > 1);
    return link;
  }

  /** Beta(a, b) of whole numbers: a ratio of sums of exponential variates. */
  private static double beta(int a, int b, RandomGenerator random) {
    double top = 0;
    for (int k = 0; k < a; k++) {
      top += random.nextExponential();
    }
    double rest = 0;
    for (int k = 0; k < b; k++) {
      rest += random.nextExponential();
    }
    return top / (top + rest);
  }

  static double[] stationary(double[] rate, int n) {
    double[][] weight = new double[n][n];
    for (int cell = 0; cell < n * n; cell++) {
      weight[cell / n][cell % n] = rate[cell];
    }
    return StationaryLaw.of(weight);
  }

  /** Dirichlet(1, ..., 1). */
  private static double[] flat(int n, RandomGenerator random) {
    double[] law = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      law[i] = random.nextExponential();
      sum += law[i];
    }
    for (int i = 0; i < n; i++) {
      law[i] /= sum;
    }
    return law;
  }
}
