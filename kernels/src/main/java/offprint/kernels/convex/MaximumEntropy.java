package offprint.kernels.convex;

import java.util.Arrays;
import java.util.StringJoiner;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The distribution of least relative entropy to a prior that has given expectations: p_i = q_i
 * exp(-sum_k lambda_k F_ik) / Z, by damped Newton on the dual D(lambda) = ln Z + lambda.m.
 * Entropies are in nats.
 *
 * <p>Targets on the boundary of what is reachable are met on the supporting face: states off the
 * face get probability 0, and some multipliers are infinite. Targets outside are refused.
 */
public final class MaximumEntropy {
  /** ln 1e-9. */
  private static final double LOG_CLEARLY_INSIDE = -20.72;

  private static final double ON_BOUNDARY = 1e-9;
  private static final double CONSISTENT = 1e-8;
  private static final int BLOCK = 8_192;

  private final MomentProblem problem;
  private final double[] p;
  private final double[] lambda;
  private final int[] infinite;
  private final int[] kept;
  private final double logPartition;
  private final double divergence;
  private final Optimum optimum;

  private MaximumEntropy(
      MomentProblem problem,
      double[] p,
      double[] lambda,
      int[] infinite,
      int[] kept,
      double logPartition,
      double divergence,
      Optimum optimum) {
    this.problem = problem;
    this.p = p;
    this.lambda = lambda;
    this.infinite = infinite;
    this.kept = kept;
    this.logPartition = logPartition;
    this.divergence = divergence;
    this.optimum = optimum;
  }

  /**
   * @param tolerance on the largest |E F_k - m_k|, in prior standard deviations of F_k
   * @param onStep told the number of each Newton step, and 0 at pivots of the feasibility program;
   *     may throw to stop
   * @throws IllegalArgumentException if no distribution has these expectations, naming the feature
   *     and its range or the combination that is violated
   */
  public static MaximumEntropy solve(
      MomentProblem problem, double tolerance, int maxIterations, IntConsumer onStep) {
    return solve(problem, new double[problem.constraints()], tolerance, maxIterations, onStep);
  }

  /**
   * @param unit size of each feature's spread on the face above, within which a feature that is
   *     constant on this one must meet its target
   */
  private static MaximumEntropy solve(
      MomentProblem problem,
      double[] unit,
      double tolerance,
      int maxIterations,
      IntConsumer onStep) {
    int[] positive =
        IntStream.range(0, problem.states()).filter(i -> problem.prior(i) > 0).toArray();
    if (positive.length < problem.states()) {
      return solve(problem.on(positive), unit, tolerance, maxIterations, onStep)
          .extended(problem, positive, new int[problem.constraints()]);
    }
    Standardised standard = Standardised.of(problem);
    int k = standard.kept().length;
    double[] box = new double[k];
    double[] ridge = new double[k];
    for (int a = 0; a < k; a++) {
      int constraint = standard.kept()[a];
      box[a] = problem.box(constraint) / standard.scale(constraint);
      double s = problem.deviation(constraint) / standard.scale(constraint);
      ridge[a] = s * s;
    }
    LogPartition partition = standard.partition();
    SmoothConvex dual = problem.isExact() ? partition : new Ridge(partition, ridge);
    double floor =
        Arrays.stream(ridge).allMatch(s -> s == 0) ? standard.floor() : Double.NEGATIVE_INFINITY;
    Optimum optimum =
        Arrays.stream(box).allMatch(b -> b == 0)
            ? DampedNewton.minimise(dual, new double[k], tolerance, maxIterations, floor, onStep)
            : ProximalNewton.minimise(dual, box, tolerance, maxIterations, floor, onStep);
    MaximumEntropy solution = of(problem, standard, partition, optimum);
    if (!problem.isExact()) {
      if (optimum.end() == Optimum.End.UNBOUNDED) {
        throw new IllegalArgumentException(
            "targets cannot be met within their boxes: widen box, or give sd");
      }
      return solution;
    }
    boolean inside = optimum.end() == Optimum.End.CONVERGED && isClearlyInside(partition, optimum);
    if (!inside && k > 0) {
      double[] points = standard.aroundMean(problem);
      double[] d = new double[k];
      for (int a = 0; a < k; a++) {
        int constraint = standard.kept()[a];
        d[a] =
            (problem.target(constraint) - standard.mean(constraint)) / standard.scale(constraint);
      }
      HullGauge gauge = HullGauge.of(points, d, () -> onStep.accept(0));
      if (gauge.value() > 1 + ON_BOUNDARY) {
        throw outside(problem, standard, gauge.normal());
      }
      if (gauge.value() >= 1 - ON_BOUNDARY) {
        return onFace(
            problem, standard, unit, gauge.normal(), points, tolerance, maxIterations, onStep);
      }
    }
    solution.requireConsistent(standard, unit, Math.max(CONSISTENT, 100 * tolerance));
    return solution;
  }

