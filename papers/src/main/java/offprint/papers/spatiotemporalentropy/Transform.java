package offprint.papers.spatiotemporalentropy;

import offprint.kernels.image.YuvFrame;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.StrictEngine;
import offprint.kernels.neural.StrictWeights;
import offprint.kernels.torch.Safetensors;
import org.jspecify.annotations.Nullable;

/**
 * f and g: a frame to integer latents and back, one frame by itself: u = W x + 64 E(x/64), x' = Wᵀ
 * u' + 64 D(u'/64), pixel = clip(⌊x' + Δ Q(x'/Δ) + 128.5⌋), in plain Java with the same bits on
 * every machine.
 *
 * @param skip whether W is there
 * @param network E and D; null for none
 * @param correction Q; null for none
 */
record Transform(
    Cosine cosine,
    Levels levels,
    Train.Skip skip,
    @Nullable TransformNetwork<FeatureMaps> network,
    @Nullable Correction<FeatureMaps> correction) {

  /** By cosines alone. */
  static Transform of(Frequencies frequencies, Levels levels) {
    return new Transform(new Cosine(frequencies), levels, Train.Skip.DCT, null, null);
  }

  /** With the networks that a model file holds. */
  static Transform of(Sizes sizes, Levels levels, Safetensors file) {
    return new Transform(
        new Cosine(new Frequencies(sizes.channels())),
        levels,
        sizes.skip(),
        TransformNetwork.in(file)
            ? new TransformNetwork<>(engine(file, TransformNetwork.NAME))
            : null,
        Correction.in(file)
            ? new Correction<>(engine(file, Correction.NAME), Correction.deepIn(file))
            : null);
  }

  private static StrictEngine engine(Safetensors file, String prefix) {
    return new StrictEngine(StrictWeights.of(file, prefix));
  }

  /** Coefficients before the quantiser, [channels, gh, gw]. */
  double[] coefficients(YuvFrame frame) {
    int gh = Latents.grid(frame.height());
    int gw = Latents.grid(frame.width());
    double[][] planes = Cosine.planes(frame);
    double[] u =
        skip == Train.Skip.DCT ? cosine.analyse(planes, gh, gw) : new double[cosine.size(gh, gw)];
    if (network != null) {
      float[] added = network.analyse(Correction.pack(planes, 8 * gh, 8 * gw)).values();
      for (int i = 0; i < u.length; i++) {
        u[i] += added[i];
      }
    }
    return u;
  }

  Latents analyse(YuvFrame frame, int quality) {
    int gh = Latents.grid(frame.height());
    int gw = Latents.grid(frame.width());
    return levels.quantise(coefficients(frame), quality, gh, gw);
  }

  /** Six planes of half size before rounding, [6, 8 gh, 8 gw]. */
  FeatureMaps planes(Latents y, int quality) {
    double[] u = levels.restore(y, quality);
    int height = 8 * y.height();
    int width = 8 * y.width();
    FeatureMaps x =
        skip == Train.Skip.DCT
            ? Correction.pack(cosine.synthesise(u, y.height(), y.width()), height, width)
            : new FeatureMaps(Correction.PLANES, height, width);
    if (network != null) {
      FeatureMaps restored = new FeatureMaps(y.channels(), y.height(), y.width());
      for (int i = 0; i < u.length; i++) {
        restored.values()[i] = (float) u[i];
      }
      float[] added = network.synthesise(restored).values();
      for (int i = 0; i < added.length; i++) {
        x.values()[i] += added[i];
      }
    }
    return x;
  }

  YuvFrame synthesise(Latents y, int quality, int width, int height) {
    FeatureMaps x = planes(y, quality);
    if (correction != null) {
      x = Correction.apply(correction, x, quality);
    }
    byte[] luma = new byte[width * height];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int phase = 2 * (row % 2) + column % 2;
        luma[row * width + column] = pixel(x.at(phase, row / 2, column / 2));
      }
    }
    return new YuvFrame(
        width, height, luma, chroma(x, 4, width, height), chroma(x, 5, width, height));
  }

  private static byte[] chroma(FeatureMaps x, int plane, int width, int height) {
    int w = (width + 1) / 2;
    byte[] out = new byte[w * ((height + 1) / 2)];
    for (int i = 0; i < out.length; i++) {
      out[i] = pixel(x.at(plane, i / w, i % w));
    }
    return out;
  }

  private static byte pixel(float value) {
    return (byte) Math.clamp((long) Math.floor(value + 128.5f), 0, 255);
  }
}
