package offprint.papers.mlicv2;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import offprint.kernels.coding.GaussianTables;
import offprint.kernels.neural.Checkerboard;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.TorchEngine;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;

/** What the choice of elements costs, differentiable in its weights; nothing else moves. */
record SkippingTraining(Session session, Parameters parameters) {
  private static final GaussianTables TABLES = new GaussianTables();

  /**
   * One pass over a patch as it was coded without skipping.
   *
   * @param input see {@link Skipping#input}
   * @param coded whole numbers, [s, h, w]
   * @param zero bits of a 0, [s, h, w]
   * @param anchors whether it was the anchors' pass
   */
  record Example(FeatureMaps input, FeatureMaps coded, FeatureMaps zero, boolean anchors) {}

  /** The passes over latents y [M, h, w] in steps. */
  static List<Example> examples(Model model, Quality quality, FeatureMaps y) {
    List<Example> examples = new ArrayList<>();
    new TileCoder(model, quality, false, () -> {})
        .watchedBy(
            (input, index, coded, anchors) ->
                examples.add(new Example(input, coded, bitsOfZero(index), anchors)))
        .encode(y);
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
  NDArray cost(List<Example> examples) {
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
