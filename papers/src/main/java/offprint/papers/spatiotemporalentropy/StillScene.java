package offprint.papers.spatiotemporalentropy;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.YuvColour;
import offprint.kernels.image.YuvFrame;

/** Frames of a part of a picture before a camera that stands still or pans, with noise. */
record StillScene(Bitmap picture, int left, int top, int width, int height) {
  /**
   * @param pan pixels a frame to the right
   * @param noise standard deviation, in steps of 1/255
   */
  List<YuvFrame> frames(int count, int pan, double noise, RandomGenerator random) {
    List<YuvFrame> frames = new ArrayList<>();
    for (int t = 0; t < count; t++) {
      Bitmap part = picture.rgb().crop(left + pan * t, top, width, height);
      for (byte[] plane : part.planes()) {
        for (int i = 0; i < plane.length; i++) {
          double value = (plane[i] & 0xFF) + noise * random.nextGaussian();
          plane[i] = (byte) Math.clamp(Math.round(value), 0, 255);
        }
      }
      frames.add(YuvColour.LIMITED.toYuv(part));
    }
    return frames;
  }
}
