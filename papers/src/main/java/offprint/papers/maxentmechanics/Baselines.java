package offprint.papers.maxentmechanics;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import offprint.harness.Frame;
import offprint.kernels.convex.MaximumEntropy;
import offprint.kernels.convex.MomentProblem;

/**
 * The usual algorithms for log-linear models, for comparison: generalised iterative scaling and
 * gradient descent. Both stop once every target is met within 1e-10 prior standard deviations.
 */
final class Baselines {
  static final int MOST_STEPS = 20_000;
  private static final double TOLERANCE = 1e-10;

  /** States times features times steps that a baseline may cost. */
  private static final double MOST_WORK = 4e8;

  /**
   * The result of a solver.
   *
   * @param miss largest miss of a target, in standard deviations
   */
  record Outcome(String solver, int steps, double miss, double[] p) {}

  private final double[] prior;
  private final double[][] feature;
  private final double[] target;
  private final double[] scale;
  private final Runnable onStep;

  /**
   * @param problem exact, with a prior above 0 everywhere
   * @param onStep may throw to stop
   */
  Baselines(MomentProblem problem, Runnable onStep) {
    int constraints = problem.constraints();
    this.onStep = onStep;
    prior = problem.priorLaw();
    feature = IntStream.range(0, constraints).mapToObj(problem::column).toArray(double[][]::new);
    target = IntStream.range(0, constraints).mapToDouble(problem::target).toArray();
    scale = new double[feature.length];
    for (int k = 0; k < scale.length; k++) {
      double mean = mean(prior, feature[k]);
      double square = mean(prior, Arrays.stream(feature[k]).map(v -> v * v).toArray());
      double deviation = Math.sqrt(Math.max(0, square - mean * mean));
      scale[k] = deviation > 0 ? deviation : 1;
    }
  }

  /** A table of Newton's method and both baselines; returns the baselines. */
  List<Outcome> compare(MaximumEntropy newton, String problem, Frame rows) {
    List<Outcome> outcomes = List.of(iterativeScaling(), gradientDescent());
    rows.row(problem, "damped Newton", newton.iterations(), newton.residual(), newton.dualityGap());
    for (Outcome o : outcomes) {
      rows.row(problem, o.solver, o.steps, o.miss, Math.max(0, Nats.divergence(newton.p(), o.p)));
    }
    return outcomes;
  }

  /** The rows of {@link #compare}. */
  static Frame frame() {
    return Frame.of("problem", "solver", "steps", "largest miss (sd)", "gap (nats)");
  }

  static String title() {
    return "Against the usual solvers (stopped at 1e-10 sd or %,d steps)".formatted(MOST_STEPS);
  }

  /**
   * Darroch and Ratcliff: features shifted to be not negative and joined by a slack so that each
   * state's sum is C; each step adds (1 / C) ln(m_k / E F_k) to -lambda_k.
   */
  private Outcome iterativeScaling() {
    int k = feature.length;
    double[][] f = new double[k + 1][prior.length];
    double[] goal = new double[k + 1];
    double[] sum = new double[prior.length];
    for (int a = 0; a < k; a++) {
      double low = Arrays.stream(feature[a]).min().orElse(0);
      goal[a] = target[a] - low;
      for (int i = 0; i < prior.length; i++) {
        f[a][i] = feature[a][i] - low;
        sum[i] += f[a][i];
      }
    }
    double c = Arrays.stream(sum).max().orElse(1);
    Arrays.setAll(f[k], i -> c - sum[i]);
    goal[k] = c - Arrays.stream(goal).sum();
    return iterate(
        "generalised iterative scaling",
        f,
        (weight, mean) ->
            Arrays.setAll(
                weight,
                a ->
                    mean[a] > 0 && goal[a] > 0
                        ? weight[a] + StrictMath.log(goal[a] / mean[a]) / c
                        : weight[a]));
  }

  /** Steps of 1 / L along the gradient, L the largest squared length of a standardised state. */
  private Outcome gradientDescent() {
    double[][] f = new double[feature.length][prior.length];
    double[] length = new double[prior.length];
    for (int a = 0; a < f.length; a++) {
      for (int i = 0; i < prior.length; i++) {
        f[a][i] = (feature[a][i] - target[a]) / scale[a];
        length[i] += f[a][i] * f[a][i];
      }
    }
    double step = 1 / Arrays.stream(length).max().orElse(1);
    return iterate(
        "gradient descent, step 1 / L",
        f,
        (weight, mean) -> Arrays.setAll(weight, a -> weight[a] - step * mean[a]));
  }

  private Outcome iterate(String solver, double[][] f, BiConsumer<double[], double[]> update) {
    int most = (int) Math.min(MOST_STEPS, MOST_WORK / Math.max(1, prior.length * feature.length));
    double[] weight = new double[f.length];
    for (int steps = 0; ; steps++) {
      double[] p = law(f, weight);
      double miss = 0;
      for (int a = 0; a < feature.length; a++) {
        miss = Math.max(miss, Math.abs(mean(p, feature[a]) - target[a]) / scale[a]);
      }
      if (miss < TOLERANCE || steps == most) {
        return new Outcome(solver, steps, miss, p);
      }
      onStep.run();
      update.accept(weight, Arrays.stream(f).mapToDouble(values -> mean(p, values)).toArray());
    }
  }

  /** p = q exp(weight.f) / Z. */
  private double[] law(double[][] f, double[] weight) {
    double[] e = new double[prior.length];
    double top = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < e.length; i++) {
      e[i] = StrictMath.log(prior[i]);
      for (int a = 0; a < weight.length; a++) {
        e[i] += weight[a] * f[a][i];
      }
      top = Math.max(top, e[i]);
    }
    double z = 0;
    for (int i = 0; i < e.length; i++) {
      e[i] = StrictMath.exp(e[i] - top);
      z += e[i];
    }
    for (int i = 0; i < e.length; i++) {
      e[i] /= z;
    }
    return e;
  }

  private static double mean(double[] p, double[] f) {
    double mean = 0;
    for (int i = 0; i < f.length; i++) {
      mean += p[i] * f[i];
    }
    return mean;
  }
}
