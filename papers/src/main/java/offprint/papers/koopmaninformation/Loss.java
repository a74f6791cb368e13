package offprint.papers.koopmaninformation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.random.RandomGenerator;
import offprint.kernels.linalg.SpectrumEntropy;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;

/** The loss of a batch of windows (Algorithm 2), as part of a graph. Not thread-safe. */
final class Loss {
  /** Shares of the latents' spectrum below it count as it. */
  static final double LEAST_SHARE = 1e-8;

  private final Session session;
  private final Design design;
  private final Objective objective;
  private final RandomGenerator random;
  private final DataType type;
  private final int window;
  private final NDArray others;
  private final NDArray positives;
  private Parts last = new Parts(0, 0, 0, 0, 0);

  /**
   * The parts of the loss, unweighted.
   *
   * @param forward L_fwd, of the states that K foretells
   * @param identity L_id, of the states that are only encoded and decoded
   * @param koopman L_koop, of the linear steps
   * @param information L_mi
   * @param entropy S in nats
   */
  record Parts(
      double forward, double identity, double koopman, double information, double entropy) {
    double total(Objective o) {
      return forward
          + identity
          + o.beta() * koopman
          + o.alpha() * information
          + o.signedGamma() * entropy;
    }

    private void requireFinite() {
      String[] names = {"forward error", "reconstruction", "linearity", "mutual information"};
      double[] values = {forward, identity, koopman, information};
      for (int i = 0; i < names.length; i++) {
        if (!Double.isFinite(values[i])) {
          throw new ArithmeticException("the %s is %s".formatted(names[i], values[i]));
        }
      }
    }
  }

  /**
   * @param window T: windows have T + 1 rows
   * @param random of the variational noise
   */
  Loss(
      Session session,
      Design design,
      Objective objective,
      int window,
      RandomGenerator random,
      DataType type) {
    this.session = session;
    this.design = design;
    this.objective = objective;
    this.window = window;
    this.random = random;
    this.type = type;
    int rows = window + 1;
    double[] notSelf = new double[rows * rows];
    double[] near = new double[rows * rows];
    for (int n = 0; n < rows; n++) {
      for (int j = 0; j < rows; j++) {
        int distance = Math.abs(n - j);
        notSelf[n * rows + j] = distance > 0 ? 1 : 0;
        near[n * rows + j] = distance > 0 && distance <= objective.neighbours() ? 1 : 0;
      }
    }
    others = constant(notSelf, rows, rows);
    positives = constant(near, rows, rows);
  }

  private NDArray constant(double[] values, long... shape) {
    NDArray doubles = session.constant(values, shape);
    return type == DataType.FLOAT64 ? doubles : doubles.toType(type, false);
  }

  /** The parts of the last {@link #of}. */
  Parts last() {
    return last;
  }

  /**
   * A scalar with the gradient of the loss. Its value is that of the loss but for the entropy,
   * which is linear here with the gradient as factor.
   *
   * @param x states [batch, T + 1, n]
   * @throws ArithmeticException if a part is not finite, naming it
   */
  NDArray of(NDArray x, Parameters.Views p) {
    NDArray encoded = Network.apply("encoder", x, p);
    NDArray z = encoded;
    NDArray spread = constant(new double[1]);
    if (design.variational()) {
      z = encoded.get(new NDIndex("..., 0:" + design.latent()));
      spread = encoded.get(new NDIndex("..., %d:".formatted(design.latent())));
    }
    NDArray mean = z;
    if (design.variational()) {
      z = mean.add(Functional.scale(spread, 0.5).exp().mul(noise(mean.getShape())));
    }
    NDArray k =
        design.operator() == Design.Operator.RIDGE ? ridge(z) : p.get("operator").transpose();
    NDArray later = z.get(new NDIndex(":, 1:"));
    NDArray moved = objective.rollout() ? rolledOut(z, k) : z.get(new NDIndex(":, :-1")).matMul(k);
    NDArray decoded = Network.apply("decoder", z.concat(moved, 1), p);
    NDArray identity = x.sub(decoded.get(new NDIndex(":, 0:" + (window + 1)))).square().mean();
    NDArray forward =
        x.get(new NDIndex(":, 1:"))
            .sub(decoded.get(new NDIndex(":, %d:".formatted(window + 1))))
            .square()
            .mean();
    NDArray step = later.sub(moved).square();
    NDArray koopman = design.variational() ? likelihood(step, mean, spread, p) : step.mean();
    NDArray information = objective.alpha() > 0 ? information(z) : constant(new double[1]).sum();
    NDArray sum =
        forward
            .add(identity)
            .add(Functional.scale(koopman, objective.beta()))
            .add(Functional.scale(information, objective.alpha()));
    double[] values =
        NDArrays.stack(new NDList(forward, identity, koopman, information))
            .toType(DataType.FLOAT64, false)
            .toDoubleArray();
    last = new Parts(values[0], values[1], values[2], values[3], 0);
    last.requireFinite();
    return objective.gamma() > 0 ? sum.add(entropy(z)) : sum;
  }

