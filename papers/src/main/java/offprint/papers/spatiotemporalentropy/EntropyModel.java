package offprint.papers.spatiotemporalentropy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import offprint.kernels.coding.FrequencyTable;
import offprint.kernels.neural.FeatureMaps;
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
 * @param checkerboard the linear part
 * @param serial that of a serial scan; null where none was trained
 * @param mixture Gaussians beside the first; null for none
 * @param engine of the network
 * @param tables of z, one a channel
 */
record EntropyModel(
    Sizes sizes,
    boolean video,
    boolean networks,
    LinearPrior checkerboard,
    @Nullable LinearPrior serial,
    @Nullable Mixture mixture,
    StrictEngine engine,
    PriorNetwork<FeatureMaps> network,
    List<FrequencyTable> tables) {

  static String prefix(boolean video) {
    return video ? "video." : "intra.";
  }

  static EntropyModel read(ModelTensors model, boolean video) {
    Safetensors file = model.tensors();
    Sizes sizes = model.sizes();
    boolean networks = model.networks(video);
    String prefix = prefix(video);
    float[] mean = networks ? file.floats(prefix + "z.mean", sizes.hyper()) : new float[0];
    float[] scale = networks ? file.floats(prefix + "z.scale", sizes.hyper()) : new float[0];
    StrictEngine engine = new StrictEngine(StrictWeights.of(file, prefix));
    return new EntropyModel(
        sizes,
        video,
        networks,
        LinearPrior.read(file, sizes, video, false),
        model.serial() ? LinearPrior.read(file, sizes, video, true) : null,
        Mixture.read(file, sizes, video),
        engine,
        new PriorNetwork<>(engine, prefix),
        IntStream.range(0, mean.length).mapToObj(i -> logistic(mean[i], scale[i])).toList());
  }

  /**
   * @throws IllegalArgumentException if there is none for this
   */
  LinearPrior linear(Encode.Spatial spatial) {
    if (spatial != Encode.Spatial.SERIAL) {
      return checkerboard;
    }
    if (serial == null) {
      throw new IllegalArgumentException(
          "spatial must be checkerboard or none with a model that was not trained for a serial"
              + " scan: got serial");
    }
    return serial;
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

  /**
   * The input of the networks: the latents of a frame, or their difference from the previous ones.
   */
  static FeatureMaps seen(Latents y, @Nullable Latents before, boolean residual) {
    FeatureMaps maps = maps(y);
    for (int i = 0; i < maps.values().length && residual && before != null; i++) {
      maps.values()[i] -= before.values()[i];
    }
    return maps;
  }

  static FeatureMaps maps(Latents y) {
    float[] values = new float[y.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = y.values()[i];
    }
    return new FeatureMaps(y.channels(), y.height(), y.width(), values);
  }

  /** z of a frame, rounded, each within ±{@link Latents#MOST}. */
  Latents hyper(Latents y, @Nullable Latents before, boolean temporal) {
    FeatureMaps frame = seen(y, temporal ? before : null, sizes.residual());
    FeatureMaps z = network.analyse(frame, before == null ? null : maps(before));
    int[] rounded = new int[z.values().length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (int) Math.clamp(Math.floor(z.values()[i] + 0.5), -Latents.MOST, Latents.MOST);
    }
    return new Latents(z.channels(), z.height(), z.width(), rounded);
  }

  /** The networks' features before any value is known: τ (video only), then ψ. */
  List<FeatureMaps> told(
      Latents z, @Nullable Latents before, boolean temporal, int height, int width) {
    List<FeatureMaps> told = new ArrayList<>();
    if (video) {
      told.add(
          temporal && before != null
              ? network.temporal(maps(before))
              : new FeatureMaps(sizes.hidden(), height, width));
    }
    told.add(network.said(maps(z), height, width));
    return told;
  }

  /**
   * Means, logarithms of scales and what a {@link Mixture} needs that the networks add in a pass:
   * [2 M or more, height, width], or [.., 1, 1] at one position of a serial scan.
   *
   * @param y with what is known filled in; anchors and a pass over all see nothing of it
   * @param before null where the frame before must not be used
   */
  FeatureMaps added(
      List<FeatureMaps> told, Latents y, @Nullable Latents before, Pass pass, int quality) {
    if (pass.kind() == Pass.Kind.SERIAL) {
      return at(pass.positions()[0], told, y, before, quality);
    }
    int height = y.height();
    int width = y.width();
    List<FeatureMaps> all = new ArrayList<>(told);
    if (pass.kind() == Pass.Kind.OTHERS) {
      FeatureMaps seen = seen(y, before, sizes.residual());
      FeatureMaps others = new FeatureMaps(1, height, width);
      for (int p = 0; p < y.area(); p++) {
        boolean anchor = Pass.anchor(p / width, p % width);
        others.values()[p] = anchor ? 0 : 1;
        for (int c = 0; c < y.channels() && !anchor; c++) {
          seen.values()[c * y.area() + p] = 0;
        }
      }
      all.add(network.spatial(seen, others));
    } else {
      all.add(new FeatureMaps(sizes.spatial(), height, width));
    }
    all.add(quality(quality, height, width));
    return network.joint(all);
  }

  private FeatureMaps at(
      int position, List<FeatureMaps> told, Latents y, @Nullable Latents before, int quality) {
    List<FeatureMaps> all = new ArrayList<>();
    for (FeatureMaps maps : told) {
      FeatureMaps one = new FeatureMaps(maps.channels(), 1, 1);
      for (int c = 0; c < maps.channels(); c++) {
        one.values()[c] = maps.values()[c * maps.area() + position];
      }
      all.add(one);
    }
    int row = position / y.width();
    int column = position % y.width();
    all.add(scanned(y, before, row, column));
    all.add(quality(quality, 1, 1));
    return network.joint(all);
  }

  /** {@link PriorNetwork#scanned} at one place, of the rows that it reaches. */
  private FeatureMaps scanned(Latents y, @Nullable Latents before, int row, int column) {
    int top = Math.max(0, row - 2);
    int rows = row + 1 - top;
    FeatureMaps near = new FeatureMaps(y.channels(), rows, y.width());
    Latents less = sizes.residual() ? before : null;
    for (int c = 0; c < y.channels(); c++) {
      int from = (c * y.height() + top) * y.width();
      for (int k = 0; k < near.area(); k++) {
        int old = less == null ? 0 : less.values()[from + k];
        near.values()[c * near.area() + k] = y.values()[from + k] - old;
      }
    }
    String name = network.prefix() + "spatial";
    return engine.convolveBefore(name, engine.scale(near, PriorNetwork.CALM), row - top, column);
  }

  /** One-hot maps of the quality. */
  static FeatureMaps quality(int quality, int height, int width) {
    FeatureMaps maps = new FeatureMaps(Levels.COUNT, height, width);
    Arrays.fill(maps.values(), quality * maps.area(), (quality + 1) * maps.area(), 1);
    return maps;
  }
}