  /**
   * Two certificates that the targets lie inside by more than {@link #ON_BOUNDARY}, for a converged
   * p: p / q is above 1e-9 for every state; or the covariance is not small, since a variable of
   * mean 0 reaches at least its variance over its range (Bhatia and Davis) in every direction.
   */
  private static boolean isClearlyInside(LogPartition partition, Optimum optimum) {
    int k = optimum.point().length;
    if (partition.leastLogRatio(optimum.point()) >= LOG_CLEARLY_INSIDE) {
      return true;
    }
    double inverse = 0;
    for (double variance : Cholesky.damped(optimum.hessian(), k).inverseDiagonal()) {
      inverse += variance; // the trace bounds 1 / the least eigenvalue
    }
    return 1 / inverse >= 10 * ON_BOUNDARY * 4 * partition.largestSquare();
  }

  private static MaximumEntropy of(
      MomentProblem problem, Standardised standard, LogPartition partition, Optimum optimum) {
    double[] p = partition.probabilities(optimum.point());
    double[] lambda = new double[problem.constraints()];
    for (int a = 0; a < standard.kept().length; a++) {
      int constraint = standard.kept()[a];
      lambda[constraint] = optimum.point()[a] / standard.scale(constraint);
    }
    int k = standard.kept().length;
    double logPartition = partition.evaluate(optimum.point(), new double[k], new double[k * k]);
    for (int c = 0; c < lambda.length; c++) {
      logPartition -= lambda[c] * problem.target(c);
    }
    double[] divergence = new double[(p.length + BLOCK - 1) / BLOCK];
    IntStream blocks = IntStream.range(0, divergence.length);
    (divergence.length > 1 ? blocks.parallel() : blocks)
        .forEach(
            block -> {
              for (int i = block * BLOCK; i < Math.min(p.length, (block + 1) * BLOCK); i++) {
                divergence[block] +=
                    p[i] > 0 ? p[i] * (StrictMath.log(p[i]) - standard.logPrior(i)) : 0;
              }
            });
    return new MaximumEntropy(
        problem,
        p,
        lambda,
        new int[lambda.length],
        standard.kept(),
        logPartition,
        Arrays.stream(divergence).sum(),
        optimum);
  }

  private static MaximumEntropy onFace(
      MomentProblem problem,
      Standardised standard,
      double[] unit,
      double[] normal,
      double[] points,
      double tolerance,
      int maxIterations,
      IntConsumer onStep) {
    int k = normal.length;
    int[] face =
        IntStream.range(0, problem.states())
            .filter(
                i -> {
                  double height = 0;
                  for (int a = 0; a < k; a++) {
                    height += normal[a] * points[i * k + a];
                  }
                  return height >= 1 - ON_BOUNDARY;
                })
            .toArray();
    int[] sign = new int[problem.constraints()];
    for (int a = 0; a < k; a++) {
      sign[standard.kept()[a]] =
          Math.abs(normal[a]) > ON_BOUNDARY ? -(int) Math.signum(normal[a]) : 0;
    }
    double[] spread = new double[unit.length];
    Arrays.setAll(spread, c -> Math.max(unit[c], standard.scale(c)));
    return solve(problem.on(face), spread, tolerance, maxIterations, onStep)
        .extended(problem, face, sign);
  }

  private MaximumEntropy extended(MomentProblem whole, int[] states, int[] sign) {
    double[] all = new double[whole.states()];
    double total = 0;
    double within = 0;
    for (int i = 0; i < whole.states(); i++) {
      total += whole.prior(i);
    }
    for (int i = 0; i < states.length; i++) {
      all[states[i]] = p[i];
      within += whole.prior(states[i]);
    }
    double log = StrictMath.log(within / total);
    int[] signs = new int[sign.length];
    Arrays.setAll(signs, c -> sign[c] != 0 ? sign[c] : infinite[c]);
    return new MaximumEntropy(
        whole, all, lambda, signs, kept, logPartition + log, divergence - log, optimum);
  }

  private void requireConsistent(Standardised standard, double[] spread, double relative) {
    for (int c = 0; c < problem.constraints(); c++) {
      double unit =
          Math.max(Math.max(spread[c], standard.scale(c)), 1e-3 * Math.abs(standard.mean(c)));
      boolean dropped = Arrays.binarySearch(kept, c) < 0;
      double mean = dropped ? expectation(c) : problem.target(c);
      if (dropped && !(Math.abs(mean - problem.target(c)) <= relative * Math.max(unit, 1e-300))) {
        throw new IllegalArgumentException(
            "inconsistent constraints: '%s' is %s: its mean is %.10g: got target %.10g"
                .formatted(
                    problem.name(c),
                    standard.scale(c) == 0 ? "constant" : "fixed by the other features",
                    mean,
                    problem.target(c)));
      }
    }
  }

