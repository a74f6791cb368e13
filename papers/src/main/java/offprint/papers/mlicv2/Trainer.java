package offprint.papers.mlicv2;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import offprint.kernels.image.Bitmap;
import offprint.kernels.neural.Maps;
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
  private static final int MOST_PATCHES = 480;
  private static final int CHECKS = 12;

  /** Patches that give the figures; others than those that choose the best weights. */
  private static final int TESTS = 24;

  /**
   * The budget.
   *
   * @param patch side of the training patches in pixels
   * @param pace of weights that the model to go on from has, where others are new, in 0 … 1
   * @param slices how many the entropy model's training counts, from the first on
   * @param validations how many after the first, of the entropy model
   * @param steps of the entropy model
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
      List<Maps> all = new ArrayList<>();
      for (Bitmap picture : training) {
        all.add(
            Pixels.tile(picture.rgb(), 0, 0, atLeast(picture.height()), atLeast(picture.width())));
      }
      Parameters entropy = Declaration.entropy(a).on(session, random);
      BlockTransform transform;
      if (start == null) {
        KarhunenLoeve.Fit fit = new KarhunenLoeve(a.stride(), a.latent()).fit(all, random);
        transform = fit.transform();
        new FirstWeights(a, fit.deviation()).set(entropy);
      } else {
        transform = ModelFile.transform(start, a);
        entropy.load(over(entropy, start));
      }
      Fitted fitted = entropy(session, entropy, transform, draws);
      Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(entropy.tensors());
      Model coding = model(a, transform, tensors);
      AfterStages after =
          new AfterStages(
              session, new PictureCodec(coding), supply(), plan.rate, run, share(0.7), share(0.8));
      Descent.Outcome skipping =
          added("skip.", Declaration.skipping(a), plan.gscSteps, after::skipping, session, draws)
              .into(tensors);
      Descent.Outcome correction =
          added(
                  "enhance.",
                  Declaration.enhancement(a),
                  plan.enhanceSteps,
                  after.until(share(0.8), to)::correction,
                  session,
                  draws)
              .into(tensors);
      long weights = tensors.values().stream().mapToLong(Trainer::size).sum();
      byte[] file = ModelFile.write(a, transform, tensors, texts);
      return new Trained(
          file, weights, fitted.before, fitted.after, fitted.outcome, skipping, correction);
    }
  }

  private static long size(Safetensors.Tensor tensor) {
    return tensor.shape().stream().reduce(1L, Math::multiplyExact);
  }

  /** The model as a decoder will read it, so far. */
  private static Model model(
      Architecture a, BlockTransform transform, Map<String, Safetensors.Tensor> tensors)
      throws IOException {
    return ModelFile.read(ModelFile.write(a, transform, tensors, Map.of()));
  }

  /** How a network is trained on what the codec codes. */
  private interface Stage {
    Descent.Outcome train(Parameters parameters, int steps, RandomGenerator random);
  }

  /**
   * A network beside the entropy model; no tensors where there is none.
   *
   * @param outcome null where it was not trained
   */
  private record Beside(
      Map<String, Safetensors.Tensor> tensors, Descent.@Nullable Outcome outcome) {
    Descent.@Nullable Outcome into(Map<String, Safetensors.Tensor> all) {
      all.putAll(tensors);
      return outcome;
    }
  }

  /** Trains a network on from the one of the model to go on from; without steps, that one. */
  private Beside added(
      String prefix,
      Parameters.Declaration declared,
      int steps,
      Stage stage,
      Session session,
      Draws draws) {
    boolean has =
        start != null && start.tensors().keySet().stream().anyMatch(n -> n.startsWith(prefix));
    if (steps == 0 && !has) {
      return new Beside(Map.of(), null);
    }
    Parameters parameters = declared.on(session, draws.weights);
    if (start != null && has) {
      parameters.load(start);
    }
    Descent.Outcome outcome = steps == 0 ? null : stage.train(parameters, steps, draws.weights);
    return new Beside(parameters.tensors(), outcome);
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
      Session session, Parameters parameters, BlockTransform transform, Draws draws) {
    int most = Math.clamp((long) plan.steps * plan.batch, 1, MOST_PATCHES);
    List<Maps> latents = new ArrayList<>();
    for (Maps patch : supply().toLearn(most, draws.patches)) {
      run.progress(from, "latents of the pictures");
      latents.add(transform.analyse(patch, 1));
    }
    List<Maps> checks = latents(transform, CHECKS, draws.checks);
    List<Maps> tests = latents(transform, TESTS, draws.tests);
    EntropyTraining model =
        new EntropyTraining(plan.architecture, plan.slices, session, parameters);
    double[] before = measure(model, tests);
    RandomGenerator random = draws.batches;
    double end = plan.enhanceSteps + plan.gscSteps == 0 ? to : share(0.7);
    Descent.Outcome outcome =
        new Descent(
                "entropy model",
                from,
                end,
                plan.steps,
                plan.rate,
                Math.max(1, plan.steps / plan.validations),
                paces(parameters))
            .run(
                parameters,
                () -> {
                  List<Maps> batch = new ArrayList<>();
                  List<Quality> qualities = new ArrayList<>();
                  for (int i = 0; i < plan.batch; i++) {
                    batch.add(latents.get(random.nextInt(latents.size())));
                    qualities.add(new Quality(random.nextInt(256)));
                  }
                  return model.costs(batch, qualities).cost();
                },
                () -> measure(model, checks)[0],
                run);
    return new Fitted(outcome, before, measure(model, tests));
  }

  private List<Maps> latents(BlockTransform transform, int count, RandomGenerator random) {
    return supply().toJudge(count, random).stream().map(x -> transform.analyse(x, 1)).toList();
  }

  private float @Nullable [] paces(Parameters parameters) {
    if (start == null || plan.pace == 1) {
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

  private static double[] measure(EntropyTraining model, List<Maps> checks) {
    double[] mean = new double[3];
    for (int i = 0; i < checks.size(); i++) {
      double[] one = model.measure(List.of(checks.get(i)), List.of(Quality.of(1 + i % 6)));
      for (int j = 0; j < mean.length; j++) {
        mean[j] += one[j] / checks.size();
      }
    }
    return mean;
  }
}
