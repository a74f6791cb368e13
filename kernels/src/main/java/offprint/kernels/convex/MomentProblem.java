package offprint.kernels.convex;

import java.util.Arrays;
import java.util.List;

/**
 * What is known of a distribution over n states: prior weights and expectations of k features.
 * Targets may be inexact: within a box |E F_k - m_k| <= b_k, or Gaussian with standard deviation
 * s_k.
 */
public final class MomentProblem {
  private final double[] prior;
  private final List<String> names;
  private final double[][] columns;
  private final double[] targets;
  private final double[] box;
  private final double[] deviation;

  private MomentProblem(
      double[] prior,
      List<String> names,
      double[][] columns,
      double[] targets,
      double[] box,
      double[] deviation) {
    this.prior = prior;
    this.names = names;
    this.columns = columns;
    this.targets = targets;
    this.box = box;
    this.deviation = deviation;
  }

  /**
   * Exact targets. Takes the arrays without copying.
   *
   * @param prior [n], not negative, not all 0; scaled to sum to 1 by the solver
   * @param names [k], for messages
   * @param columns [k][n] values of the features
   * @param targets [k]
   * @throws IllegalArgumentException naming the state (from 1) or feature that is not finite, or a
   *     negative prior
   */
  public static MomentProblem of(
      double[] prior, List<String> names, double[][] columns, double[] targets) {
    if (columns.length != names.size() || targets.length != names.size()) {
      throw new IllegalArgumentException(
          "names, features and targets must be equally many: got %d, %d, %d"
              .formatted(names.size(), columns.length, targets.length));
    }
    if (prior.length < 2) {
      throw new IllegalArgumentException("states must be at least 2: got " + prior.length);
    }
    double sum = 0;
    for (int i = 0; i < prior.length; i++) {
      if (!(prior[i] >= 0) || Double.isInfinite(prior[i])) {
        throw new IllegalArgumentException(
            "prior of state %d must be a number not below 0: got %s".formatted(i + 1, prior[i]));
      }
      sum += prior[i];
    }
    if (!(sum > 0)) {
      throw new IllegalArgumentException("prior must be above 0 for some state: got 0 for all");
    }
    for (int k = 0; k < columns.length; k++) {
      if (!isFinite(columns[k])) {
        int i = 0;
        while (Double.isFinite(columns[k][i])) {
          i++;
        }
        throw new IllegalArgumentException(
            "feature '%s' of state %d must be finite: got %s"
                .formatted(names.get(k), i + 1, columns[k][i]));
      }
      if (!Double.isFinite(targets[k])) {
        throw new IllegalArgumentException(
            "target of '%s' must be finite: got %s".formatted(names.get(k), targets[k]));
      }
    }
    double[] zero = new double[columns.length];
    return new MomentProblem(prior, List.copyOf(names), columns, targets, zero, zero);
  }

  /**
   * The features' expectations under a known law as exact targets, all states equally likely
   * before.
   *
   * @param law [n]
   * @param columns [k][n]
   */
  public static MomentProblem matching(double[] law, List<String> names, double[][] columns) {
    double[] uniform = new double[law.length];
    Arrays.fill(uniform, 1);
    double[] targets = new double[columns.length];
    for (int k = 0; k < targets.length; k++) {
      for (int i = 0; i < law.length; i++) {
        targets[k] += law[i] * columns[k][i];
      }
    }
    return of(uniform, names, columns, targets);
  }

  /** 0 x is 0 for finite x only: one sum tells, without a branch for each value. */
  private static boolean isFinite(double[] column) {
    double sum = 0;
    for (double value : column) {
      sum += 0 * value;
    }
    return sum == 0;
  }

  /** The same with half-widths b [k], not negative; 0 is exact. */
  public MomentProblem within(double... halfWidth) {
    return new MomentProblem(prior, names, columns, targets, halfWidth, deviation);
  }

  /** The same with standard deviations s [k] of the targets, not negative; 0 is exact. */
  public MomentProblem measured(double... standardDeviation) {
    return new MomentProblem(prior, names, columns, targets, box, standardDeviation);
  }

  /** The first {@code k} constraints only. */
  public MomentProblem first(int k) {
    return select(index -> index < k);
  }

  /** All constraints but one. */
  public MomentProblem without(int constraint) {
    return select(index -> index != constraint);
  }

  private MomentProblem select(java.util.function.IntPredicate wanted) {
    int[] kept = java.util.stream.IntStream.range(0, columns.length).filter(wanted).toArray();
    return new MomentProblem(
        prior,
        Arrays.stream(kept).mapToObj(names::get).toList(),
        Arrays.stream(kept).mapToObj(k -> columns[k]).toArray(double[][]::new),
        Arrays.stream(kept).mapToDouble(k -> targets[k]).toArray(),
        Arrays.stream(kept).mapToDouble(k -> box[k]).toArray(),
        Arrays.stream(kept).mapToDouble(k -> deviation[k]).toArray());
  }

  /** The problem on some states only. */
  MomentProblem on(int[] states) {
    double[][] restricted = new double[columns.length][states.length];
    for (int k = 0; k < columns.length; k++) {
      for (int i = 0; i < states.length; i++) {
        restricted[k][i] = columns[k][states[i]];
      }
    }
    return new MomentProblem(
        Arrays.stream(states).mapToDouble(i -> prior[i]).toArray(),
        names,
        restricted,
        targets,
        box,
        deviation);
  }

  public int states() {
    return prior.length;
  }

  public int constraints() {
    return columns.length;
  }

  public String name(int k) {
    return names.get(k);
  }

  public double target(int k) {
    return targets[k];
  }

  /** Values of feature k [n]; not to be changed. */
  public double[] column(int k) {
    return columns[k];
  }

  /** Prior weights that sum to 1 [n]. */
  public double[] priorLaw() {
    double sum = Arrays.stream(prior).sum();
    return Arrays.stream(prior).map(q -> q / sum).toArray();
  }

  double box(int k) {
    return box[k];
  }

  double deviation(int k) {
    return deviation[k];
  }

  boolean isExact() {
    return Arrays.stream(box).allMatch(b -> b == 0)
        && Arrays.stream(deviation).allMatch(s -> s == 0);
  }

  double prior(int i) {
    return prior[i];
  }
}
