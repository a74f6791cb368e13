package offprint.papers.spatiotemporalentropy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import offprint.kernels.coding.FrequencyTable;
import offprint.kernels.neural.Maps;
import offprint.kernels.neural.StrictEngine;
import offprint.kernels.neural.StrictWeights;
import offprint.kernels.torch.Safetensors;
import org.jspecify.annotations.Nullable;

/**
 * A trained entropy model as encoder and decoder run it: in plain Java, with the same bits on every
 * machine.
 *
 * @param video whether it sees the frame before
 * @param networks whether its convolutions are used, besides the linear part
 * @param tables of z, one a channel
 */
record EntropyModel(
    Sizes sizes,
    boolean video,
    boolean networks,
    LinearPrior linear,
    PriorNetwork<Maps> network,
    List<FrequencyTable> tables) {

  static String prefix(boolean video) {
    return video ? "video." : "intra.";
  }

  static EntropyModel read(Safetensors file, Sizes sizes, boolean video, boolean networks) {
    String prefix = prefix(video);
    float[] mean = networks ? file.floats(prefix + "z.mean", sizes.hyper()) : new float[0];
    float[] scale = networks ? file.floats(prefix + "z.scale", sizes.hyper()) : new float[0];
    return new EntropyModel(
        sizes,
        video,
        networks,
        LinearPrior.read(file, prefix, sizes.channels(), video),
        new PriorNetwork<>(new StrictEngine(StrictWeights.of(file, prefix)), prefix),
        IntStream.range(0, mean.length).mapToObj(i -> logistic(mean[i], scale[i])).toList());
  }

  /** The table of a logistic law with this mean and logarithm of scale, rounded to integers. */
  static FrequencyTable logistic(double mean, double logScale) {
    double scale = StrictMath.exp(Math.clamp(logScale, -4, 4));
    double centre = Math.clamp(mean, -60, 60);
    int reach = (int) Math.min(60, Math.ceil(12 * scale));
    int low = (int) Math.floor(centre) - reach;
    double[] below = new double[2 * reach + 2];
    double first = sigmoid((low - 0.5 - centre) / scale);
    for (int j = 0; j < below.length; j++) {
      below[j] = sigmoid((low + j - 0.5 - centre) / scale) - first;
    }
    return FrequencyTable.of(low, below);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  static Maps maps(Latents y) {
    float[] values = new float[y.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = y.values()[i];
    }
    return new Maps(y.channels(), y.height(), y.width(), values);
  }

  /** z of a frame, rounded, each within ±{@link Latents#MOST}. */
  Latents hyper(Latents y, @Nullable Latents before) {
    Maps z = network.analyse(maps(y), before == null ? null : maps(before));
    int[] rounded = new int[z.values().length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (int) Math.clamp(Math.floor(z.values()[i] + 0.5), -Latents.MOST, Latents.MOST);
    }
    return new Latents(z.channels(), z.height(), z.width(), rounded);
  }

  /** What the networks say before any value is known: τ (video only), then ψ. */
  List<Maps> told(Latents z, @Nullable Latents before, boolean temporal, int height, int width) {
    List<Maps> told = new ArrayList<>();
    if (video) {
      told.add(
          temporal && before != null
              ? network.temporal(maps(before))
              : new Maps(sizes.hidden(), height, width));
    }
    told.add(network.said(maps(z), height, width));
    return told;
  }

  /**
   * Means and logarithms of scales that the networks add in a pass: [2 M, height, width].
   *
   * @param y with the anchors filled in
   * @param pass ANCHORS and ALL see no anchors
   */
  Maps added(List<Maps> told, Latents y, Pass.Kind pass, int quality) {
    int height = y.height();
    int width = y.width();
    List<Maps> all = new ArrayList<>(told);
    if (pass == Pass.Kind.OTHERS) {
      Maps anchors = new Maps(y.channels(), height, width);
      Maps others = new Maps(1, height, width);
      for (int p = 0; p < y.area(); p++) {
        boolean anchor = Pass.anchor(p / width, p % width);
        others.values()[p] = anchor ? 0 : 1;
        for (int c = 0; c < y.channels() && anchor; c++) {
          anchors.values()[c * y.area() + p] = y.values()[c * y.area() + p];
        }
      }
      all.add(network.spatial(anchors, others));
    } else {
      all.add(new Maps(sizes.spatial(), height, width));
    }
    all.add(quality(quality, height, width));
    return network.joint(all);
  }

  /** One map for each quality: 1 where it is this one. */
  static Maps quality(int quality, int height, int width) {
    Maps maps = new Maps(Levels.COUNT, height, width);
    Arrays.fill(maps.values(), quality * maps.area(), (quality + 1) * maps.area(), 1);
    return maps;
  }
}
