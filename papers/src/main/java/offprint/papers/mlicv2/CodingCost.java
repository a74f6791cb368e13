package offprint.papers.mlicv2;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import offprint.kernels.coding.FactorisedPrior;
import offprint.kernels.coding.GaussianTables;
import offprint.kernels.neural.Checkerboard;
import offprint.kernels.neural.TorchEngine;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.Parameters;

/**
 * The cost of latents under the entropy model, differentiable as far as the rounding is.
 *
 * @param slices how many are counted, from the first on
 */
record CodingCost(
    Architecture architecture, int slices, Parameters.Views weights, Rounding rounding) {
  private static final double LEAST_MASS = 1e-6;

  /** λ · MSE of one squared step in each of three colours, whatever the quality. */
  static final double ERROR_WEIGHT = 18 / Math.log(2) / 3;

  /**
   * Scalars, each over the number of pixels.
   *
   * @param cost J = bits + λ · squared error of the latents that are counted
   * @param bits of z and y
   * @param first bits of the first slice
   * @param decoded ŷ of the slices that are counted, in steps
   */
  record Costs(NDArray cost, NDArray bits, NDArray first, NDArray decoded) {}

  private EntropyModel<NDArray> model() {
    return EntropyModel.of(architecture, new TorchEngine(weights));
  }

  /**
   * With the z that h_a gives, whose gradient passes the rounding.
   *
   * @param y [B, M, h, w] in steps
   * @param gain of the qualities, [B, 1, 1, 1]
   */
  Costs of(NDArray y, NDArray gain) {
    NDArray free = model().analyse(y);
    return of(y, y, Rounding.Through.through(free, free.round()), gain);
  }

  /**
   * @param y [B, M, h, w] in steps, coded
   * @param original what y should be near to, [B, M, h, w]
   * @param z [B, Nz, h/4, w/4], rounded
   * @param gain of the qualities, [B, 1, 1, 1]
   */
  Costs of(NDArray y, NDArray original, NDArray z, NDArray gain) {
    TorchEngine engine = new TorchEngine(weights);
    EntropyModel<NDArray> model = model();
    Shape shape = y.getShape();
    int h = (int) shape.get(2);
    int w = (int) shape.get(3);
    float[] anchorsAre = Checkerboard.ODD.anchors(h, w).values();
    NDArray mask = y.getManager().create(anchorsAre, new Shape(1, 1, h, w));
    NDArray others = number(y, 1).sub(mask);
    NDArray level = gain.broadcast(shape.get(0), 1, h, w);
    EntropyModel.Hyper<NDArray> hyper = model.synthesise(z);
    NDArray sum = priorBits(z);
    NDArray first = number(y, 0);
    NDArray error = number(y, 0);
    int s = architecture.slice();
    List<NDArray> decoded = new ArrayList<>();
    for (int k = 0; k < slices; k++) {
      NDArray target = engine.channels(y, k * s, (k + 1) * s);
      NDArray previous = k == 0 ? null : engine.concat(decoded);
      var known = model.known(k, previous, hyper, level, mask, others);
      Coded anchors = code(target, model.predict(k, known), mask);
      NDArray now = corrected(model, k, true, known, anchors.values, mask);
      Coded rest = code(target, model.predict(k, known.withAnchors(now)), others);
      now = corrected(model, k, false, known, now.add(rest.values), others);
      decoded.add(now);
      NDArray bits = anchors.bits.add(rest.bits);
      first = k == 0 ? bits : first;
      sum = sum.add(bits);
      error = error.add(engine.channels(original, k * s, (k + 1) * s).sub(now).square().sum());
    }
    double pixels = (double) shape.get(0) * h * w * architecture.stride() * architecture.stride();
    NDArray cost = sum.add(Functional.scale(error, ERROR_WEIGHT));
    return new Costs(
        Functional.scale(cost, 1 / pixels),
        Functional.scale(sum, 1 / pixels),
        Functional.scale(first, 1 / pixels),
        engine.concat(decoded));
  }

  /** What was decoded in a pass with what is predicted of its rounding. */
  private NDArray corrected(
      EntropyModel<NDArray> model,
      int k,
      boolean anchors,
      EntropyModel.Known<NDArray> known,
      NDArray now,
      NDArray where) {
    if (!architecture.references().at(k).lrp()) {
      return now;
    }
    NDArray rest = model.attention().rest(k, anchors, known.hyper(), known.previous(), now);
    return now.add(rest.mul(where));
  }

  private record Coded(NDArray bits, NDArray values) {}

  private Coded code(NDArray target, EntropyModel.Gaussians<NDArray> law, NDArray where) {
    Rounding.Rounded q = rounding.round(target.sub(law.mean()));
    NDArray size = q.coded().abs();
    double growth =
        Math.log(GaussianTables.GREATEST_SIGMA / GaussianTables.LEAST_SIGMA)
            / (GaussianTables.SCALES - 1);
    NDArray inverse = // 1 / (σ √2)
        Functional.scale(
            Functional.scale(law.index(), -growth).exp(),
            1 / (GaussianTables.LEAST_SIGMA * Math.sqrt(2)));
    NDArray half = number(size, 0.5);
    NDArray upper = erf(half.sub(size).mul(inverse));
    NDArray lower = erf(half.neg().sub(size).mul(inverse));
    NDArray mass = Functional.scale(upper.sub(lower), 0.5);
    NDArray bits = minusLog2(mass).mul(where).sum();
    return new Coded(
        bits, q.kept().add(q.follows() ? law.mean() : law.mean().stopGradient()).mul(where));
  }

  private static NDArray erf(NDArray x) {
    return JniUtils.erf((PtNDArray) x);
  }

  private static NDArray minusLog2(NDArray mass) {
    NDArray bounded = mass.maximum(number(mass, LEAST_MASS));
    return Functional.scale(bounded.log(), -1 / Math.log(2));
  }

  private static NDArray number(NDArray like, double value) {
    return like.getManager().create((float) value);
  }

  /** Bits of z, as {@link FactorisedPrior} has them. */
  private NDArray priorBits(NDArray z) {
    int channels = Architecture.HYPER;
    NDArray rows = z.transpose(1, 0, 2, 3).reshape(channels, 1, -1);
    NDArray half = number(z, 0.5);
    NDArray above = sigmoid(logit(rows.add(half)));
    NDArray below = sigmoid(logit(rows.sub(half)));
    return minusLog2(above.sub(below)).sum();
  }

  private static NDArray sigmoid(NDArray x) {
    return JniUtils.sigmoid((PtNDArray) x);
  }

  private NDArray logit(NDArray x) {
    NDArray at = x;
    for (int layer = 0; layer < 4; layer++) {
      NDArray matrix = JniUtils.softPlus((PtNDArray) weights.get("prior.matrix" + layer));
      at = matrix.matMul(at).add(weights.get("prior.bias" + layer));
      if (layer < 3) {
        at = at.add(weights.get("prior.factor" + layer).tanh().mul(at.tanh()));
      }
    }
    return at;
  }
}
