package offprint.papers.mlicv2;

import ai.djl.ndarray.NDArray;
import java.util.List;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.TorchEngine;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;

/** The squared error of corrected pictures, differentiable in the correction's weights. */
record EnhancementTraining(Session session, Parameters parameters) {

  /**
   * A decoded patch and what is missing from it.
   *
   * @param input [57, h, w], see {@link Enhancement#fold}
   * @param missing [48, h, w], in steps
   */
  record Pair(FeatureMaps input, FeatureMaps missing) {

    /** Of a patch as it is and as it is decoded, both [3, height, width] in 0 … 1. */
    static Pair of(FeatureMaps original, FeatureMaps decoded, int stride, Quality quality) {
      FeatureMaps missing = Enhancement.foldColours(original);
      FeatureMaps have = Enhancement.foldColours(decoded);
      for (int i = 0; i < missing.values().length; i++) {
        missing.values()[i] = (missing.values()[i] - have.values()[i]) * 255 / quality.step();
      }
      return new Pair(Enhancement.fold(decoded, stride, quality.gain()), missing);
    }
  }

  /** Mean squared error in squared steps. */
  NDArray error(List<Pair> pairs) {
    NDArray missing = stack(pairs.stream().map(Pair::missing).toList());
    NDArray input = stack(pairs.stream().map(Pair::input).toList());
    NDArray correction = new Enhancement<>(new TorchEngine(parameters.views())).correction(input);
    return correction.sub(missing).square().mean();
  }

  private NDArray stack(List<FeatureMaps> maps) {
    FeatureMaps first = maps.getFirst();
    float[] values = new float[maps.size() * first.values().length];
    for (int i = 0; i < maps.size(); i++) {
      float[] from = maps.get(i).values();
      System.arraycopy(from, 0, values, i * from.length, from.length);
    }
    return session.constant(values, maps.size(), first.channels(), first.height(), first.width());
  }
}
