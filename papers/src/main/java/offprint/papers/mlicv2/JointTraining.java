package offprint.papers.mlicv2;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import offprint.harness.Part;
import offprint.kernels.image.DifferentiableSimilarity;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.TorchEngine;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;

/**
 * Trains transforms, entropy model and correction together, from pixels to pixels; the closed form
 * of the transform stays.
 *
 * @param parameters what is trained
 * @param fixed weights of the closed form
 * @param corrected true if decoded pictures are corrected
 */
record JointTraining(
    Architecture architecture,
    Session session,
    Parameters parameters,
    Parameters.Views fixed,
    boolean corrected,
    Plan.Metric metric) {
  /** λ for 1 − MS-SSIM at the six qualities, the family's published ones. */
  private static final double[] SIMILARITY_LAMBDAS = {2.4, 4.58, 8.73, 16.64, 31.73, 60.5};

  private static final int MOST_PATCHES = 160;

  /** Of the rate of the entropy model alone. */
  private static final double PACE = 0.1;

  /** What a residual block divides by must stay above 0. */
  private static final double LEAST_BETA = 1e-3;

  /**
   * @param tensors of the model so far, those of a correction perhaps among them
   */
  static JointTraining of(
      Architecture a,
      Map<String, Safetensors.Tensor> tensors,
      Plan.Metric metric,
      Session session,
      RandomGenerator random) {
    boolean corrected = tensors.containsKey(Enhancement.OUT + ".weight");
    Safetensors file = Safetensors.of(tensors, Map.of());
    Parameters parameters = Declaration.joint(a, corrected).on(session, random);
    parameters.load(file);
    Parameters.Views fixed = Parameters.constants(session, PictureTransform.kernels(a, file));
    return new JointTraining(a, session, parameters, fixed, corrected, metric);
  }

  Descent.Outcome train(Plan plan, Patches patches, RandomGenerator random, Part part) {
    int most = Math.min(MOST_PATCHES, plan.jointSteps() * plan.batch());
    List<FeatureMaps> learned = patches.toLearn(most, random);
    List<FeatureMaps> checks = patches.toJudge(EntropyTraining.CHECKS, random);
    float[] least =
        parameters.each(
            name ->
                name.endsWith(".gdn.weight") ? 0 : name.endsWith(".gdn.bias") ? LEAST_BETA : -1e30);
    return new Descent(plan.jointSteps(), PACE * plan.rate(), 10, null, least)
        .run(
            parameters,
            () -> costs(Batch.draw(learned, plan.batch(), random)).cost,
            () -> Batch.means(checks, 1, this::measure)[0],
            part);
  }

  /**
   * Scalars, means over the patches.
   *
   * @param cost J = bits a pixel + λ · distortion
   * @param bits a pixel
   * @param distortion squared error in 1/255², or 1 − MS-SSIM
   */
  record Costs(NDArray cost, NDArray bits, NDArray distortion) {}

  private float[] measure(Batch batch) {
    return session.evaluate(
        () -> {
          Costs costs = costs(batch);
          return NDArrays.stack(new NDList(costs.cost, costs.bits, costs.distortion));
        });
  }

  private Costs costs(Batch batch) {
    Parameters.Views weights = parameters.views().and(fixed);
    NDArray x = batch.stacked(session);
    NDArray step = batch.each(session, quality -> quality.step() / 255);
    NDArray gain = batch.each(session, Quality::gain);
    NDArray y = transform(weights).analyse(x).div(step);
    CodingCost.Costs coded =
        new CodingCost(architecture, architecture.slices(), weights, new Rounding.Straight())
            .of(y, gain);
    NDArray error = distortion(x, synthesise(weights, coded.decoded(), step, gain));
    boolean squared = metric == Plan.Metric.MSE;
    NDArray lambda = batch.each(session, q -> squared ? q.lambda() : q.between(SIMILARITY_LAMBDAS));
    NDArray weighed = error.mul(lambda.reshape(-1)).mean();
    return new Costs(coded.bits().add(weighed), coded.bits(), error.mean());
  }

  PictureTransform<NDArray> transform(Parameters.Views weights) {
    PictureTransform.Overlap<NDArray> overlap =
        architecture.networks().lapped()
            ? new PictureTransform.Overlap<>(
                x -> line(x, 2).matMul(x).matMul(line(x, 3).transpose(1, 0)),
                x -> line(x, 2).transpose(1, 0).matMul(x).matMul(line(x, 3)))
            : PictureTransform.Overlap.none();
    return new PictureTransform<>(architecture, new TorchEngine(weights), overlap);
  }

  /** {@link Lapping} of lines along an axis. */
  private NDArray line(NDArray x, int axis) {
    long length = x.getShape().get(axis);
    float[] whole = Lapping.of(architecture.stride()).line((int) length);
    return session.constant(whole, length, length);
  }

  /**
   * g_s and the correction.
   *
   * @param y in steps
   * @param step in units of the pixels
   * @return pixels in 0 … 1
   */
  NDArray synthesise(Parameters.Views weights, NDArray y, NDArray step, NDArray gain) {
    NDArray x = transform(weights).synthesise(y, latents -> latents.mul(step));
    if (!corrected) {
      return x;
    }
    TorchEngine engine = new TorchEngine(weights);
    return x.add(EnhancementTraining.correction(engine, architecture, x, gain).mul(step));
  }

  /** Of each patch: [B]. */
  private NDArray distortion(NDArray x, NDArray decoded) {
    NDArray p = Functional.scale(x, 255);
    NDArray q = Functional.scale(decoded, 255);
    if (metric == Plan.Metric.MSSSIM) {
      return x.getManager().create(1f).sub(DifferentiableSimilarity.msSsim(p, q));
    }
    return p.sub(q).square().reshape(p.getShape().get(0), -1).mean(new int[] {1}, false);
  }
}
