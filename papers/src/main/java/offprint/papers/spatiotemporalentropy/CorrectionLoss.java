package offprint.papers.spatiotemporalentropy;

import ai.djl.ndarray.NDArray;
import java.util.List;
import offprint.kernels.neural.Maps;
import offprint.kernels.neural.TorchEngine;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;

/** How far corrected frames are from the originals, differentiable in the correction. */
record CorrectionLoss(Session session, Parameters parameters) {
  /**
   * What was decoded and what should have been, [6, h/2, w/2] each.
   *
   * @param weight of its squared error: 1/Δ², so that all qualities count alike
   */
  record Pair(Maps decoded, Maps original, double weight) {}

  /** Mean weighted squared error of a sample. */
  NDArray error(List<Pair> pairs) {
    Maps first = pairs.getFirst().decoded();
    int size = first.values().length;
    float[] decoded = new float[pairs.size() * size];
    float[] original = new float[decoded.length];
    float[] weight = new float[pairs.size()];
    for (int b = 0; b < pairs.size(); b++) {
      System.arraycopy(pairs.get(b).decoded.values(), 0, decoded, b * size, size);
      System.arraycopy(pairs.get(b).original.values(), 0, original, b * size, size);
      weight[b] = (float) pairs.get(b).weight;
    }
    long[] shape = {pairs.size(), first.channels(), first.height(), first.width()};
    Correction<NDArray> correction = new Correction<>(new TorchEngine(parameters.views()));
    NDArray off =
        correction.apply(session.constant(decoded, shape)).sub(session.constant(original, shape));
    NDArray weighted = off.square().mul(session.constant(weight, pairs.size(), 1, 1, 1));
    return Functional.scale(weighted.sum(), 1.0 / decoded.length);
  }
}
