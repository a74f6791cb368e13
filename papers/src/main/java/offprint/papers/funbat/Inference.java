package offprint.papers.funbat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import offprint.kernels.gp.MaternProcess;
import offprint.kernels.special.GammaFunction;
import offprint.kernels.tensor.KroneckerSums;
import offprint.kernels.tensor.SparseTensor;

/**
 * Message passing with variance-exact moments: the core, then each mode, then the noise, in sweeps.
 * Its fixed point is that of mean-field variational inference, so {@link #bound} never falls
 * without damping.
 */
final class Inference {
  private static final double SHAPE = 1; // a0 of the prior Gamma(a0, b0) of the noise precision

  private final SparseTensor rows;
  private final KroneckerSums sums;
  private final double damping;
  private final double priorRate; // b0
  private final int rank;
  private final Factor[] factors;
  private final Core core;
  private final double shape; // of q(tau)
  private double rate;
  private double tau; // E[tau]
  private double squares; // E of the sum of squared errors

  /**
   * @param axes the indices of the rows
   * @param y values [rows]
   */
  Inference(Axis[] axes, double[] y, Design design, RandomGenerator random) {
    rows = new SparseTensor(Axis.indices(axes), Axis.sizes(axes), y);
    sums = new KroneckerSums(rows.index(), rows.sizes());
    damping = design.damping();
    priorRate = design.noiseRate();
    rank = design.rank();
    MaternProcess[] processes = design.processes(axes.length);
    factors = new Factor[axes.length];
    for (int k = 0; k < factors.length; k++) {
      factors[k] = Factor.start(processes[k], axes[k].values(), rank, design.start(), random);
    }
    core = design.core(axes.length);
    shape = SHAPE + 0.5 * y.length;
    tau = design.tau0();
  }

  /**
   * One sweep.
   *
   * @param beforeEach called before each part of it, for stops
   */
  void sweep(Runnable beforeEach) {
    beforeEach.run();
    core.update(rows, sums, Tables.of(factors), tau);
    for (int k = 0; k < factors.length; k++) {
      beforeEach.run();
      Messages messages = core.messages(rows, sums, Tables.of(factors), k);
      factors[k].update(messages, tau, damping);
      if (k == factors.length - 1) {
        squares = messages.squares(factors[k].mean(), factors[k].second(), rank);
      }
    }
    squares = Math.max(0, squares + Arrays.stream(rows.values()).map(y -> y * y).sum());
    rate = priorRate + 0.5 * squares;
    tau = shape / rate;
    if (!Double.isFinite(tau)) {
      throw new ArithmeticException("the noise precision is " + tau);
    }
  }

  /** The variational lower bound of ln p(y), nats, after a sweep. */
  double bound() {
    double logTau = GammaFunction.digamma(shape) - Math.log(rate);
    double bound = 0.5 * rows.entries() * (logTau - Math.log(2 * Math.PI)) - 0.5 * tau * squares;
    bound -=
        (shape - SHAPE) * GammaFunction.digamma(shape)
            - GammaFunction.logGamma(shape)
            + GammaFunction.logGamma(SHAPE)
            + SHAPE * (Math.log(rate) - Math.log(priorRate))
            + shape * (priorRate - rate) / rate;
    bound -= core.divergence();
    for (Factor factor : factors) {
      bound -= factor.divergence();
    }
    return bound;
  }

  /** E[tau]. */
  double noisePrecision() {
    return tau;
  }

  Posterior posterior() {
    return new Posterior(factors.clone(), core, 1 / tau);
  }
}
