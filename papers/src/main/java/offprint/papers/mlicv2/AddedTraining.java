package offprint.papers.mlicv2;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.task.Progress;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;

/**
 * Trains the weights of added references beside a model that is kept fixed; all share the latents
 * of the patches.
 *
 * @param start the model; further references of its own are left out
 * @param slices how many are counted, from the first on
 */
record AddedTraining(
    Model start, int slices, int steps, EntropyTraining.Latents latents, long seed) {
  private static final int PATCH = 192;
  private static final int BATCH = 4;
  private static final double RATE = 0.003;
  private static final int VALIDATIONS = 10;
  private static final int MOST_PATCHES = 480;

  static AddedTraining of(
      Model start, PictureSet.Split pictures, int steps, int slices, long seed, Runnable pulse) {
    Patches patches = new Patches(PATCH, pictures);
    SplittableRandom random = new SplittableRandom(seed);
    int most = Math.min(MOST_PATCHES, steps * BATCH);
    int least = Math.max(1, most);
    EntropyTraining.Latents latents =
        new EntropyTraining.Latents(
            latents(start, patches.toLearn(most, random), pulse),
            latents(start, patches.toJudge(Math.min(EntropyTraining.CHECKS, least), random), pulse),
            latents(start, patches.toJudge(Math.min(EntropyTraining.TESTS, least), random), pulse));
    int counted = Math.min(slices, start.architecture().slices());
    return new AddedTraining(start, counted, steps, latents, random.nextLong());
  }

  private static List<FeatureMaps> latents(Model model, List<FeatureMaps> patches, Runnable pulse) {
    return Model.latents(model.architecture(), model.weights(), patches, pulse);
  }

  /** J, bits and bits of the first slice, a pixel, with these references trained. */
  double[] train(References references, Progress progress) {
    Architecture bare = start.architecture().only(References.NONE);
    Architecture whole = start.architecture().only(references);
    Set<String> old = Set.copyOf(Declaration.entropy(bare).names());
    SplittableRandom random = new SplittableRandom(seed);
    try (Session session = Session.open()) {
      Map<String, Safetensors.Tensor> fixed = new LinkedHashMap<>(start.tensors().tensors());
      fixed.keySet().removeIf(name -> !old.contains(name) || !counted(name));
      Parameters.Views own = Parameters.constants(session, fixed);
      Parameters.Declaration more =
          Declaration.entropy(whole).only(name -> counted(name) && !old.contains(name));
      if (more.names().isEmpty()) {
        return new EntropyTraining(bare, slices, session, () -> own)
            .measure(latents.tests(), () -> {});
      }
      Parameters added = more.on(session, random);
      EntropyTraining model =
          new EntropyTraining(whole, slices, session, () -> own.and(added.views()));
      // so that the rate rises from 0: the model is trained already
      Descent descent = new Descent(steps, RATE, VALIDATIONS, added.each(_ -> 1), null);
      model.train(descent, added, latents, BATCH, random, progress);
      return model.measure(latents.tests(), () -> {});
    }
  }

  /** True if a weight belongs to a slice that is counted, or to all. */
  private boolean counted(String name) {
    String slice = name.replaceFirst("^slice([0-9]+)[.].*", "$1");
    return slice.equals(name) || Integer.parseInt(slice) < slices;
  }
}
