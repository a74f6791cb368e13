package offprint.papers.maxentmechanics;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import offprint.kernels.convex.MaximumEntropy;
import offprint.kernels.convex.MomentProblem;

/**
 * The standard ensembles found again from averages alone (C1). Each number is the largest error of
 * what comes out: multipliers, probabilities or the density.
 */
final class Ensembles {
  private static final double TOLERANCE = 1e-13;
  private static final int MOST_STEPS = 300;

  private final IntConsumer onStep;

  Ensembles(IntConsumer onStep) {
    this.onStep = onStep;
  }

  /** A constant feature says nothing: all states are equally likely. */
  double microcanonical() {
    int n = 50;
    double[] one = new double[n];
    Arrays.fill(one, 1);
    MaximumEntropy model =
        MaximumEntropy.solve(
            MomentProblem.of(one, List.of("energy"), new double[][] {one}, new double[] {1}),
            TOLERANCE,
            MOST_STEPS,
            onStep);
    return largestDifference(model.p(), Arrays.stream(one).map(w -> w / n).toArray());
  }

  /** Known mean energy of random levels: p = exp(-beta E) / Z with the beta that made the mean. */
  double canonical(RandomGenerator random) {
    int n = 100;
    double[] energy = random.doubles(n, 0, 5).toArray();
    double beta = 1.3;
    double[] law = boltzmann(new double[][] {energy}, new double[] {beta});
    MaximumEntropy model = solve(List.of("energy"), new double[][] {energy}, law);
    return Math.max(Math.abs(model.multiplier(0) - beta), largestDifference(model.p(), law));
  }

  /** Known mean energy and number of ideal fermions in random levels: beta and -beta mu. */
  double grandCanonical(RandomGenerator random) {
    int levels = 8;
    double[] energy = random.doubles(levels, 0, 4).toArray();
    double[] total = new double[1 << levels];
    double[] number = new double[1 << levels];
    for (int s = 0; s < total.length; s++) {
      for (int i = 0; i < levels; i++) {
        total[s] += (s >> i & 1) * energy[i];
        number[s] += s >> i & 1;
      }
    }
    double beta = 0.8;
    double mu = 1.5;
    double[][] columns = {total, number};
    double[] law = boltzmann(columns, new double[] {beta, -beta * mu});
    MaximumEntropy model = solve(List.of("energy", "number"), columns, law);
    double occupied = 0;
    for (int s = 0; s < total.length; s++) {
      occupied += model.p()[s] * (s & 1);
    }
    double fermi = 1 / (1 + StrictMath.exp(beta * (energy[0] - mu)));
    return Math.max(
        Math.abs(occupied - fermi),
        Math.max(Math.abs(model.multiplier(0) - beta), Math.abs(model.multiplier(1) + beta * mu)));
  }

  /** Mean and variance on the line: the normal density, by its multipliers and entropy. */
  double gaussian() {
    double mean = 0.7;
    double sigma = 1.9;
    DensityFit fit =
        DensityFit.solve(
            Domain.LINE,
            0,
            0,
            new double[] {mean, mean * mean + sigma * sigma},
            TOLERANCE,
            MOST_STEPS,
            onStep);
    double entropy = 0.5 * StrictMath.log(2 * Math.PI * Math.E * sigma * sigma);
    return Math.max(
        Math.abs(fit.differentialEntropyNats() - entropy),
        Math.max(
            Math.abs(fit.multiplier(2) - 0.5 / (sigma * sigma)),
            Math.abs(fit.multiplier(1) + mean / (sigma * sigma))));
  }

  /** A mean on the half-line: the exponential density. */
  double exponential() {
    double mean = 2.5;
    DensityFit fit =
        DensityFit.solve(
            Domain.HALF_LINE, 0, 0, new double[] {mean}, TOLERANCE, MOST_STEPS, onStep);
    return Math.max(
        Math.abs(fit.multiplier(1) - 1 / mean),
        Math.abs(fit.differentialEntropyNats() - 1 - StrictMath.log(mean)));
  }

  private MaximumEntropy solve(List<String> names, double[][] columns, double[] law) {
    double[] one = new double[law.length];
    Arrays.fill(one, 1);
    double[] targets = new double[columns.length];
    for (int k = 0; k < targets.length; k++) {
      for (int i = 0; i < law.length; i++) {
        targets[k] += law[i] * columns[k][i];
      }
    }
    return MaximumEntropy.solve(
        MomentProblem.of(one, names, columns, targets), TOLERANCE, MOST_STEPS, onStep);
  }

  private static double[] boltzmann(double[][] columns, double[] multiplier) {
    double[] p = new double[columns[0].length];
    double z = 0;
    for (int i = 0; i < p.length; i++) {
      double exponent = 0;
      for (int k = 0; k < columns.length; k++) {
        exponent -= multiplier[k] * columns[k][i];
      }
      p[i] = StrictMath.exp(exponent);
      z += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= z;
    }
    return p;
  }

  private static double largestDifference(double[] a, double[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }
}
