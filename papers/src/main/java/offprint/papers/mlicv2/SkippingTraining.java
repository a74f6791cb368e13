package offprint.papers.mlicv2;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.harness.Part;
import offprint.kernels.coding.GaussianTables;
import offprint.kernels.neural.Checkerboard;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.TorchEngine;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;

/** Trains the choice of the elements that are coded; nothing else of the model moves. */
record SkippingTraining(Session session, Model model, Parameters parameters) {
  private static final GaussianTables TABLES = new GaussianTables();
  private static final int MOST_PATCHES = 48;
  private static final int PASSES_A_STEP = 8;

  /**
   * One pass over a patch as it is coded without skipping.
   *
   * @param input see {@link Skipping#input}
   * @param coded whole numbers, [s, h, w]
   * @param zero bits of a 0, [s, h, w]
   */
  private record Example(FeatureMaps input, FeatureMaps coded, FeatureMaps zero, boolean anchors) {}

  Descent.Outcome train(Plan plan, Patches patches, RandomGenerator random, Part part) {
    int most = Math.min(MOST_PATCHES, plan.gscSteps());
    Part coding = Part.of(part, 0, 0.17, "");
    List<Example> examples = examples(patches.toLearn(most, random), random, coding);
    int judged = Math.min(EntropyTraining.CHECKS, most);
    List<Example> checks = examples(patches.toJudge(judged, random), random, coding);
    return new Descent(plan.gscSteps(), plan.rate(), 10, null, null)
        .run(
            parameters,
            () ->
                cost(
                    IntStream.range(0, PASSES_A_STEP)
                        .mapToObj(_ -> examples.get(random.nextInt(examples.size())))
                        .toList()),
            () -> session.evaluate(() -> cost(checks))[0],
            Part.of(part, 0.17, 1, ""));
  }

  private List<Example> examples(List<FeatureMaps> patches, RandomGenerator random, Part part) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < patches.size(); i++) {
      part.progress(1, "coding patch %d of %d".formatted(i + 1, patches.size()));
      Quality quality = Quality.random(random);
      new TileCoder(model, quality, false, () -> {})
          .watchedBy(
              (input, index, coded, anchors) ->
                  examples.add(new Example(input, coded, bitsOfZero(index), anchors)))
          .encode(model.analyse(patches.get(i), quality));
    }
    return examples;
  }

  private static FeatureMaps bitsOfZero(FeatureMaps index) {
    FeatureMaps bits = new FeatureMaps(index.channels(), index.height(), index.width());
    for (int i = 0; i < bits.values().length; i++) {
      bits.values()[i] = (float) TABLES.at(index.values()[i]).bits(0);
    }
    return bits;
  }

  /**
   * Binary cross-entropy, an element, in parts of J: to skip q ≠ 0 weighs λ · its squared error, q²
   * steps, and to code 0 weighs the bits of a 0.
   */
  private NDArray cost(List<Example> examples) {
    Skipping<NDArray> choice = new Skipping<>(new TorchEngine(parameters.views()));
    NDArray sum = session.constant(new float[1]);
    double elements = 0;
    for (Example example : examples) {
      FeatureMaps q = example.coded;
      FeatureMaps where =
          example.anchors
              ? Checkerboard.ODD.anchors(q.height(), q.width())
              : Checkerboard.ODD.others(q.height(), q.width());
      float[] zero = new float[q.values().length];
      float[] weight = new float[q.values().length];
      for (int i = 0; i < zero.length; i++) {
        float seen = where.values()[i % q.area()];
        float value = q.values()[i];
        zero[i] = value == 0 ? seen * example.zero.values()[i] : 0;
        weight[i] = (float) (CodingCost.ERROR_WEIGHT * value * value * seen);
        elements += seen;
      }
      NDArray odds = choice.odds(constant(example.input));
      NDArray coded = softPlus(odds).mul(constant(q, zero));
      NDArray skipped = softPlus(odds.neg()).mul(constant(q, weight));
      sum = sum.add(coded.add(skipped).sum());
    }
    return Functional.scale(sum, 1 / elements);
  }

  private static NDArray softPlus(NDArray x) {
    return JniUtils.softPlus((PtNDArray) x);
  }

  private NDArray constant(FeatureMaps x) {
    return constant(x, x.values());
  }

  private NDArray constant(FeatureMaps like, float[] values) {
    return session.constant(values, 1, like.channels(), like.height(), like.width());
  }
}