  /** K z_0, K² z_0, … [batch, T, d]. */
  private NDArray rolledOut(NDArray z, NDArray k) {
    NDArray at = z.get(new NDIndex(":, 0"));
    NDList steps = new NDList(window);
    for (int j = 0; j < window; j++) {
      at = at.matMul(k);
      steps.add(at);
    }
    return NDArrays.stack(steps, 1);
  }

  /** Kᵀ by ridge regression, the mean over windows; no gradient reaches it. */
  private NDArray ridge(NDArray z) {
    double[] latents = z.toType(DataType.FLOAT64, false).toDoubleArray();
    int d = design.latent();
    return constant(RidgeOperator.mean(latents, window + 1, d), d, d);
  }

  /**
   * InfoNCE within a window: anchors n = k..T-k, positives at most k rows away, all other rows of
   * the window negatives; latents of length 1.
   */
  NDArray information(NDArray z) {
    int k = objective.neighbours();
    if (window + 1 <= 2 * k) {
      return constant(new double[1]).sum();
    }
    NDArray norm = z.square().sum(new int[] {2}, true).add(1e-24).sqrt();
    NDArray unit = z.div(norm);
    NDArray anchors = unit.get(new NDIndex(":, %d:%d".formatted(k, window + 1 - k)));
    NDArray likeness =
        Functional.scale(
                anchors.matMul(unit.transpose(0, 2, 1)).sub(1), 1 / objective.temperature())
            .exp();
    NDIndex rows = new NDIndex("%d:%d".formatted(k, window + 1 - k));
    NDArray all = likeness.mul(others.get(rows)).sum(new int[] {2}).add(1e-30).log();
    NDArray near = likeness.mul(positives.get(rows)).sum(new int[] {2}).add(1e-30).log();
    return all.sub(near).mean();
  }

  /** ∓γ <dS/dC, C>, C the covariance of all latents of the batch. */
  private NDArray entropy(NDArray z) {
    int d = design.latent();
    NDArray flat = z.reshape(-1, d);
    NDArray centred = flat.sub(flat.mean(new int[] {0}, true));
    NDArray covariance =
        Functional.scale(centred.transpose().matMul(centred), 1.0 / flat.getShape().get(0));
    double[] c = covariance.toType(DataType.FLOAT64, false).toDoubleArray();
    SpectrumEntropy.Gradient s = SpectrumEntropy.Gradient.of(c, d, LEAST_SHARE);
    last = new Parts(last.forward, last.identity, last.koopman, last.information, s.nats());
    return Functional.scale(
        covariance.mul(constant(s.byCovariance(), d, d)).sum(), objective.signedGamma());
  }

  /**
   * The variational part: -E log N(z_n; K z_n-1, Σ) less the encoder's entropy, and the divergence
   * of z_0 from the standard normal law; per latent and row, without constants.
   */
  private NDArray likelihood(NDArray step, NDArray mean, NDArray spread, Parameters.Views p) {
    NDArray logSigma = p.get("log_variance");
    NDArray transition = step.mul(logSigma.neg().exp()).add(logSigma).mean();
    NDArray own = spread.get(new NDIndex(":, 1:")).mean();
    NDArray m = mean.get(new NDIndex(":, 0"));
    NDArray v = spread.get(new NDIndex(":, 0"));
    NDArray prior = m.square().add(v.exp()).sub(v).sub(1).mean();
    return Functional.scale(
        transition.sub(own).add(Functional.scale(prior, 1.0 / (window + 1))), 0.5);
  }

  private NDArray noise(Shape shape) {
    double[] values = new double[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    return constant(values, shape.getShape());
  }
}
