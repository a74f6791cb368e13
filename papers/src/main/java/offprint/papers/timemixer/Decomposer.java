package offprint.papers.timemixer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.kernels.series.MovingAverage;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.Session;
import offprint.papers.timemixer.Design.Decomposition;

/**
 * Splits series along their last axis, time, into trend and season; their sum is the input.
 *
 * <p>The moving average is a product with its constant matrix, [L_m, L_m]: a third of the time of
 * pooling, forward and backward. The DFT keeps the {@code topK} strongest frequencies but the mean
 * as season. Deviation from the released code, which transforms the feature axis.
 */
final class Decomposer {
  private final Decomposition kind;
  private final int topK;
  private final List<NDArray> maps = new ArrayList<>(); // per scale: transposed average, or bins

  Decomposer(Session session, Design design, Decomposition kind, DataType type) {
    this.kind = kind;
    this.topK = design.topK();
    for (int m = 0; m <= design.scales(); m++) {
      int n = design.length(m);
      NDArray map =
          kind == Decomposition.MOVING_AVERAGE
              ? session.constant(MovingAverage.matrix(n, design.kernel()), n, n).transpose()
              : session.constant(withoutMean(n / 2 + 1), n / 2 + 1);
      maps.add(Functional.copy(map, type));
    }
  }

  private static float[] withoutMean(int bins) {
    float[] keep = new float[bins];
    Arrays.fill(keep, 1, bins, 1);
    return keep;
  }

  /**
   * @param e [..., L_m]
   * @return [..., L_m]
   */
  NDArray trend(NDArray e, int scale) {
    return kind == Decomposition.MOVING_AVERAGE
        ? e.matMul(maps.get(scale))
        : e.sub(strongest(e, maps.get(scale)));
  }

  private NDArray strongest(NDArray e, NDArray withoutMean) {
    Shape shape = e.getShape();
    int axis = shape.dimension() - 1;
    long length = shape.get(axis);
    NDArray spectrum = e.rfft(length, axis);
    NDArray size = spectrum.stopGradient().abs().mul(withoutMean);
    int k = (int) Math.min(topK, length / 2);
    NDList top = size.topK(k, axis, true, true);
    NDArray weakest = top.get(0).get("..., " + (k - 1) + ":" + k);
    NDArray kept = size.gte(weakest).toType(e.getDataType(), false).mul(withoutMean);
    return spectrum.mul(kept).irfft(length, axis);
  }
}
