package offprint.papers.mlicv2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import offprint.kernels.image.Bitmap;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import offprint.method.Run;

/**
 * Trains the weights of references beside a model that stays as it is. What all references share is
 * made once: the latents of the patches that are learned from, of those that choose the best
 * weights, and of those that give the figures.
 *
 * @param start the model; further references of its own are left out
 * @param slices how many are counted, from the first on
 */
record AddedTraining(
    Safetensors start,
    int slices,
    int steps,
    List<FeatureMaps> learned,
    List<FeatureMaps> checks,
    List<FeatureMaps> tests,
    long seed) {
  private static final int PATCH = 192;
  private static final int BATCH = 4;
  private static final double RATE = 0.003;
  private static final int VALIDATIONS = 10;
  private static final int MOST_PATCHES = 480;
  private static final int CHECKS = 12;
  private static final int TESTS = 24;

  /** Patches that are measured at once. */
  private static final int TOGETHER = 4;

  static AddedTraining of(
      Safetensors start,
      List<Bitmap> training,
      List<Bitmap> heldBack,
      int steps,
      int slices,
      long seed) {
    PictureTransform transform = ModelFile.transform(start);
    PatchSupply supply = new PatchSupply(PATCH, training, heldBack);
    SplittableRandom random = new SplittableRandom(seed);
    int most = Math.min(MOST_PATCHES, steps * BATCH);
    int least = Math.max(1, most);
    return new AddedTraining(
        start,
        Math.min(slices, transform.architecture().slices()),
        steps,
        latents(transform, supply.toLearn(most, random)),
        latents(transform, supply.toJudge(Math.min(CHECKS, least), random)),
        latents(transform, supply.toJudge(Math.min(TESTS, least), random)),
        random.nextLong());
  }

  private static List<FeatureMaps> latents(PictureTransform transform, List<FeatureMaps> patches) {
    return patches.stream().map(patch -> transform.analyse(patch, 1)).toList();
  }

  /** J, bits and bits of the first slice, a pixel, with these references trained. */
  double[] train(References references, Run run) {
    Architecture had = ModelFile.architecture(start);
    Architecture bare = with(had, References.NONE);
    Architecture whole = with(had, references);
    Set<String> old = Set.copyOf(Declaration.entropy(bare).names());
    SplittableRandom random = new SplittableRandom(seed);
    try (Session session = Session.open()) {
      Parameters fixed =
          Declaration.entropy(bare).only(this::counted).on(session, new SplittableRandom(0));
      fixed.load(start);
      Parameters.Views own = fixed.views(); // outside the graph, so no gradient reaches them
      Parameters.Declaration more =
          Declaration.entropy(whole).only(name -> counted(name) && !old.contains(name));
      if (more.names().isEmpty()) {
        return measure(new EntropyTraining(bare, slices, session, () -> own), tests);
      }
      Parameters added = more.on(session, random);
      EntropyTraining model =
          new EntropyTraining(whole, slices, session, () -> own.and(added.views()));
      float[] paces = new float[(int) added.size()];
      Arrays.fill(paces, 1); // so that the rate rises from 0: the model is trained already
      new Descent("references", 0, 1, steps, RATE, Math.max(1, steps / VALIDATIONS), paces, null)
          .run(
              added,
              () -> {
                List<FeatureMaps> batch = new ArrayList<>();
                List<Quality> qualities = new ArrayList<>();
                for (int i = 0; i < BATCH; i++) {
                  batch.add(learned.get(random.nextInt(learned.size())));
                  qualities.add(new Quality(random.nextInt(256)));
                }
                return model.costs(batch, qualities).cost();
              },
              () -> measure(model, checks)[0],
              run);
      return measure(model, tests);
    }
  }

  private static Architecture with(Architecture a, References references) {
    return new Architecture(
        a.stride(), a.latent(), a.slices(), a.channel(), a.local(), references, a.networks());
  }

  /** Whether a weight belongs to a slice that is counted, or to all. */
  private boolean counted(String name) {
    String slice = name.replaceFirst("^slice([0-9]+)[.].*", "$1");
    return slice.equals(name) || Integer.parseInt(slice) < slices;
  }

  private static double[] measure(EntropyTraining model, List<FeatureMaps> latents) {
    double[] mean = new double[3];
    for (int i = 0; i < latents.size(); i += TOGETHER) {
      List<FeatureMaps> part = latents.subList(i, Math.min(latents.size(), i + TOGETHER));
      List<Quality> qualities =
          IntStream.range(i, i + part.size()).mapToObj(n -> Quality.of(1 + n % 6)).toList();
      double[] one = model.measure(part, qualities);
      for (int j = 0; j < mean.length; j++) {
        mean[j] += one[j] * part.size() / latents.size();
      }
    }
    return mean;
  }
}
