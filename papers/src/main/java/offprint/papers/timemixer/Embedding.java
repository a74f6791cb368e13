package offprint.papers.timemixer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv1d;
import java.util.ArrayList;
import java.util.List;
import offprint.kernels.torch.Initializer;
import offprint.kernels.torch.Parameters;
import offprint.papers.timemixer.Design.Pool;
import org.jspecify.annotations.Nullable;

/** The input layers: scales, normalisation by window (RevIN), embedding of values and dates. */
final class Embedding {
  private final Design design;
  private final int channels;
  private final int features;

  Embedding(Design design, int channels, int features) {
    this.design = design;
    this.channels = channels;
    this.features = features;
  }

  void declare(Parameters.Declaration p) {
    if (design.pool() == Pool.CONV) {
      p.add("pool.weight", Initializer.fanIn(3L * channels), channels, channels, 3);
    }
    for (int m = 0; m <= design.scales(); m++) {
      p.add("norm.%d.scale".formatted(m), Initializer.constant(1), channels);
      p.add("norm.%d.shift".formatted(m), Initializer.constant(0), channels);
    }
    int in = design.sampleChannels(channels);
    p.add("embed.value", Initializer.heNormal(3L * in), design.dModel(), in, 3);
    if (features > 0) {
      p.add("embed.calendar", Initializer.fanIn(features), design.dModel(), features);
    }
  }

  /**
   * x_0 = x, and x_m pools pairs of x_{m-1}; an odd value at the end is dropped.
   *
   * @param x [B, C, L]
   * @return M + 1 tensors [B, C, L_m]
   */
  List<NDArray> scales(NDArray x, Parameters.Views p) {
    List<NDArray> scales = new ArrayList<>(List.of(x));
    for (int m = 1; m <= design.scales(); m++) {
      NDArray fine = scales.getLast();
      scales.add(design.pool() == Pool.CONV ? convolve(fine, p, m) : pool(fine, design.length(m)));
    }
    return scales;
  }

  private NDArray pool(NDArray fine, int length) {
    Shape shape = fine.getShape();
    NDArray pairs = fine.get("..., 0:" + 2 * length).reshape(shape.get(0), shape.get(1), length, 2);
    int[] last = {3};
    return design.pool() == Pool.AVG ? pairs.mean(last, false) : pairs.max(last, false);
  }

  private NDArray convolve(NDArray fine, Parameters.Views p, int m) {
    NDArray padded =
        NDArrays.concat(new NDList(fine.get("..., -1:"), fine, fine.get("..., 0:1")), 2);
    NDArray coarse =
        Conv1d.conv1d(
                padded, p.get("pool.weight"), null, new Shape(2), new Shape(0), new Shape(1), 1)
            .singletonOrThrow();
    return coarse.get("..., 0:" + design.length(m));
  }

  /**
   * RevIN's statistics of one scale, without gradient.
   *
   * @param mean [B, C, 1]
   * @param sd [B, C, 1], √(population variance + 1e-5)
   */
  record Statistics(NDArray mean, NDArray sd) {
    static Statistics of(NDArray x) {
      NDArray fixed = x.stopGradient();
      int[] time = {2};
      NDArray mean = fixed.mean(time, true);
      return new Statistics(mean, fixed.sub(mean).square().mean(time, true).add(1e-5).sqrt());
    }
  }

  /**
   * (x - mean) / sd · scale + shift.
   *
   * @return [1, B·C, L_m], or [C, B, L_m] where channels mix
   */
  NDArray normalise(NDArray x, Statistics s, int m, Parameters.Views p) {
    NDArray scale = p.get("norm.%d.scale".formatted(m)).reshape(channels, 1);
    NDArray shift = p.get("norm.%d.shift".formatted(m)).reshape(channels, 1);
    NDArray z = x.sub(s.mean).div(s.sd).mul(scale).add(shift);
    return design.channelIndependent() ? z.reshape(1, -1, design.length(m)) : z.transpose(1, 0, 2);
  }

  /**
   * Convolution with kernel 3 around the circle plus a linear map of the dates, as one product of
   * [d, 3 C' + f] with [3 C' + f, N L_m]. Dates of scale m are those at rows 0, 2^m, 2·2^m …; every
   * channel of a sample gets that sample's. Deviation from the released code, which pairs them with
   * other samples'.
   *
   * @param z [C', N, L_m]
   * @param calendar [f, B, L], null where f = 0
   * @return [d, N · L_m]
   */
  NDArray embed(NDArray z, @Nullable NDArray calendar, int m, Parameters.Views p) {
    int length = design.length(m);
    NDArray before = NDArrays.concat(new NDList(z.get("..., -1:"), z.get("..., :-1")), 2);
    NDArray after = NDArrays.concat(new NDList(z.get("..., 1:"), z.get("..., 0:1")), 2);
    NDList rows = new NDList(before, z, after);
    NDArray weight =
        p.get("embed.value")
            .transpose(0, 2, 1)
            .reshape(design.dModel(), 3L * design.sampleChannels(channels));
    if (calendar != null) {
      long batch = calendar.getShape().get(1);
      NDArray dates = calendar.get("..., 0:%d:%d".formatted(length << m, 1 << m));
      rows.add(
          dates
              .reshape(features, batch, 1, length)
              .broadcast(
                  new Shape(features, batch, design.channelIndependent() ? channels : 1, length))
              .reshape(features, -1, length));
      weight = NDArrays.concat(new NDList(weight, p.get("embed.calendar")), 1);
    }
    NDArray stacked = NDArrays.concat(rows, 0);
    return weight.matMul(stacked.reshape(stacked.getShape().get(0), -1));
  }
}
