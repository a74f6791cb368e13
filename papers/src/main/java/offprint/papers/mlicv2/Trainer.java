package offprint.papers.mlicv2;

import java.io.ByteArrayInputStream;
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
  private static final int PATCHES_A_PICTURE = 24;
  private static final int CHECKS = 12;

  /** Patches that give the figures; others than those that choose the best weights. */
  private static final int TESTS = 24;

  private static final int MOST_PAIRS = 160;

  /**
   * The budget.
   *
   * @param patch side of the training patches in pixels
   * @param pace of weights that the model to go on from has, where others are new, in 0 … 1
   * @param slices how many the entropy model's training counts, from the first on
   * @param validations how many after the first, of the entropy model
   * @param steps of the entropy model
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
      if (plan.enhanceSteps == 0) {
        if (start != null) {
          Parameters.Declaration kept = Declaration.enhancement(a);
          Parameters correction = kept.on(session, random);
          if (start.tensors().containsKey("enhance.out.weight")) {
            correction.load(start);
            tensors.putAll(correction.tensors());
          }
        }
        byte[] file = ModelFile.write(a, transform, tensors, texts);
        return new Trained(file, entropy.size(), fitted.before, fitted.after, fitted.outcome, null);
      }
      byte[] plain = ModelFile.write(a, transform, tensors, Map.of());
      PictureCodec codec = new PictureCodec(ModelFile.read(new ByteArrayInputStream(plain)));
      Parameters correction = Declaration.enhancement(a).on(session, random);
      if (start != null && start.tensors().containsKey("enhance.out.weight")) {
        correction.load(start);
      }
      Descent.Outcome better = enhancement(session, correction, codec, random);
      tensors.putAll(correction.tensors());
      return new Trained(
          ModelFile.write(a, transform, tensors, texts),
          entropy.size() + correction.size(),
          fitted.before,
          fitted.after,
          fitted.outcome,
          better);
    }
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

  private List<Maps> patches(List<Bitmap> pictures, int most, RandomGenerator random) {
    int count = Math.min(most, PATCHES_A_PICTURE * pictures.size());
    return new Patches(plan.patch).draw(pictures, count, random);
  }

  private List<Bitmap> judges() {
    return heldBack.isEmpty() ? training : heldBack;
  }

  private Fitted entropy(
      Session session, Parameters parameters, BlockTransform transform, Draws draws) {
    int most = Math.clamp((long) plan.steps * plan.batch, 1, MOST_PATCHES);
    List<Maps> latents = new ArrayList<>();
    for (Maps patch : patches(training, most, draws.patches)) {
      run.progress(from, "latents of the pictures");
      latents.add(transform.analyse(patch, 1));
    }
    List<Maps> checks = latents(transform, CHECKS, draws.checks);
    List<Maps> tests = latents(transform, TESTS, draws.tests);
    EntropyTraining model =
        new EntropyTraining(plan.architecture, plan.slices, session, parameters);
    double[] before = measure(model, tests);
    RandomGenerator random = draws.batches;
    double end = plan.enhanceSteps == 0 ? to : share(0.7);
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
    return patches(judges(), count, random).stream().map(x -> transform.analyse(x, 1)).toList();
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

  private Descent.Outcome enhancement(
      Session session, Parameters parameters, PictureCodec codec, RandomGenerator random) {
    int most = Math.min(MOST_PAIRS, plan.enhanceSteps);
    List<EnhancementTraining.Pair> pairs = pairs(codec, patches(training, most, random), random);
    List<EnhancementTraining.Pair> checks =
        pairs(codec, patches(judges(), Math.min(CHECKS, most), random), random);
    EnhancementTraining model = new EnhancementTraining(session, parameters);
    return new Descent(
            "correction",
            share(0.75),
            to,
            plan.enhanceSteps,
            plan.rate,
            Math.max(1, plan.enhanceSteps / 10),
            null)
        .run(
            parameters,
            () ->
                model.error(
                    IntStream.range(0, 2)
                        .mapToObj(_ -> pairs.get(random.nextInt(pairs.size())))
                        .toList()),
            () ->
                checks.stream()
                    .mapToDouble(one -> session.evaluate(() -> model.error(List.of(one)))[0])
                    .average()
                    .orElseThrow(),
            run);
  }

  private List<EnhancementTraining.Pair> pairs(
      PictureCodec codec, List<Maps> patches, RandomGenerator random) {
    List<EnhancementTraining.Pair> pairs = new ArrayList<>();
    for (Maps patch : patches) {
      run.progress(
          share(0.7), "decoding patch %d of %d".formatted(pairs.size() + 1, patches.size()));
      Quality quality = new Quality(random.nextInt(256));
      int stride = plan.architecture.stride();
      pairs.add(EnhancementTraining.Pair.of(patch, codec.linear(patch, quality), stride, quality));
    }
    return pairs;
  }
}
