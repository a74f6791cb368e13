package offprint.papers.mlicv2;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.kernels.coding.FactorisedPrior;
import offprint.kernels.coding.GaussianTables;
import offprint.kernels.neural.Checkerboard;
import offprint.kernels.neural.Maps;
import offprint.kernels.neural.TorchEngine;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;
import org.jspecify.annotations.Nullable;

/**
 * What latents cost under the entropy model, differentiable in its weights. Elements and z are
 * rounded, and the gradient passes the rounding as if it were not there.
 *
 * @param slices how many are counted, from the first on
 */
record EntropyTraining(
    Architecture architecture, int slices, Session session, Parameters parameters) {
  /** Added before rounding down: a little below ½, as the encoder rounds. */
  private static final double OFFSET = 0.4;

  private static final double LEAST_MASS = 1e-6;

  /** λ · MSE of one squared step in each of three colours, whatever the quality. */
  private static final double ERROR_WEIGHT = 18 / Math.log(2) / 3;

  /**
   * Scalars, each over the number of pixels.
   *
   * @param cost J = bits + λ · squared error of the latents that are counted
   * @param bits of z and y
   * @param first bits of the first slice
   */
  record Costs(NDArray cost, NDArray bits, NDArray first) {}

  /**
   * J, bits and bits of the first slice, a pixel.
   *
   * @param latents each [M, h, w] in 1/255
   */
  double[] measure(List<Maps> latents, List<Quality> qualities) {
    float[] values =
        session.evaluate(
            () -> {
              Costs costs = costs(latents, qualities);
              return NDArrays.stack(new NDList(costs.cost, costs.bits, costs.first));
            });
    return new double[] {values[0], values[1], values[2]};
  }

  /**
   * @param latents each [M, h, w] in 1/255
   * @param qualities one for each
   */
  Costs costs(List<Maps> latents, List<Quality> qualities) {
    Maps first = latents.getFirst();
    int batch = latents.size();
    int area = first.area();
    float[] y = new float[batch * first.values().length];
    float[] gain = new float[batch * area];
    for (int b = 0; b < batch; b++) {
      float[] values = latents.get(b).values();
      float step = qualities.get(b).step();
      for (int i = 0; i < values.length; i++) {
        y[b * values.length + i] = values[i] / step;
      }
      Arrays.fill(gain, b * area, (b + 1) * area, qualities.get(b).gain());
    }
    int h = first.height();
    int w = first.width();
    Maps mask = Checkerboard.ODD.anchors(h, w);
    double pixels = (double) batch * area * architecture.stride() * architecture.stride();
    return costs(
        session.constant(y, batch, first.channels(), h, w),
        session.constant(gain, batch, 1, h, w),
        session.constant(mask.values(), 1, 1, h, w),
        1 / pixels);
  }

  private Costs costs(NDArray y, NDArray gain, NDArray mask, double share) {
    Parameters.Views weights = parameters.views();
    TorchEngine engine = new TorchEngine(weights);
    Hyperprior<NDArray> hyperprior = new Hyperprior<>(engine);
    NDArray free = hyperprior.analyse(y);
    NDArray z = straightThrough(free, free.round());
    NDArray sum = priorBits(weights, z);
    Hyperprior.Said<NDArray> said = hyperprior.synthesise(z);
    Context<NDArray> context = new Context<>(architecture, engine);
    NDArray others = number(y, 1).sub(mask);
    MoreReferences<NDArray> references = new MoreReferences<>(architecture, engine);
    int s = architecture.slice();
    List<NDArray> decoded = new ArrayList<>();
    NDArray first = number(y, 0);
    NDArray error = number(y, 0);
    for (int k = 0; k < slices; k++) {
      boolean lrp = architecture.references().at(k).lrp();
      NDArray target = engine.channels(y, k * s, (k + 1) * s);
      NDArray previous = k == 0 ? null : engine.concat(decoded);
      var known =
          new Context.Known<>(
              previous,
              (@Nullable NDArray) null,
              references.inter(k, previous),
              said,
              gain,
              mask,
              others);
      Coded anchors = code(target, context.of(k, known), mask);
      NDArray now = anchors.values;
      if (lrp) {
        now = now.add(references.rest(k, true, said, previous, now).mul(mask));
      }
      Coded rest = code(target, context.of(k, known.withAnchors(now)), others);
      now = now.add(rest.values);
      if (lrp) {
        now = now.add(references.rest(k, false, said, previous, now).mul(others));
      }
      decoded.add(now);
      NDArray bits = anchors.bits.add(rest.bits);
      first = k == 0 ? bits : first;
      sum = sum.add(bits);
      error = error.add(target.sub(now).square().sum());
    }
    NDArray cost = sum.add(Functional.scale(error, ERROR_WEIGHT));
    return new Costs(
        Functional.scale(cost, share),
        Functional.scale(sum, share),
        Functional.scale(first, share));
  }

  private record Coded(NDArray bits, NDArray values) {}

  private Coded code(NDArray target, Context.Gaussians<NDArray> law, NDArray where) {
    NDArray rest = target.sub(law.mean());
    NDArray fixed = rest.stopGradient();
    NDArray q = fixed.abs().add(number(fixed, OFFSET)).floor().mul(fixed.sign());
    NDArray size = straightThrough(rest, q).abs();
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
    return new Coded(bits, q.add(law.mean().stopGradient()).mul(where));
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

  private static NDArray straightThrough(NDArray x, NDArray rounded) {
    return x.add(rounded.sub(x).stopGradient());
  }

  /** Bits of z, as {@link FactorisedPrior} has them. */
  private static NDArray priorBits(Parameters.Views weights, NDArray z) {
    int channels = Architecture.HYPER;
    NDArray rows = z.transpose(1, 0, 2, 3).reshape(channels, 1, -1);
    NDArray half = number(z, 0.5);
    NDArray above = sigmoid(logit(weights, rows.add(half)));
    NDArray below = sigmoid(logit(weights, rows.sub(half)));
    return minusLog2(above.sub(below)).sum();
  }

  private static NDArray sigmoid(NDArray x) {
    return JniUtils.sigmoid((PtNDArray) x);
  }

  private static NDArray logit(Parameters.Views weights, NDArray x) {
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