  private static IllegalArgumentException outside(
      MomentProblem problem, Standardised standard, double[] normal) {
    for (int c = 0; c < problem.constraints(); c++) {
      double low = Arrays.stream(problem.column(c)).min().orElseThrow();
      double high = Arrays.stream(problem.column(c)).max().orElseThrow();
      if (problem.target(c) < low || problem.target(c) > high) {
        return new IllegalArgumentException(
            "target of '%s' must be in [%.6g, %.6g], what the states can reach: got %.6g"
                .formatted(problem.name(c), low, high, problem.target(c)));
      }
    }
    StringJoiner combination = new StringJoiner(" ");
    double reached = Double.NEGATIVE_INFINITY;
    double asked = 0;
    double[] weight = new double[normal.length];
    for (int a = 0; a < normal.length; a++) {
      int c = standard.kept()[a];
      weight[a] = normal[a] / standard.scale(c);
      asked += weight[a] * problem.target(c);
      if (Math.abs(normal[a]) > 1e-9) {
        combination.add("%+.6g %s".formatted(weight[a], problem.name(c)));
      }
    }
    for (int i = 0; i < problem.states(); i++) {
      double height = 0;
      for (int a = 0; a < normal.length; a++) {
        height += weight[a] * problem.column(standard.kept()[a])[i];
      }
      reached = Math.max(reached, height);
    }
    return new IllegalArgumentException(
        "targets cannot be met together: %s is at most %.10g in every state: got %.10g"
            .formatted(combination, reached, asked));
  }

  /** p [n]; not to be changed. */
  public double[] p() {
    return p;
  }

  /** lambda_c in 1 / the feature's unit; 0 for features left out. See {@link #infinite}. */
  public double multiplier(int constraint) {
    return lambda[constraint];
  }

  /** +1 or -1 if the multiplier is infinite, of that sign; 0 otherwise. */
  public int infinite(int constraint) {
    return infinite[constraint];
  }

  public boolean isOnBoundary() {
    return Arrays.stream(infinite).anyMatch(sign -> sign != 0);
  }

  /** False for a constant feature and for one that the others determine. */
  public boolean isKept(int constraint) {
    return Arrays.binarySearch(kept, constraint) >= 0;
  }

  /** Features that are neither constant nor determined by others. */
  public int keptFeatures() {
    return kept.length;
  }

  /** ln Z, with the prior scaled to sum to 1; on the boundary, of the face. */
  public double logPartition() {
    return logPartition;
  }

  /** KL(p || q) in nats. */
  public double divergenceNats() {
    return divergence;
  }

  /** H(p) in nats. */
  public double entropyNats() {
    double sum = 0;
    for (double value : p) {
      sum -= value > 0 ? value * StrictMath.log(value) : 0;
    }
    return sum;
  }

  /** Dual value less primal value: 0 at the solution of exact targets. */
  public double dualityGap() {
    double dual = logPartition;
    for (int c = 0; c < lambda.length; c++) {
      dual += lambda[c] * problem.target(c);
    }
    return dual + divergence;
  }

  public int iterations() {
    return optimum.iterations();
  }

  /** Largest violation of optimality, in standard deviations. */
  public double residual() {
    return optimum.residual();
  }

  public boolean isConverged() {
    return optimum.end() == Optimum.End.CONVERGED;
  }

  public double expectation(int constraint) {
    double[] column = problem.column(constraint);
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += p[i] * column[i];
    }
    return sum;
  }

  /** Cov_p(F) [k][k]: minus the response of the expectations to the multipliers. */
  public double[][] covariance() {
    int k = problem.constraints();
    double[][] covariance = new double[k][k];
    for (int a = 0; a < k; a++) {
      for (int b = 0; b <= a; b++) {
        double[] x = problem.column(a);
        double[] y = problem.column(b);
        double meanX = expectation(a);
        double meanY = expectation(b);
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
          sum += p[i] * (x[i] - meanX) * (y[i] - meanY);
        }
        covariance[a][b] = sum;
        covariance[b][a] = sum;
      }
    }
    return covariance;
  }

  /**
   * Standard errors of the multipliers when the targets are means over {@code samples} independent
   * observations: the root of the diagonal of Cov_p(F)^-1 / samples; NaN for features left out.
   */
  public double[] standardErrors(double samples) {
    double[][] covariance = covariance();
    int k = kept.length;
    double[] matrix = new double[k * k];
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        matrix[a * k + b] = covariance[kept[a]][kept[b]];
      }
    }
    double[] errors = new double[lambda.length];
    Arrays.fill(errors, Double.NaN);
    double[] variance = Cholesky.damped(matrix, k).inverseDiagonal();
    for (int a = 0; a < k; a++) {
      errors[kept[a]] = Math.sqrt(variance[a] / samples);
    }
    return errors;
  }
}
