package offprint.papers.mlicv2;

import java.util.Arrays;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.StrictEngine;
import offprint.kernels.neural.StrictWeights;
import org.jspecify.annotations.Nullable;

/**
 * g_a and the first part of g_s: the closed form, networks beside it, or networks alone.
 *
 * @param blocks null where there are networks alone
 * @param weights with those of {@link LearnedTransform}, where there are networks
 */
record PictureTransform(
    Architecture architecture, @Nullable BlockTransform blocks, StrictWeights weights) {
  /** Share of the networks' output, beside the closed form or alone. */
  static double share(Networks networks) {
    return networks.closed() ? 0.1 : 1;
  }

  /**
   * @param x [3, height, width] in 0 … 1; sides multiples of S
   * @param step of the quantiser in 1/255
   * @return [M, height/S, width/S] in steps
   */
  FeatureMaps analyse(FeatureMaps x, float step) {
    FeatureMaps y =
        blocks == null
            ? new FeatureMaps(
                architecture.latent(),
                x.height() / architecture.stride(),
                x.width() / architecture.stride())
            : blocks.analyse(x, step);
    if (architecture.networks().learned()) {
      FeatureMaps centred = new FeatureMaps(3, x.height(), x.width(), x.values().clone());
      for (int i = 0; i < centred.values().length; i++) {
        centred.values()[i] -= 0.5f;
      }
      FeatureMaps more = new LearnedTransform<FeatureMaps>(architecture, engine()).analyse(centred);
      add(y, more, (float) (share(architecture.networks()) * 255 / step));
    }
    return y;
  }

  /**
   * The picture of a latent; the same bits on every machine.
   *
   * @param y [M, h, w] in steps
   * @return [3, S h, S w], about 0 … 1
   */
  FeatureMaps synthesise(FeatureMaps y, float step) {
    FeatureMaps x;
    if (blocks == null) {
      int stride = architecture.stride();
      x = new FeatureMaps(3, y.height() * stride, y.width() * stride);
      Arrays.fill(x.values(), 0.5f);
    } else {
      x = blocks.synthesise(y, step);
    }
    if (architecture.networks().learned()) {
      FeatureMaps more = new LearnedTransform<FeatureMaps>(architecture, engine()).synthesise(y);
      add(x, more, (float) (share(architecture.networks()) * step / 255));
    }
    return x;
  }

  private StrictEngine engine() {
    return new StrictEngine(weights);
  }

  private static void add(FeatureMaps to, FeatureMaps from, float factor) {
    for (int i = 0; i < to.values().length; i++) {
      to.values()[i] += factor * from.values()[i];
    }
  }
}
