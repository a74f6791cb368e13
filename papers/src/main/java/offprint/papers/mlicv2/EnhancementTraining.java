package offprint.papers.mlicv2;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.harness.Part;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.TorchEngine;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;

/** Trains the correction on the squared error of pictures decoded by the current codec. */
record EnhancementTraining(Session session, Model model, Parameters parameters) {
  private static final int MOST_PATCHES = 160;
  private static final int BATCH = 2;

  /** Patches as they are and as they are decoded, [3, height, width] in 0 … 1. */
  private record Pairs(List<FeatureMaps> original, Batch decoded) {
    Pairs some(int count, RandomGenerator random) {
      int[] which = IntStream.range(0, count).map(_ -> random.nextInt(original.size())).toArray();
      return new Pairs(
          pick(original, which),
          new Batch(pick(decoded.maps(), which), pick(decoded.qualities(), which)));
    }

    private static <E> List<E> pick(List<E> all, int[] which) {
      return IntStream.of(which).mapToObj(all::get).toList();
    }
  }

  Descent.Outcome train(Plan plan, Patches patches, RandomGenerator random, Part part) {
    int most = Math.min(MOST_PATCHES, plan.enhanceSteps());
    Part decoding = Part.of(part, 0, 0.17, "");
    Pairs pairs = pairs(patches.toLearn(most, random), random, decoding);
    int judged = Math.min(EntropyTraining.CHECKS, most);
    Pairs checks = pairs(patches.toJudge(judged, random), random, decoding);
    return new Descent(plan.enhanceSteps(), plan.rate(), 10, null, null)
        .run(
            parameters,
            () -> error(pairs.some(BATCH, random)),
            () -> session.evaluate(() -> error(checks))[0],
            Part.of(part, 0.17, 1, ""));
  }

  private Pairs pairs(List<FeatureMaps> patches, RandomGenerator random, Part part) {
    Pairs pairs = new Pairs(patches, new Batch(new ArrayList<>(), new ArrayList<>()));
    for (FeatureMaps patch : patches) {
      int done = pairs.decoded.maps().size();
      part.progress(1, "decoding patch %d of %d".formatted(done + 1, patches.size()));
      Quality quality = Quality.random(random);
      FeatureMaps y = model.analyse(patch, quality);
      FeatureMaps decoded = new TileCoder(model, quality, false, () -> {}).encode(y).decoded();
      pairs.decoded.maps().add(model.linear(decoded, quality));
      pairs.decoded.qualities().add(quality);
    }
    return pairs;
  }

  /** Mean squared error in squared steps. */
  private NDArray error(Pairs pairs) {
    NDArray decoded = pairs.decoded.stacked(session);
    NDArray original = new Batch(pairs.original, pairs.decoded.qualities()).stacked(session);
    NDArray step = pairs.decoded.each(session, quality -> quality.step() / 255);
    NDArray gain = pairs.decoded.each(session, Quality::gain);
    NDArray correction =
        correction(new TorchEngine(parameters.views()), model.architecture(), decoded, gain);
    return correction.sub(original.sub(decoded).div(step)).square().mean();
  }

  /**
   * What to add to decoded pictures [B, 3, height, width], in steps.
   *
   * @param gain of the qualities, [B, 1, 1, 1]
   */
  static NDArray correction(TorchEngine engine, Architecture a, NDArray x, NDArray gain) {
    long count = x.getShape().get(0);
    int h = (int) x.getShape().get(2) / Enhancement.FOLD;
    int w = (int) x.getShape().get(3) / Enhancement.FOLD;
    FeatureMaps places = Enhancement.places(h, w, a.stride());
    NDArray where =
        x.getManager()
            .create(places.values(), new Shape(1, places.channels(), h, w))
            .broadcast(count, places.channels(), h, w);
    return new Enhancement<>(engine).correction(x, where, gain.broadcast(count, 1, h, w));
  }
}
