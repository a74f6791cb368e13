package offprint.papers.timemixer;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.Parameters;

/**
 * One Past-Decomposable-Mixing block. Series are [d, N · L_m] with time innermost, so that maps
 * along time are products of (d·N) x L_m and maps along features products of d_ff x d, without a
 * copy.
 */
final class PastMixing {
  private final Design design;
  private final Variant variant;
  private final String name;
  private final Decomposer decomposer;

  PastMixing(Design design, Variant variant, int block, Decomposer decomposer) {
    this.design = design;
    this.variant = variant;
    this.name = "block.%d.".formatted(block);
    this.decomposer = decomposer;
  }

  void declare(Parameters.Declaration p) {
    for (int m = 0; m < design.scales(); m++) {
      int fine = design.length(m);
      int coarse = design.length(m + 1);
      p.linear(name + "down.%d.1".formatted(m), fine, coarse);
      p.linear(name + "down.%d.2".formatted(m), coarse, coarse);
      p.linear(name + "up.%d.1".formatted(m), coarse, fine);
      p.linear(name + "up.%d.2".formatted(m), fine, fine);
    }
    p.linear(name + feature() + "1", design.dModel(), design.dFf());
    p.linear(name + feature() + "2", design.dFf(), design.dModel());
  }

  private String feature() {
    return design.channelIndependent() ? "ff." : "cross.";
  }

  /**
   * @param e per scale [d, N · L_m]
   * @return the same shapes
   */
  List<NDArray> apply(List<NDArray> e, Parameters.Views p) {
    int last = design.scales();
    List<NDArray> season = new ArrayList<>();
    List<NDArray> trend = new ArrayList<>();
    for (int m = 0; m <= last; m++) {
      NDArray series = e.get(m).reshape(-1, design.length(m));
      NDArray slow = decomposer.trend(series, m);
      NDArray fast = series.sub(slow);
      season.add(design.channelIndependent() ? fast : alongFeatures(fast, m, p));
      trend.add(design.channelIndependent() ? slow : alongFeatures(slow, m, p));
    }
    for (int m = 1; m <= last && variant != Variant.NO_SEASON_MIX; m++) {
      season.set(m, alongTime(season.get(m - 1), "down." + (m - 1), p).addi(season.get(m)));
    }
    for (int m = last - 1; m >= 0 && variant != Variant.NO_TREND_MIX; m--) {
      trend.set(m, alongTime(trend.get(m + 1), "up." + m, p).addi(trend.get(m)));
    }
    List<NDArray> out = new ArrayList<>();
    for (int m = 0; m <= last; m++) {
      NDArray mixed = season.get(m).add(trend.get(m)).reshape(design.dModel(), -1);
      out.add(design.channelIndependent() ? mlp(mixed, p).addi(e.get(m)) : mixed);
    }
    return out;
  }

  private NDArray alongTime(NDArray series, String layer, Parameters.Views p) {
    return linear(Functional.gelu(linear(series, layer + ".1", p)), layer + ".2", p);
  }

  private NDArray linear(NDArray series, String layer, Parameters.Views p) {
    return Functional.linear(
        series, p.get(name + layer + ".weight"), p.get(name + layer + ".bias"));
  }

  private NDArray alongFeatures(NDArray series, int m, Parameters.Views p) {
    return mlp(series.reshape(design.dModel(), -1), p).reshape(-1, design.length(m));
  }

  /** Linear, GELU, Linear on the features of [d, n]. */
  private NDArray mlp(NDArray x, Parameters.Views p) {
    return column(Functional.gelu(column(x, feature() + "1", p)), feature() + "2", p);
  }

  private NDArray column(NDArray x, String layer, Parameters.Views p) {
    NDArray bias = p.get(name + layer + ".bias");
    return p.get(name + layer + ".weight").matMul(x).addi(bias.reshape(-1, 1));
  }
}
