package offprint.papers.mlicv2;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.kernels.image.Bitmap;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.StrictWeights;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import offprint.method.Run;
import org.jspecify.annotations.Nullable;

/**
 * Makes a model of pictures: the transform in closed form, then the entropy model on its latents,
 * then the correction of what the codec as it is decodes.
 *
 * @param training pictures learned from
 * @param heldBack pictures that only choose the best weights
 * @param start model file to go on from; null to begin anew
 * @param from share of the run done before
 * @param to share of the run done after
 */
record Trainer(
    Plan plan,
    List<Bitmap> training,
    List<Bitmap> heldBack,
    @Nullable Safetensors start,
    Run run,
    double from,
    double to) {
  private static final int MOST_PATCHES = 960;
  private static final int CHECKS = 12;

  /** Patches that give the figures; others than those that choose the best weights. */
  private static final int TESTS = 24;

  /** Patches that are measured at once. */
  private static final int TOGETHER = 4;

  /**
   * The budget.
   *
   * @param patch side of the training patches in pixels
   * @param pace of weights that the model to go on from has, where others are new, in 0 … 1
   * @param slices how many the entropy model's training counts, from the first on
   * @param validations how many after the first, of the entropy model
   * @param steps of the entropy model
   * @param jointSteps of transforms, entropy model and correction together; 0 for none
   * @param metric that these lower, with the bits
   * @param gscSteps of the choice of the elements that are coded; 0 for none
   * @param enhanceSteps of the correction; 0 for none
   */
  record Plan(
      Architecture architecture,
      int patch,
      int batch,
      double rate,
      double pace,
      int slices,
      int validations,
      int steps,
      int jointSteps,
      JointTraining.Metric metric,
      int gscSteps,
      int enhanceSteps) {}

  /**
   * The model file, and what was measured on the way.
   *
   * @param before J, bits and bits of the first slice, a pixel, on pictures held back
   * @param after the same, of the best weights
   */
  record Trained(
      byte[] file,
      long weights,
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

  Trained train(Map<String, String> texts, RandomGenerator source) throws IOException {
    Architecture a = plan.architecture;
    Draws draws = Draws.of(source);
    RandomGenerator random = draws.weights;
    run.progress(from, "blocks of the pictures");
    try (Session session = Session.open()) {
      List<FeatureMaps> all = new ArrayList<>();
      for (Bitmap picture : training) {
        all.add(
            Pixels.tile(picture.rgb(), 0, 0, atLeast(picture.height()), atLeast(picture.width())));
      }
      Parameters entropy = Declaration.entropy(a).on(session, random);
      Map<String, Safetensors.Tensor> tensors = transforms(session, random);
      BlockTransform blocks;
      if (start == null) {
        KarhunenLoeve.Fit fit =
            new KarhunenLoeve(a.stride(), a.latent(), a.networks().lapped()).fit(all, random);
        boolean closed = a.networks().closed();
        blocks = closed ? fit.transform() : null;
        first(entropy, fit, picture(blocks, tensors), draws);
      } else {
        blocks = ModelFile.blocks(start, a);
        entropy.load(over(entropy, start));
      }
      Fitted fitted = entropy(session, entropy, picture(blocks, tensors), draws);
      tensors.putAll(entropy.tensors());
      kept("skip.", Declaration.skipping(a), session, random, tensors);
      kept("enhance.", Declaration.enhancement(a), session, random, tensors);
      Descent.Outcome joint = null;
      if (plan.jointSteps > 0) {
        joint =
            new JointStage(plan, blocks, supply(), session, run, share(0.4), share(0.7))
                .train(tensors, draws.weights);
      }
      Model coding = model(a, blocks, tensors);
      AfterStages after =
          new AfterStages(
              session, new PictureCodec(coding), supply(), plan.rate, run, share(0.7), share(0.8));
      Beside beside = new Beside(session, draws.weights, tensors);
      Descent.Outcome skipping =
          beside.train(Declaration.skipping(a), plan.gscSteps, after::skipping);
      Descent.Outcome correction =
          beside.train(
              Declaration.enhancement(a),
              plan.enhanceSteps,
              after.until(share(0.8), to)::correction);
      long weights = tensors.values().stream().mapToLong(Trainer::size).sum();
      byte[] file = ModelFile.write(a, blocks, tensors, texts);
      return new Trained(
          file, weights, fitted.before, fitted.after, fitted.outcome, joint, skipping, correction);
    }
  }

  private static long size(Safetensors.Tensor tensor) {
    return tensor.shape().stream().reduce(1L, Math::multiplyExact);
  }

  /** The model as a decoder will read it, so far. */
  private static Model model(
      Architecture a, @Nullable BlockTransform transform, Map<String, Safetensors.Tensor> tensors)
      throws IOException {
    return ModelFile.read(ModelFile.write(a, transform, tensors, Map.of()));
  }

  /** How a network is trained on what the codec codes. */
  private interface Stage {
    Descent.Outcome train(Parameters parameters, int steps, RandomGenerator random);
  }

  /** Networks beside the entropy model, among the tensors of the model where they are trained. */
  private record Beside(
      Session session, RandomGenerator random, Map<String, Safetensors.Tensor> tensors) {

    /** Trains a network, on from what it is; null without steps. */
    Descent.@Nullable Outcome train(Parameters.Declaration declared, int steps, Stage stage) {
      if (steps == 0) {
        return null;
      }
      Parameters parameters = declared.on(session, random);
      if (tensors.keySet().containsAll(declared.names())) {
        parameters.load(Safetensors.of(tensors, Map.of()));
      }
      Descent.Outcome outcome = stage.train(parameters, steps, random);
      tensors.putAll(parameters.tensors());
      return outcome;
    }
  }

  /** Takes a network over from the model to go on from, if it has it. */
  private void kept(
      String prefix,
      Parameters.Declaration declared,
      Session session,
      RandomGenerator random,
      Map<String, Safetensors.Tensor> tensors) {
    if (start != null && start.tensors().keySet().stream().anyMatch(n -> n.startsWith(prefix))) {
      Parameters parameters = declared.on(session, random);
      parameters.load(start);
      tensors.putAll(parameters.tensors());
    }
  }

  /** The networks of the transform: first ones, or those of the model to go on from. */
  private Map<String, Safetensors.Tensor> transforms(Session session, RandomGenerator random) {
    if (!plan.architecture.networks().learned()) {
      return new LinkedHashMap<>();
    }
    Parameters parameters = Declaration.transforms(plan.architecture).on(session, random);
    if (start != null) {
      parameters.load(start);
    }
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(parameters.tensors());
    if (start == null && plan.architecture.networks().closed()) {
      FirstWeights.quieten(plan.architecture, tensors);
    }
    return tensors;
  }

  private PictureTransform picture(
      @Nullable BlockTransform blocks, Map<String, Safetensors.Tensor> tensors) {
    StrictWeights weights = StrictWeights.of(Safetensors.of(tensors, Map.of()), "");
    return new PictureTransform(plan.architecture, blocks, weights);
  }

  /**
   * First weights of the entropy model; where there are networks, from what they make of patches.
   */
  private void first(
      Parameters entropy, KarhunenLoeve.Fit fit, PictureTransform transform, Draws draws) {
    if (!plan.architecture.networks().learned()
        && plan.architecture.networks().wiring() == Networks.Wiring.LOG_LINEAR) {
      new FirstWeights(plan.architecture, fit.deviation()).set(entropy);
      return;
    }
    List<FeatureMaps> latents = latents(transform, CHECKS, draws.checks);
    FirstWeights.seen(plan.architecture, latents).set(entropy);
  }

  /** The weights of a model to go on from, and the first ones where it has none. */
  private static Safetensors over(Parameters first, Safetensors start) {
    Map<String, Safetensors.Tensor> all = new LinkedHashMap<>(first.tensors());
    all.putAll(start.tensors());
    return Safetensors.of(all, Map.of());
  }

  private double share(double part) {
    return from + (to - from) * part;
  }

  private int atLeast(int side) {
    return Math.max(side, plan.architecture.stride());
  }

  private PatchSupply supply() {
    return new PatchSupply(plan.patch, training, heldBack);
  }

  private Fitted entropy(
      Session session, Parameters parameters, PictureTransform transform, Draws draws) {
    int most = Math.clamp((long) plan.steps * plan.batch, 1, MOST_PATCHES);
    List<FeatureMaps> latents = new ArrayList<>();
    for (FeatureMaps patch : supply().toLearn(most, draws.patches)) {
      run.progress(from, "latents of the pictures");
      latents.add(transform.analyse(patch, 1));
    }
    List<FeatureMaps> checks = latents(transform, CHECKS, draws.checks);
    List<FeatureMaps> tests = latents(transform, TESTS, draws.tests);
    EntropyTraining model =
        new EntropyTraining(plan.architecture, plan.slices, session, parameters);
    double[] before = measure(model, tests, from);
    RandomGenerator random = draws.batches;
    boolean more = plan.jointSteps + plan.enhanceSteps + plan.gscSteps > 0;
    double end = !more ? to : share(plan.jointSteps > 0 ? 0.4 : 0.7);
    Descent.Outcome outcome =
        new Descent(
                "entropy model",
                from,
                end,
                plan.steps,
                plan.rate,
                Math.max(1, plan.steps / plan.validations),
                paces(parameters),
                null)
            .run(
                parameters,
                () -> {
                  List<FeatureMaps> batch = new ArrayList<>();
                  List<Quality> qualities = new ArrayList<>();
                  for (int i = 0; i < plan.batch; i++) {
                    batch.add(latents.get(random.nextInt(latents.size())));
                    qualities.add(new Quality(random.nextInt(256)));
                  }
                  return model.costs(batch, qualities).cost();
                },
                () -> measure(model, checks, -1)[0],
                run);
    return new Fitted(
        outcome, before, outcome.bestStep() == 0 ? before : measure(model, tests, end));
  }

  private List<FeatureMaps> latents(PictureTransform transform, int count, RandomGenerator random) {
    List<FeatureMaps> latents = new ArrayList<>();
    for (FeatureMaps patch : supply().toJudge(count, random)) {
      run.progress(from, "latents of the pictures");
      latents.add(transform.analyse(patch, 1));
    }
    return latents;
  }

  private float @Nullable [] paces(Parameters parameters) {
    if (start == null) {
      return null;
    }
    float[] paces = new float[(int) parameters.size()];
    int at = 0;
    for (Map.Entry<String, Safetensors.Tensor> entry : parameters.tensors().entrySet()) {
      int end = at + entry.getValue().data().remaining() / Float.BYTES;
      boolean old = start.tensors().containsKey(entry.getKey());
      Arrays.fill(paces, at, end, old ? (float) plan.pace : 1);
      at = end;
    }
    return paces;
  }

  /**
   * J, bits and bits of the first slice, a pixel.
   *
   * @param share of the run done, which is told; below 0 to tell nothing
   */
  private double[] measure(EntropyTraining model, List<FeatureMaps> checks, double share) {
    double[] mean = new double[3];
    for (int i = 0; i < checks.size(); i += TOGETHER) {
      if (share >= 0) {
        run.progress(share, "measuring on pictures held back");
      }
      List<FeatureMaps> part = checks.subList(i, Math.min(checks.size(), i + TOGETHER));
      List<Quality> qualities =
          IntStream.range(i, i + part.size()).mapToObj(n -> Quality.of(1 + n % 6)).toList();
      double[] one = model.measure(part, qualities);
      for (int j = 0; j < mean.length; j++) {
        mean[j] += one[j] * part.size() / checks.size();
      }
    }
    return mean;
  }
}
