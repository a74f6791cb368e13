package offprint.papers.lisasnl;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import offprint.harness.Findings;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The cheapest exact answer: Gauss-Newton steps with damping (Levenberg, Marquardt) to the best
 * fit, then importance sampling from a t distribution of its width.
 *
 * @param draws from the exact posterior
 * @param proposal best fit with the inverse Fisher information there
 * @param calls of the simulator
 * @param width standard deviations from the Fisher information at the best fit [d]
 */
record Laplace(Draws draws, Gaussian proposal, long calls, double[] width) {
  private static final int MOST_STEPS = 60;
  private static final double STEP_SHARE = 1e-7;

  /**
   * @param starts points from which the one of highest likelihood is taken
   * @param count draws of the importance sampling
   */
  static Laplace of(
      Simulator simulator,
      Box prior,
      double[] data,
      double[][] starts,
      int count,
      RandomGenerator random) {
    long before = simulator.calls();
    double[] best = starts[0];
    double highest = Double.NEGATIVE_INFINITY;
    for (double[] start : starts) {
      double value = simulator.logLikelihood(start, data);
      if (value > highest) {
        highest = value;
        best = start;
      }
    }
    double[] mode = climb(simulator, prior, data, best, highest);
    double[] covariance = covariance(simulator, prior, mode);
    int d = mode.length;
    Gaussian proposal = new Gaussian(mode, covariance);
    Draws draws =
        Importance.sample(
            proposal, prior, theta -> simulator.logLikelihood(theta, data), count, random);
    double[] width = new double[d];
    Arrays.setAll(width, i -> Math.sqrt(covariance[i * d + i]));
    return new Laplace(draws, proposal, simulator.calls() - before, width);
  }

  /**
   * This, or what is found from another start if that fits better by more than rounding; the calls
   * of both count then.
   */
  Laplace orBetter(
      Simulator simulator,
      Box prior,
      double[] data,
      double[] start,
      int count,
      RandomGenerator random,
      Findings out) {
    Laplace other = of(simulator, prior, data, new double[][] {start}, count, random);
    double ours = simulator.logLikelihood(proposal.mean(), data);
    double theirs = simulator.logLikelihood(other.proposal.mean(), data);
    if (theirs < ours + 0.1) {
      return this;
    }
    out.text(
        "The best fit from draws of the prior is a lesser peak (ln L %.1f against %.1f): the exact posterior here begins at the learnt one's mean."
            .formatted(ours, theirs));
    return new Laplace(other.draws, other.proposal, calls + other.calls, other.width);
  }

  private static double[] climb(
      Simulator simulator, Box prior, double[] data, double[] start, double value) {
    int d = start.length;
    double[] at = start.clone();
    double highest = value;
    double damping = 1e-3;
    for (int iteration = 0; iteration < MOST_STEPS; iteration++) {
      double[][] jacobian = simulator.jacobian(at, steps(prior));
      double[] fisher = Simulator.fisher(jacobian);
      double[] residual = simulator.signal(at);
      for (int k = 0; k < residual.length; k++) {
        residual[k] = data[k] - residual[k];
      }
      DMatrixRMaj slope = new DMatrixRMaj(d, 1);
      for (int i = 0; i < d; i++) {
        double sum = 0;
        for (int k = 0; k < residual.length; k++) {
          sum += jacobian[i][k] * residual[k];
        }
        slope.set(i, sum);
      }
      boolean better = false;
      double gain = 0;
      for (int attempt = 0; attempt < 8 && !better; attempt++) {
        double[] next = at.clone();
        DMatrixRMaj damped = new DMatrixRMaj(d, d, true, fisher.clone());
        for (int i = 0; i < d; i++) {
          damped.set(i, i, damped.get(i, i) * (1 + damping));
        }
        DMatrixRMaj step = new DMatrixRMaj(d, 1);
        if (CommonOps_DDRM.solve(damped, slope, step)) {
          for (int i = 0; i < d; i++) {
            next[i] = Math.clamp(at[i] + step.get(i), prior.low()[i], prior.high()[i]);
          }
          double reached = simulator.logLikelihood(next, data);
          gain = reached - highest;
          better = gain > 0;
          if (better) {
            at = next;
            highest = reached;
          }
        }
        damping = Math.clamp(better ? damping / 10 : damping * 10, 1e-9, 1e9);
      }
      if (!better || gain < 1e-6) {
        break;
      }
    }
    return at;
  }

  /** Steps of differences: a small share of the prior's width. */
  private static double[] steps(Box prior) {
    double[] steps = new double[prior.dimension()];
    Arrays.setAll(steps, i -> STEP_SHARE * (prior.high()[i] - prior.low()[i]));
    return steps;
  }

  /** The inverse Fisher information [d × d] at a point. */
  static double[] covariance(Simulator simulator, Box prior, double[] theta) {
    return inverse(Simulator.fisher(simulator.jacobian(theta, steps(prior))), theta.length);
  }

  /**
   * Inverts on the scale of the diagonal, whose entries may differ by many powers of ten.
   *
   * @throws ArithmeticException if the information is singular
   */
  static double[] inverse(double[] fisher, int d) {
    double[] scale = new double[d];
    Arrays.setAll(scale, i -> 1 / Math.sqrt(fisher[i * d + i]));
    DMatrixRMaj scaled = new DMatrixRMaj(d, d);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        scaled.set(i, j, fisher[i * d + j] * scale[i] * scale[j]);
      }
    }
    if (!CommonOps_DDRM.invert(scaled)) {
      throw new ArithmeticException(
          "the signal does not depend on all free parameters: their Fisher information is"
              + " singular");
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        scaled.set(i, j, scaled.get(i, j) * scale[i] * scale[j]);
      }
    }
    return scaled.data;
  }
}
