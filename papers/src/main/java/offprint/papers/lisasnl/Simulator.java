package offprint.papers.lisasnl;

import java.util.Arrays;
import java.util.List;

/**
 * Whitened signals of binaries as a function of the free parameters; counts its calls. Not safe for
 * several threads at once.
 */
final class Simulator {
  private final Detector detector;
  private final double[] fixed;
  private final int[] free;
  private long calls;

  /**
   * @param free parameters, in their order
   */
  Simulator(Detector detector, Event event, List<String> free) {
    this.detector = detector;
    this.fixed = event.values();
    this.free = free.stream().mapToInt(name -> Event.index("free", name)).toArray();
  }

  int dimension() {
    return free.length;
  }

  /** Signals computed so far. */
  long calls() {
    return calls;
  }

  /** The values of the free parameters in the event. */
  double[] truth() {
    return Arrays.stream(free).mapToDouble(i -> fixed[i]).toArray();
  }

  /** The whitened signal [4 frequencies]. */
  double[] signal(double[] theta) {
    calls++;
    double[] values = fixed.clone();
    for (int i = 0; i < free.length; i++) {
      values[free[i]] = theta[i];
    }
    return detector.signal(Event.binary(values));
  }

  /** ln L = -|d - h(θ)|²/2 (section 3.3 of the sheet). */
  double logLikelihood(double[] theta, double[] data) {
    double[] signal = signal(theta);
    double sum = 0;
    for (int i = 0; i < data.length; i++) {
      double residual = data[i] - signal[i];
      sum += residual * residual;
    }
    return -sum / 2;
  }

  /**
   * dh/dθ by central differences, one row a parameter.
   *
   * @param step of each parameter
   */
  double[][] jacobian(double[] theta, double[] step) {
    double[][] rows = new double[free.length][];
    for (int i = 0; i < free.length; i++) {
      double[] more = theta.clone();
      double[] less = theta.clone();
      more[i] += step[i];
      less[i] -= step[i];
      double[] high = signal(more);
      double[] low = signal(less);
      double[] row = new double[high.length];
      for (int k = 0; k < row.length; k++) {
        row[k] = (high[k] - low[k]) / (2 * step[i]);
      }
      rows[i] = row;
    }
    return rows;
  }

  /** The Fisher information J J' [d × d] of a Jacobian. */
  static double[] fisher(double[][] jacobian) {
    int d = jacobian.length;
    double[] fisher = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = 0; k < jacobian[i].length; k++) {
          sum += jacobian[i][k] * jacobian[j][k];
        }
        fisher[i * d + j] = sum;
        fisher[j * d + i] = sum;
      }
    }
    return fisher;
  }
}
