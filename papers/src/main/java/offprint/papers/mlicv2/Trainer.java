package offprint.papers.mlicv2;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import offprint.harness.Part;
import offprint.kernels.image.Bitmap;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.StrictWeights;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model on pictures: the transform in closed form, then the entropy model on its latents,
 * then all parts together, then the parts that learn from the codec's own output.
 *
 * @param validations of the entropy model after the first
 * @param start model to go on from; null to begin anew
 */
record Trainer(
    Architecture architecture,
    Plan plan,
    int validations,
    PictureSet.Split pictures,
    @Nullable Model start) {
  private static final int MOST_PATCHES = 960;

  /** Pace of a model's weights while references are added to it. */
  private static final double ADDING = 0.1;

  /**
   * The model file, and what was measured on the way.
   *
   * @param before J, bits and bits of the first slice, a pixel, on pictures held back
   * @param after the same, of the best weights
   */
  record Trained(
      byte[] file,
      double[] before,
      double[] after,
      Descent.Outcome entropy,
      Descent.@Nullable Outcome joint,
      Descent.@Nullable Outcome skipping,
      Descent.@Nullable Outcome enhancement) {}

  /** What training the entropy model gave. */
  private record Fitted(Descent.Outcome outcome, double[] before, double[] after) {}

  /** The random numbers of each purpose, so that models of other sizes see the same patches. */
  private record Draws(
      RandomGenerator weights,
      RandomGenerator patches,
      RandomGenerator batches,
      RandomGenerator checks,
      RandomGenerator tests) {
    static Draws of(RandomGenerator random) {
      return new Draws(next(random), next(random), next(random), next(random), next(random));
    }

    private static RandomGenerator next(RandomGenerator random) {
      return new SplittableRandom(random.nextLong());
    }
  }

  Trained train(RandomGenerator source, Part part) throws IOException {
    Draws draws = Draws.of(source);
    RandomGenerator random = draws.weights;
    part.progress(0, "blocks of the pictures");
    try (Session session = Session.open()) {
      Parameters entropy = Declaration.entropy(architecture).on(session, random);
      Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
      if (architecture.networks().learned()) {
        tensors.putAll(Declaration.transforms(architecture).on(session, random).tensors());
      }
      if (start == null) {
        begin(entropy, tensors, draws, part);
      } else {
        tensors.putAll(entropy.tensors());
        tensors.putAll(start.tensors().tensors());
        entropy.load(Safetensors.of(tensors, Map.of()));
      }
      boolean more = plan.jointSteps() + plan.enhanceSteps() + plan.gscSteps() > 0;
      double first = !more ? 1 : plan.jointSteps() > 0 ? 0.4 : 0.7;
      Fitted fitted =
          entropy(session, entropy, tensors, draws, Part.of(part, 0, first, "entropy model"));
      tensors.putAll(entropy.tensors());
      Patches patches = new Patches(plan.patch(), pictures);
      Descent.Outcome joint = null;
      if (plan.jointSteps() > 0) {
        JointTraining training =
            JointTraining.of(architecture, tensors, plan.metric(), session, random);
        joint = training.train(plan, patches, random, Part.of(part, 0.4, 0.7, "all together"));
        tensors.putAll(training.parameters().tensors());
      }
      Model coding = Model.of(file(tensors));
      Descent.Outcome skipping = null;
      if (plan.gscSteps() > 0) {
        Parameters choice = beside(Declaration.skipping(architecture), session, random, tensors);
        skipping =
            new SkippingTraining(session, coding, choice)
                .train(plan, patches, random, Part.of(part, 0.7, 0.8, "skipping"));
        tensors.putAll(choice.tensors());
      }
      Descent.Outcome correction = null;
      if (plan.enhanceSteps() > 0) {
        Parameters network = beside(Declaration.enhancement(), session, random, tensors);
        correction =
            new EnhancementTraining(session, coding, network)
                .train(plan, patches, random, Part.of(part, 0.8, 1, "correction"));
        tensors.putAll(network.tensors());
      }
      return new Trained(
          file(tensors), fitted.before, fitted.after, fitted.outcome, joint, skipping, correction);
    }
  }

  /** First weights, from the transform in closed form or from what networks make of patches. */
  private void begin(
      Parameters entropy, Map<String, Safetensors.Tensor> tensors, Draws draws, Part part) {
    int stride = architecture.stride();
    int latent = architecture.latent();
    List<FeatureMaps> all = new ArrayList<>();
    for (Bitmap picture : pictures.training()) {
      int height = Math.max(stride, picture.height());
      all.add(Pixels.tile(picture.rgb(), 0, 0, height, Math.max(stride, picture.width())));
    }
    KarhunenLoeve.Fit fit =
        new KarhunenLoeve(stride, latent, architecture.networks().lapped()).fit(all, draws.weights);
    if (architecture.networks().closed()) {
      tensors.put(
          PictureTransform.BASIS, Safetensors.Tensor.of(fit.basis(), latent, 3L * stride * stride));
    }
    double[] deviation = fit.deviation();
    if (architecture.networks().learned() || !architecture.logLinear()) {
      Patches patches = new Patches(plan.patch(), pictures);
      deviation =
          Declaration.deviation(
              latents(tensors, patches.toJudge(EntropyTraining.CHECKS, draws.checks), part));
    }
    Map<String, Safetensors.Tensor> first = new LinkedHashMap<>(entropy.tensors());
    first.putAll(Declaration.firstScales(architecture, deviation));
    entropy.load(Safetensors.of(first, Map.of()));
  }

  /** In 1/255. */
  private List<FeatureMaps> latents(
      Map<String, Safetensors.Tensor> tensors, List<FeatureMaps> patches, Part part) {
    StrictWeights weights = Model.weights(architecture, Safetensors.of(tensors, Map.of()));
    return Model.latents(architecture, weights, patches, part::repeat);
  }

  private Fitted entropy(
      Session session,
      Parameters parameters,
      Map<String, Safetensors.Tensor> tensors,
      Draws draws,
      Part part) {
    part.progress(0, "latents of the pictures");
    Patches patches = new Patches(plan.patch(), pictures);
    int most = Math.clamp((long) plan.steps() * plan.batch(), 1, MOST_PATCHES);
    EntropyTraining.Latents latents =
        new EntropyTraining.Latents(
            latents(tensors, patches.toLearn(most, draws.patches), part),
            latents(tensors, patches.toJudge(EntropyTraining.CHECKS, draws.checks), part),
            latents(tensors, patches.toJudge(EntropyTraining.TESTS, draws.tests), part));
    EntropyTraining model =
        new EntropyTraining(architecture, architecture.slices(), session, parameters::views);
    double[] before = model.measure(latents.tests(), part::repeat);
    Descent descent = new Descent(plan.steps(), plan.rate(), validations, paces(parameters), null);
    Descent.Outcome outcome =
        model.train(descent, parameters, latents, plan.batch(), draws.batches, part);
    double[] after =
        outcome.bestStep() == 0 ? before : model.measure(latents.tests(), part::repeat);
    return new Fitted(outcome, before, after);
  }

  private float @Nullable [] paces(Parameters parameters) {
    if (start == null) {
      return null;
    }
    double pace = architecture.equals(start.architecture()) ? 1 : ADDING;
    return parameters.each(name -> start.tensors().tensors().containsKey(name) ? pace : 1);
  }

  /** A network beside the entropy model, as the model has it where it has one. */
  private static Parameters beside(
      Parameters.Declaration declared,
      Session session,
      RandomGenerator random,
      Map<String, Safetensors.Tensor> tensors) {
    Parameters parameters = declared.on(session, random);
    if (tensors.keySet().containsAll(declared.names())) {
      parameters.load(Safetensors.of(tensors, Map.of()));
    }
    return parameters;
  }

  private byte[] file(Map<String, Safetensors.Tensor> tensors) throws IOException {
    int count = pictures.training().size() + pictures.heldBack().size();
    return Model.file(new Model.Header(architecture, plan, count), tensors);
  }
}
