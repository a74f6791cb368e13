package offprint.papers.mlicv2;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import offprint.kernels.neural.Checkerboard;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.TorchEngine;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;

/**
 * What latents cost under the entropy model, differentiable in its weights. Elements and z are
 * rounded, and the gradient passes the rounding as if it were not there.
 *
 * @param slices how many are counted, from the first on
 * @param weights as parts of the current graph
 */
record EntropyTraining(
    Architecture architecture, int slices, Session session, Supplier<Parameters.Views> weights) {
  EntropyTraining(Architecture architecture, int slices, Session session, Parameters parameters) {
    this(architecture, slices, session, parameters::views);
  }

  /**
   * J, bits and bits of the first slice, a pixel.
   *
   * @param latents each [M, h, w] in 1/255
   */
  double[] measure(List<FeatureMaps> latents, List<Quality> qualities) {
    float[] values =
        session.evaluate(
            () -> {
              CodingCost.Costs costs = costs(latents, qualities);
              return NDArrays.stack(new NDList(costs.cost(), costs.bits(), costs.first()));
            });
    return new double[] {values[0], values[1], values[2]};
  }

  /**
   * @param latents each [M, h, w] in 1/255
   * @param qualities one for each
   */
  CodingCost.Costs costs(List<FeatureMaps> latents, List<Quality> qualities) {
    FeatureMaps first = latents.getFirst();
    int batch = latents.size();
    int area = first.area();
    float[] y = new float[batch * first.values().length];
    float[] gain = new float[batch * area];
    for (int b = 0; b < batch; b++) {
      float[] values = latents.get(b).values();
      float step = qualities.get(b).step();
      for (int i = 0; i < values.length; i++) {
        y[b * values.length + i] = values[i] / step;
      }
      Arrays.fill(gain, b * area, (b + 1) * area, qualities.get(b).gain());
    }
    int h = first.height();
    int w = first.width();
    FeatureMaps mask = Checkerboard.ODD.anchors(h, w);
    double pixels = (double) batch * area * architecture.stride() * architecture.stride();
    return costs(
        session.constant(y, batch, first.channels(), h, w),
        session.constant(gain, batch, 1, h, w),
        session.constant(mask.values(), 1, 1, h, w),
        1 / pixels);
  }

  private CodingCost.Costs costs(NDArray y, NDArray gain, NDArray mask, double share) {
    Parameters.Views now = weights.get();
    NDArray free = EntropyModel.of(architecture, new TorchEngine(now)).analyse(y);
    NDArray z = Rounding.Through.through(free, free.round());
    return new CodingCost(architecture, slices, now, new Rounding.Through())
        .of(y, y, z, gain, mask, share);
  }
}
