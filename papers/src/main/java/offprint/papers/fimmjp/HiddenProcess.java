package offprint.papers.fimmjp;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import offprint.kernels.markov.MatrixExponential;

/**
 * A Markov jump process that is read with errors.
 *
 * @param states n
 * @param rate [n * n], per unit of time; the diagonal is 0
 * @param initial law of the first state [n]
 * @param epsilon probability that a reading is another state than the true one, each as likely
 */
record HiddenProcess(int states, double[] rate, double[] initial, double epsilon) {

  /** The rates with the negative exit rates on the diagonal [n * n]. */
  static double[] generator(double[] rate, int n) {
    double[] generator = rate.clone();
    for (int i = 0; i < n; i++) {
      double exit = 0;
      for (int j = 0; j < n; j++) {
        exit += i == j ? 0 : rate[i * n + j];
      }
      generator[i * n + i] = -exit;
    }
    return generator;
  }

  /** Paths read at equal times, drawn from the exact law of the states at these times. */
  Paths read(double[] times, int count, RandomGenerator random) {
    int[][] readings = new int[count][times.length];
    double[] first = new double[states];
    cumulate(initial, 0, first);
    for (int k = 0; k < count; k++) {
      readings[k][0] = draw(first, 0, random.nextDouble());
    }
    MatrixExponential exponential = new MatrixExponential(states);
    double[] generator = generator(rate, states);
    double[] transition = new double[states * states];
    double[] cumulative = new double[states * states];
    double known = Double.NaN;
    for (int i = 1; i < times.length; i++) {
      double interval = times[i] - times[i - 1];
      if (!(Math.abs(interval - known) <= 1e-9 * known)) {
        exponential.of(generator, interval, transition);
        for (int a = 0; a < states; a++) {
          cumulate(transition, a * states, cumulative);
        }
        known = interval;
      }
      for (int[] reading : readings) {
        reading[i] = draw(cumulative, reading[i - 1] * states, random.nextDouble());
      }
    }
    misread(readings, states, epsilon, random);
    double[][] all = new double[count][];
    Arrays.fill(all, times);
    return new Paths(states, readings, all);
  }

  private void cumulate(double[] law, int at, double[] sums) {
    double sum = 0;
    for (int j = at; j < at + states; j++) {
      sum += law[j];
      sums[j] = sum;
    }
  }

  private int draw(double[] cumulative, int at, double u) {
    int state = 0;
    while (state < states - 1 && u >= cumulative[at + state]) {
      state++;
    }
    return state;
  }

  /** Turns a share of the readings into other states, each as likely. */
  static void misread(int[][] readings, int states, double epsilon, RandomGenerator random) {
    for (int k = 0; epsilon > 0 && k < readings.length; k++) {
      int[] reading = readings[k];
      for (int i = 0; i < reading.length; i++) {
        double u = random.nextDouble();
        if (u < epsilon) {
          int other = (int) (u / epsilon * (states - 1));
          reading[i] = other < reading[i] ? other : other + 1;
        }
      }
    }
  }
}
