package offprint.papers.spatiotemporalentropy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.coding.GaussianTables;
import offprint.kernels.neural.TorchEngine;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;
import org.jspecify.annotations.Nullable;

/**
 * Bits of latents under an entropy model in training, differentiable in its weights.
 *
 * @param mixture see {@link Sizes#mixture}
 * @param residual see {@link Sizes#residual}
 * @param network null where only the linear part is trained
 */
record EntropyLoss(
    Session session,
    Neighbours neighbours,
    boolean video,
    int mixture,
    boolean residual,
    Parameters linear,
    @Nullable Parameters network) {
  private static final double LEAST_MASS = 1e-7;

  /** Means and logarithms of scales, each [B, M, h, w]. */
  private record Law(NDArray mean, NDArray logScale) {
    Law moved(NDArray shift, NDArray spread) {
      return new Law(mean.add(shift), logScale.add(spread));
    }
  }

  /**
   * Bits a luma sample.
   *
   * @param random draws the noise that stands for the rounding of z
   */
  NDArray bitsPerPixel(List<Example> examples, LatentCoder.Priors priors, RandomGenerator random) {
    return bitsPerPixel(examples, null, priors, random);
  }

  /**
   * Bits a luma sample.
   *
   * @param values what is coded, differentiable, in place of the examples' whole numbers, [B, M, h,
   *     w]; what is known around still comes from those. Null for the whole numbers themselves
   */
  NDArray bitsPerPixel(
      List<Example> examples,
      @Nullable NDArray values,
      LatentCoder.Priors priors,
      RandomGenerator random) {
    FeatureBatch batch = FeatureBatch.of(neighbours, examples, video, priors);
    long b = batch.size();
    long m = examples.getFirst().y().channels();
    long h = batch.height();
    long w = batch.width();
    NDArray y = latents(examples.stream().map(Example::y).toList());
    NDArray anchors =
        session.constant(
            anchors(batch, priors.spatial() == Encode.Spatial.CHECKERBOARD), 1, 1, h, w);
    NDArray quality = session.constant(quality(examples), b, Levels.COUNT);
    Law law = linear(batch, m, anchors, quality, priors);
    NDArray total = number(0);
    NDArray joint = null;
    if (network != null) {
      Added added = added(examples, y, anchors, quality, priors, random);
      joint = added.joint;
      law = law.moved(part(joint, 0, m), part(joint, 1, m));
      total = added.hyperBits;
    }
    NDArray coded = values == null ? y : values;
    total = total.add(minusLog2(mixed(coded, law, joint, m)).sum());
    return Functional.scale(total, 1.0 / (b * h * w * Latents.BLOCK * Latents.BLOCK));
  }

  private static NDArray part(NDArray joint, long i, long m) {
    return joint.get(new NDIndex(":, " + i * m + ":" + (i + 1) * m));
  }

  /** The mass of all Gaussians, see {@link Mixture}. */
  private NDArray mixed(NDArray y, Law law, @Nullable NDArray joint, long m) {
    NDArray mass = mass(y, law);
    if (mixture == 1) {
      return mass;
    }
    Parameters.Views views = linear.views();
    String name = Mixture.prefix(video);
    NDArray counts = number(1);
    for (int k = 0; k < mixture - 1; k++) {
      NDArray shift = views.get(name + "shift").get(k).reshape(1, m, 1, 1);
      NDArray spread = views.get(name + "spread").get(k).reshape(1, m, 1, 1);
      NDArray logit = views.get(name + "logit").get(k).reshape(1, m, 1, 1);
      if (joint != null) {
        int from = 2 + Mixture.NUMBERS * k;
        shift = shift.add(part(joint, from, m));
        spread = spread.add(part(joint, from + 1L, m));
        logit = logit.add(part(joint, from + 2L, m));
      }
      NDArray share = logit.clip(-Mixture.MOST_LOGIT, Mixture.MOST_LOGIT).exp();
      mass = mass.add(mass(y, law.moved(shift, spread)).mul(share));
      counts = counts.add(share);
    }
    return mass.div(counts);
  }

  private NDArray latents(List<Latents> all) {
    Latents first = all.getFirst();
    int size = first.values().length;
    float[] values = new float[all.size() * size];
    for (int i = 0; i < values.length; i++) {
      values[i] = all.get(i / size).values()[i % size];
    }
    return session.constant(values, all.size(), first.channels(), first.height(), first.width());
  }

  private static float[] anchors(FeatureBatch batch, boolean checkerboard) {
    float[] mask = new float[batch.height() * batch.width()];
    for (int p = 0; p < mask.length; p++) {
      mask[p] = !checkerboard || Pass.anchor(p / batch.width(), p % batch.width()) ? 1 : 0;
    }
    return mask;
  }

  private static float[] quality(List<Example> examples) {
    float[] hot = new float[examples.size() * Levels.COUNT];
    for (int i = 0; i < examples.size(); i++) {
      hot[i * Levels.COUNT + examples.get(i).quality()] = 1;
    }
    return hot;
  }

  private Law linear(
      FeatureBatch batch, long m, NDArray anchors, NDArray quality, LatentCoder.Priors priors) {
    boolean serial = priors.spatial() == Encode.Spatial.SERIAL;
    Parameters.Views views = linear.views();
    String name = LinearPrior.prefix(video, serial);
    long b = batch.size();
    long h = batch.height();
    long w = batch.width();
    long count = LinearPrior.features(video);
    long mode = LinearPrior.mode(video, priors);
    List<NDArray> places = serial ? List.of(anchors) : List.of(anchors, number(1).sub(anchors));
    long passes = places.size();
    NDArray features = session.constant(batch.features(), b, count, m, h, w);
    NDArray weights =
        rows(views.get(name + "weights"), mode * passes * count, passes * count)
            .reshape(passes, 1, count, m, 1, 1);
    NDArray bias =
        rows(views.get(name + "bias"), mode * Levels.COUNT * passes, Levels.COUNT * passes)
            .reshape(Levels.COUNT, passes * m);
    NDArray chosen = quality.matMul(bias).reshape(b, passes, m, 1, 1);
    NDArray byPlace = weights.get(0).mul(places.getFirst().expandDims(1));
    NDArray constant = chosen.get(new NDIndex(":, 0")).mul(places.getFirst());
    if (!serial) {
      byPlace = byPlace.add(weights.get(1).mul(places.get(1).expandDims(1)));
      constant = constant.add(chosen.get(new NDIndex(":, 1")).mul(places.get(1)));
    }
    NDArray logScale = features.mul(byPlace).sum(new int[] {1}).add(constant);
    NDArray near = byPass(views.get(name + "near"), m, places);
    NDArray mean = near.mul(session.constant(batch.around(), b, m, h, w));
    if (video && priors.temporal() && residual) {
      NDArray old = session.constant(batch.before(), b, m, h, w);
      NDArray aroundBefore = session.constant(batch.aroundBefore(), b, m, h, w);
      mean = mean.add(old.sub(near.mul(aroundBefore)));
    } else if (video && priors.temporal()) {
      NDArray gate = views.get(name + "gate").reshape(LinearPrior.GATES, 1, m, 1, 1);
      NDArray x =
          gate.get(0)
              .add(gate.get(1).mul(session.constant(batch.changeHere(), b, m, h, w)))
              .add(gate.get(2).mul(session.constant(batch.changeAround(), b, m, h, w)));
      NDArray alpha = JniUtils.sigmoid((PtNDArray) x);
      NDArray echo = byPass(views.get(name + "echo"), m, places);
      NDArray follow =
          session
              .constant(batch.before(), b, m, h, w)
              .sub(echo.mul(session.constant(batch.aroundBefore(), b, m, h, w)));
      mean = mean.add(alpha.mul(follow));
    }
    return new Law(mean, logScale);
  }

  private static NDArray rows(NDArray all, long from, long count) {
    return all.get(new NDIndex(from + ":" + (from + count)));
  }

  private static NDArray byPass(NDArray values, long m, List<NDArray> places) {
    NDArray all = values.reshape(places.size(), 1, m, 1, 1);
    NDArray first = all.get(0).mul(places.getFirst());
    return places.size() == 1 ? first : first.add(all.get(1).mul(places.get(1)));
  }

  private record Added(NDArray joint, NDArray hyperBits) {}

  private Added added(
      List<Example> examples,
      NDArray y,
      NDArray anchors,
      NDArray quality,
      LatentCoder.Priors priors,
      RandomGenerator random) {
    if (network == null) {
      throw new IllegalStateException("there is no network");
    }
    Parameters.Views views = network.views();
    String prefix = EntropyModel.prefix(video);
    PriorNetwork<NDArray> net = new PriorNetwork<>(new TorchEngine(views), prefix);
    NDArray before = video ? latents(examples.stream().map(EntropyLoss::before).toList()) : null;
    NDArray seen = residual && before != null && priors.temporal() ? y.sub(before) : y;
    NDArray free = net.analyse(seen, before);
    NDArray noise = session.constant(noise(free.size(), random), free.getShape().getShape());
    NDArray z = free.add(free.round().sub(free).stopGradient());
    NDArray hyperBits = logistic(views, prefix, free.add(noise));
    int h = (int) y.getShape().get(2);
    int w = (int) y.getShape().get(3);
    List<NDArray> said = new ArrayList<>();
    NDArray psi = net.said(z, h, w);
    if (before != null) {
      said.add(priors.temporal() ? net.temporal(before) : psi.zerosLike());
    }
    said.add(psi);
    NDArray others = number(1).sub(anchors);
    NDArray around =
        priors.spatial() == Encode.Spatial.SERIAL
            ? net.scanned(seen)
            : net.spatial(seen.mul(anchors), others);
    said.add(priors.spatial() == Encode.Spatial.NONE ? around.zerosLike() : around);
    NDArray place = number(0).mul(anchors).add(number(1));
    said.add(quality.reshape(y.getShape().get(0), Levels.COUNT, 1, 1).mul(place));
    return new Added(net.joint(said), hyperBits);
  }

  private static Latents before(Example example) {
    if (example.before() == null) {
      throw new IllegalArgumentException("a video model learns from pairs of frames");
    }
    return example.before();
  }

  private static float[] noise(long size, RandomGenerator random) {
    float[] noise = new float[(int) size];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextFloat() - 0.5f;
    }
    return noise;
  }

  private NDArray logistic(Parameters.Views views, String prefix, NDArray z) {
    NDArray mean = views.get(prefix + "z.mean").reshape(1, -1, 1, 1);
    NDArray inverse = views.get(prefix + "z.scale").neg().exp().reshape(1, -1, 1, 1);
    NDArray away = z.sub(mean).abs(); // the law is symmetric; this side loses no digits
    NDArray upper = JniUtils.sigmoid((PtNDArray) number(0.5).sub(away).mul(inverse));
    NDArray lower = JniUtils.sigmoid((PtNDArray) number(-0.5).sub(away).mul(inverse));
    return minusLog2(upper.sub(lower)).sum();
  }

  /** The mass of [y − ½, y + ½]; the scale is kept in bounds, but its gradient is not stopped. */
  private NDArray mass(NDArray y, Law law) {
    NDArray bounded =
        law.logScale.clip(
            Math.log(GaussianTables.LEAST_SIGMA), Math.log(GaussianTables.GREATEST_SIGMA));
    NDArray logScale = law.logScale.add(bounded.sub(law.logScale).stopGradient());
    NDArray inverse = Functional.scale(logScale.neg().exp(), Math.sqrt(0.5)); // 1 / (σ √2)
    NDArray away = y.sub(law.mean).abs();
    NDArray upper = JniUtils.erf((PtNDArray) number(0.5).sub(away).mul(inverse));
    NDArray lower = JniUtils.erf((PtNDArray) number(-0.5).sub(away).mul(inverse));
    return Functional.scale(upper.sub(lower), 0.5);
  }

  private NDArray minusLog2(NDArray mass) {
    return Functional.scale(mass.maximum(number(LEAST_MASS)).log(), -1 / Math.log(2));
  }

  private NDArray number(double value) {
    NDManager manager = session.manager();
    return manager.create(value).toType(DataType.FLOAT32, false);
  }
}
