package offprint.papers.rnnhmm;

import java.util.Arrays;
import java.util.List;
import offprint.kernels.linalg.SymmetricEigen;

/**
 * The plane of the two greatest principal components of the states, and how fast they turn in it.
 *
 * @param axes two orthonormal directions
 * @param explained share of the variance along each
 * @param rotation of each trial: mean signed angle per step, in radians
 */
record Orbit(double[] mean, List<double[]> axes, double[] explained, double[] rotation) {
  static Orbit of(Driven run) {
    int n = run.rnn().hidden();
    double[] mean = new double[n];
    double steps = (double) run.trials() * run.time();
    for (double[] trial : run.states()) {
      for (int i = 0; i < trial.length; i++) {
        mean[i % n] += trial[i] / steps;
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(covariance(run, mean), n);
    double total = Arrays.stream(eigen.values()).sum();
    List<double[]> axes = List.of(eigen.vector(0), eigen.vector(1));
    double[] explained = {
      total > 0 ? eigen.value(0) / total : 0, total > 0 ? eigen.value(1) / total : 0
    };
    Orbit orbit = new Orbit(mean, axes, explained, new double[run.trials()]);
    for (int i = 0; i < run.trials(); i++) {
      orbit.rotation[i] = orbit.meanAngle(run.states()[i]);
    }
    return orbit;
  }

  private static double[] covariance(Driven run, double[] mean) {
    int n = mean.length;
    double[] sums = new double[n * n];
    int stride = Math.max(1, run.trials() * run.time() / 20_000);
    double[] d = new double[n];
    for (double[] trial : run.states()) {
      for (int t = 0; t < run.time(); t += stride) {
        for (int i = 0; i < n; i++) {
          d[i] = trial[t * n + i] - mean[i];
        }
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < n; j++) {
            sums[i * n + j] += d[i] * d[j];
          }
        }
      }
    }
    return sums;
  }

  private double meanAngle(double[] trial) {
    int n = mean.length;
    double[] before = project(trial, 0);
    double sum = 0;
    int steps = trial.length / n - 1;
    for (int t = 1; t <= steps; t++) {
      double[] now = project(trial, t * n);
      sum +=
          Math.atan2(
              before[0] * now[1] - before[1] * now[0], before[0] * now[0] + before[1] * now[1]);
      before = now;
    }
    return sum / steps;
  }

  /** The two coordinates of a state. */
  double[] project(double[] states, int at) {
    double[] place = new double[2];
    for (int a = 0; a < 2; a++) {
      double[] axis = axes.get(a);
      for (int i = 0; i < axis.length; i++) {
        place[a] += axis[i] * (states[at + i] - mean[i]);
      }
    }
    return place;
  }

  double meanRotation() {
    return Arrays.stream(rotation).average().orElseThrow();
  }

  double sdRotation() {
    double mean = meanRotation();
    double squares = Arrays.stream(rotation).map(r -> (r - mean) * (r - mean)).sum();
    return Math.sqrt(squares / Math.max(1, rotation.length - 1));
  }
}
