package offprint.papers.spatiotemporalentropy;

import offprint.kernels.image.YuvFrame;
import offprint.kernels.neural.Maps;
import offprint.kernels.neural.StrictEngine;
import offprint.kernels.neural.StrictWeights;
import org.jspecify.annotations.Nullable;

/**
 * f and g: a frame to integer latents and back, one frame by itself. Back: pixel = clip(⌊x + 64
 * Q(x/64) + 128.5⌋), in plain Java with the same bits on every machine.
 *
 * @param correction null for none
 */
record Transform(Cosine cosine, Levels levels, @Nullable Correction<Maps> correction) {

  static Transform of(Frequencies frequencies, Levels levels, @Nullable StrictWeights weights) {
    return new Transform(
        new Cosine(frequencies),
        levels,
        weights == null ? null : new Correction<>(new StrictEngine(weights)));
  }

  /** Coefficients before the quantiser, [channels, gh, gw]. */
  double[] coefficients(YuvFrame frame) {
    return cosine.analyse(
        Cosine.planes(frame), Latents.grid(frame.height()), Latents.grid(frame.width()));
  }

  Latents analyse(YuvFrame frame, int quality) {
    int gh = Latents.grid(frame.height());
    int gw = Latents.grid(frame.width());
    int[] y = levels.quantise(coefficients(frame), quality);
    return new Latents(y.length / (gh * gw), gh, gw, y);
  }

  /** Six planes of half size before rounding, [6, 8 gh, 8 gw]. */
  Maps planes(Latents y, int quality) {
    double[][] planes = cosine.synthesise(levels.restore(y, quality), y.height(), y.width());
    return Correction.pack(planes, 8 * y.height(), 8 * y.width());
  }

  YuvFrame synthesise(Latents y, int quality, int width, int height) {
    Maps x = planes(y, quality);
    if (correction != null) {
      x = correction.apply(x);
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

  private static byte[] chroma(Maps x, int plane, int width, int height) {
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
