package offprint.papers.mlicv2;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Objects;
import offprint.kernels.image.DifferentiableSimilarity;
import offprint.kernels.neural.Checkerboard;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.TorchEngine;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;
import org.jspecify.annotations.Nullable;

/**
 * What pictures cost, from pixels to pixels, differentiable in transforms, entropy model and
 * correction together.
 *
 * @param blocks the closed form of the transform, which stays; null without
 * @param corrected whether decoded pictures are corrected
 */
record JointTraining(
    Architecture architecture,
    @Nullable BlockTransform blocks,
    boolean corrected,
    Metric metric,
    Session session,
    Parameters parameters) {
  /** λ for 1 − MS-SSIM at the six qualities, the family's published ones. */
  private static final double[] SIMILARITY_LAMBDAS = {2.4, 4.58, 8.73, 16.64, 31.73, 60.5};

  /** How far decoded pictures are from the originals. */
  public enum Metric {
    MSE,
    MSSSIM
  }

  /**
   * Scalars, means over the patches.
   *
   * @param cost J = bits a pixel + λ · distortion
   * @param bits a pixel
   * @param distortion squared error in 1/255², or 1 − MS-SSIM
   */
  record Costs(NDArray cost, NDArray bits, NDArray distortion) {}

  /** J, bits a pixel and distortion. */
  double[] measure(List<FeatureMaps> patches, List<Quality> qualities) {
    float[] values =
        session.evaluate(
            () -> {
              Costs costs = costs(patches, qualities);
              return NDArrays.stack(new NDList(costs.cost, costs.bits, costs.distortion));
            });
    return new double[] {values[0], values[1], values[2]};
  }

  /**
   * @param patches each [3, height, width] in 0 … 1, of equal size
   * @param qualities one for each
   */
  Costs costs(List<FeatureMaps> patches, List<Quality> qualities) {
    FeatureMaps first = patches.getFirst();
    int batch = patches.size();
    int stride = architecture.stride();
    int h = first.height() / stride;
    int w = first.width() / stride;
    float[] pixels = new float[batch * first.values().length];
    float[] steps = new float[batch];
    float[] lambdas = new float[batch];
    float[] gains = new float[batch];
    for (int b = 0; b < batch; b++) {
      float[] values = patches.get(b).values();
      System.arraycopy(values, 0, pixels, b * values.length, values.length);
      Quality quality = qualities.get(b);
      steps[b] = quality.step() / 255;
      lambdas[b] =
          (float) (metric == Metric.MSE ? quality.lambda() : quality.between(SIMILARITY_LAMBDAS));
      gains[b] = quality.gain();
    }
    NDArray x = session.constant(pixels, batch, 3, first.height(), first.width());
    NDArray step = session.constant(steps, batch, 1, 1, 1);
    NDArray gain = session.constant(gains, batch, 1, 1, 1);
    NDArray mask = session.constant(Checkerboard.ODD.anchors(h, w).values(), 1, 1, h, w);
    Parameters.Views weights = parameters.views();
    NDArray y = analyse(weights, x).div(step);
    CodingCost.Costs coded =
        coded(
            weights,
            y,
            gain.broadcast(batch, 1, h, w),
            mask,
            1.0 / (first.area() * (double) batch));
    NDArray decoded = synthesise(weights, coded.decoded(), step, gain);
    NDArray error = distortion(x, decoded);
    NDArray weighed = error.mul(session.constant(lambdas, batch)).mean();
    return new Costs(coded.bits().add(weighed), coded.bits(), error.mean());
  }

  private CodingCost.Costs coded(
      Parameters.Views weights, NDArray y, NDArray gain, NDArray mask, double share) {
    NDArray free = EntropyModel.of(architecture, new TorchEngine(weights)).analyse(y);
    NDArray z = Rounding.Through.through(free, free.round());
    return new CodingCost(architecture, architecture.slices(), weights, new Rounding.Straight())
        .of(y, y, z, gain, mask, share);
  }

  /** g_a, times 255 / step still to be taken: [B, M, h, w]. */
  NDArray analyse(Parameters.Views weights, NDArray x) {
    NDArray half = x.getManager().create(0.5f);
    NDArray centred = x.sub(half);
    NDArray y = null;
    if (blocks != null) {
      int s = architecture.stride();
      Shape n = x.getShape();
      long h = n.get(2) / s;
      long w = n.get(3) / s;
      NDArray rows =
          lapped(centred, true)
              .reshape(n.get(0), 3, h, s, w, s)
              .transpose(0, 2, 4, 1, 3, 5)
              .reshape(n.get(0), h * w, 3L * s * s);
      y =
          rows.matMul(basis().transpose(1, 0))
              .reshape(n.get(0), h, w, architecture.latent())
              .transpose(0, 3, 1, 2);
    }
    if (architecture.networks().learned()) {
      NDArray more =
          new LearnedTransform<>(architecture, new TorchEngine(weights)).analyse(centred);
      more = Functional.scale(more, PictureTransform.share(architecture.networks()));
      y = y == null ? more : y.add(more);
    }
    return Objects.requireNonNull(y);
  }

  /** What {@link Lapping} does, or undoes, where blocks overlap. */
  private NDArray lapped(NDArray x, boolean before) {
    if (!architecture.networks().lapped()) {
      return x;
    }
    NDArray down = line(x.getShape().get(2));
    NDArray across = line(x.getShape().get(3));
    return before
        ? down.matMul(x).matMul(across.transpose(1, 0))
        : down.transpose(1, 0).matMul(x).matMul(across);
  }

  private NDArray line(long length) {
    float[] whole = Lapping.of(architecture.stride()).line((int) length);
    return session.constant(whole, length, length);
  }

  /** [M, 3 · S · S]. */
  private NDArray basis() {
    BlockTransform fixed = Objects.requireNonNull(blocks);
    int s = architecture.stride();
    return session.constant(fixed.basis(), architecture.latent(), 3L * s * s);
  }

  /** g_s and the correction: pixels in 0 … 1. */
  NDArray synthesise(Parameters.Views weights, NDArray y, NDArray step, NDArray gain) {
    TorchEngine engine = new TorchEngine(weights);
    NDArray x = null;
    if (blocks != null) {
      int s = architecture.stride();
      Shape n = y.getShape();
      long h = n.get(2);
      long w = n.get(3);
      x =
          y.transpose(0, 2, 3, 1)
              .reshape(n.get(0), h * w, architecture.latent())
              .matMul(basis())
              .reshape(n.get(0), h, w, 3, s, s)
              .transpose(0, 3, 1, 4, 2, 5)
              .reshape(n.get(0), 3, h * s, w * s);
      x = lapped(x, false);
    }
    if (architecture.networks().learned()) {
      NDArray more = new LearnedTransform<>(architecture, engine).synthesise(y);
      more = Functional.scale(more, PictureTransform.share(architecture.networks()));
      x = x == null ? more : x.add(more);
    }
    NDArray picture = Objects.requireNonNull(x).mul(step).add(y.getManager().create(0.5f));
    if (!corrected) {
      return picture;
    }
    return picture.add(correction(engine, picture, gain).mul(step));
  }

  private NDArray correction(TorchEngine engine, NDArray picture, NDArray gain) {
    int f = Enhancement.FOLD;
    Shape n = picture.getShape();
    long b = n.get(0);
    int h = (int) n.get(2) / f;
    int w = (int) n.get(3) / f;
    NDArray folded =
        picture
            .reshape(b, 3, h, f, w, f)
            .transpose(0, 1, 3, 5, 2, 4)
            .reshape(b, Enhancement.COLOURS, h, w);
    NDArray half = picture.getManager().create(0.5f);
    FeatureMaps places = Enhancement.places(h, w, architecture.stride());
    NDArray where =
        session
            .constant(places.values(), 1, places.channels(), h, w)
            .broadcast(b, places.channels(), h, w);
    NDArray level = gain.broadcast(b, 1, h, w);
    NDArray input = engine.concat(List.of(Functional.scale(folded.sub(half), 2), where, level));
    return new Enhancement<>(engine)
        .correction(input)
        .reshape(b, 3, f, f, h, w)
        .transpose(0, 1, 4, 2, 5, 3)
        .reshape(b, 3, (long) h * f, (long) w * f);
  }

  /** Of each patch: [B]. */
  private NDArray distortion(NDArray x, NDArray decoded) {
    NDArray p = Functional.scale(x, 255);
    NDArray q = Functional.scale(decoded, 255);
    if (metric == Metric.MSSSIM) {
      return x.getManager().create(1f).sub(DifferentiableSimilarity.msSsim(p, q));
    }
    return p.sub(q).square().reshape(p.getShape().get(0), -1).mean(new int[] {1}, false);
  }
}
