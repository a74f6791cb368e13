package offprint.papers.maxentmechanics;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.convex.MaximumEntropy;
import offprint.kernels.convex.MomentProblem;

/**
 * The standard ensembles, recovered from averages alone (C1). Each number is the largest error of
 * the multipliers, the probabilities or the density.
 *
 * @param onStep may throw to stop
 */
record Ensembles(Runnable onStep) {
  private static final Newton NEWTON = new Newton(1e-13, 300);

  /** A constant feature carries no information: all states are equally likely. */
  double microcanonical() {
    double[] one = new double[50];
    Arrays.fill(one, 1);
    double[] uniform = Arrays.stream(one).map(w -> w / one.length).toArray();
    return largestDifference(solve(List.of("energy"), new double[][] {one}, uniform).p(), uniform);
  }

  /** Known mean energy of random levels: p = exp(-beta E) / Z with the beta that made the mean. */
  double canonical(RandomGenerator random) {
    double[][] energy = {random.doubles(100, 0, 5).toArray()};
    double beta = 1.3;
    double[] law = boltzmann(energy, beta);
    MaximumEntropy model = solve(List.of("energy"), energy, law);
    return Math.max(Math.abs(model.multiplier(0) - beta), largestDifference(model.p(), law));
  }

  /** Known mean energy and number of ideal fermions in random levels: beta and -beta mu. */
  double grandCanonical(RandomGenerator random) {
    int levels = 8;
    double[] energy = random.doubles(levels, 0, 4).toArray();
    double[][] columns = new double[2][1 << levels]; // energy, number
    for (int s = 0; s < 1 << levels; s++) {
      for (int i = 0; i < levels; i++) {
        columns[0][s] += (s >> i & 1) * energy[i];
        columns[1][s] += s >> i & 1;
      }
    }
    double beta = 0.8;
    double mu = 1.5;
    double[] law = boltzmann(columns, beta, -beta * mu);
    MaximumEntropy model = solve(List.of("energy", "number"), columns, law);
    double occupied = 0;
    for (int s = 1; s < law.length; s += 2) {
      occupied += model.p()[s];
    }
    double fermi = 1 / (1 + StrictMath.exp(beta * (energy[0] - mu)));
    double multipliers =
        Math.max(Math.abs(model.multiplier(0) - beta), Math.abs(model.multiplier(1) + beta * mu));
    return Math.max(Math.abs(occupied - fermi), multipliers);
  }

  /** Mean and variance on the line: the normal density, by its multipliers and entropy. */
  double gaussian() {
    double mean = 0.7;
    double variance = 1.9 * 1.9;
    double[] moments = {mean, mean * mean + variance};
    DensityFit fit = new DensityFit(Domain.LINE, 0, 0, moments, NEWTON, onStep);
    double entropy = 0.5 * StrictMath.log(2 * Math.PI * Math.E * variance);
    double multipliers =
        Math.max(
            Math.abs(fit.multiplier(2) - 0.5 / variance),
            Math.abs(fit.multiplier(1) + mean / variance));
    return Math.max(Math.abs(fit.differentialEntropyNats() - entropy), multipliers);
  }

  /** A mean on the half-line: the exponential density. */
  double exponential() {
    double mean = 2.5;
    DensityFit fit = new DensityFit(Domain.HALF_LINE, 0, 0, new double[] {mean}, NEWTON, onStep);
    return Math.max(
        Math.abs(fit.multiplier(1) - 1 / mean),
        Math.abs(fit.differentialEntropyNats() - 1 - StrictMath.log(mean)));
  }

  private MaximumEntropy solve(List<String> names, double[][] columns, double[] law) {
    return NEWTON.solve(MomentProblem.matching(law, names, columns), "ensemble", onStep);
  }

  private static double[] boltzmann(double[][] columns, double... multiplier) {
    double[] p = new double[columns[0].length];
    for (int i = 0; i < p.length; i++) {
      double exponent = 0;
      for (int k = 0; k < columns.length; k++) {
        exponent -= multiplier[k] * columns[k][i];
      }
      p[i] = StrictMath.exp(exponent);
    }
    double z = Arrays.stream(p).sum();
    return Arrays.stream(p).map(w -> w / z).toArray();
  }

  private static double largestDifference(double[] a, double[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }
}
