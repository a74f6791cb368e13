package offprint.papers.spatiotemporalentropy;

import ai.djl.ndarray.NDArray;
import java.util.List;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.TorchEngine;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;

/** How far corrected frames are from the originals, differentiable in the correction. */
record CorrectionLoss(Session session, Parameters parameters) {
  /**
   * What was decoded and what should have been, [6, h/2, w/2] each. Squared errors count 1/Δ², so
   * that all qualities count alike.
   */
  record Pair(FeatureMaps decoded, FeatureMaps original, int quality) {}

  /** Mean weighted squared error of a sample. */
  NDArray error(List<Pair> pairs) {
    FeatureMaps first = pairs.getFirst().decoded();
    int size = first.values().length;
    float[] decoded = new float[pairs.size() * size];
    float[] original = new float[decoded.length];
    float[] weight = new float[pairs.size()];
    int[] qualities = new int[pairs.size()];
    for (int b = 0; b < pairs.size(); b++) {
      System.arraycopy(pairs.get(b).decoded.values(), 0, decoded, b * size, size);
      System.arraycopy(pairs.get(b).original.values(), 0, original, b * size, size);
      qualities[b] = pairs.get(b).quality;
      weight[b] = (float) Math.pow(Levels.step(qualities[b]), -2);
    }
    long[] shape = {pairs.size(), first.channels(), first.height(), first.width()};
    NDArray off =
        corrected(session.constant(decoded, shape), qualities)
            .sub(session.constant(original, shape));
    NDArray weighted = off.square().mul(session.constant(weight, pairs.size(), 1, 1, 1));
    return Functional.scale(weighted.sum(), 1.0 / decoded.length);
  }

  /**
   * Decoded frames with what is added to them.
   *
   * @param x [B, 6, h/2, w/2]
   * @param qualities one a frame
   */
  NDArray corrected(NDArray x, int[] qualities) {
    Parameters.Views views = parameters.views();
    boolean deep = views.find(Correction.DEEP_WEIGHT) != null;
    Correction<NDArray> correction = new Correction<>(new TorchEngine(views), deep);
    int b = qualities.length;
    float[] units = new float[b];
    float[] inverse = new float[b];
    FeatureMaps places = Correction.places((int) x.getShape().get(2), (int) x.getShape().get(3));
    float[] place = new float[b * places.values().length];
    for (int i = 0; i < b; i++) {
      units[i] = (float) correction.unit(qualities[i]);
      inverse[i] = 1 / units[i];
      System.arraycopy(
          places.values(), 0, place, i * places.values().length, places.values().length);
    }
    NDArray added =
        correction.added(
            x.mul(session.constant(inverse, b, 1, 1, 1)),
            session.constant(place, b, places.channels(), places.height(), places.width()));
    return x.add(added.mul(session.constant(units, b, 1, 1, 1)));
  }
}
