package offprint.kernels.image;

import java.util.Arrays;

/**
 * A picture of 8-bit luma and chroma, chroma halved in both directions (4:2:0).
 *
 * @param y luma, [height · width], row by row
 * @param u blue difference, [⌈height/2⌉ · ⌈width/2⌉]
 * @param v red difference, likewise
 */
public record YuvFrame(int width, int height, byte[] y, byte[] u, byte[] v) {
  /** The greatest number of luma samples. */
  public static final int MOST_PIXELS = 1 << 25;

  public YuvFrame {
    requireSize(width, height);
    int chroma = ((width + 1) / 2) * ((height + 1) / 2);
    if (y.length != width * height || u.length != chroma || v.length != chroma) {
      throw new IllegalArgumentException(
          "a frame of %d x %d must have %d, %d and %d samples: got %d, %d and %d"
              .formatted(
                  width, height, width * height, chroma, chroma, y.length, u.length, v.length));
    }
  }

  /**
   * @throws IllegalArgumentException if a side is 0 or above 65535, or the area above 2^25
   */
  public static void requireSize(long width, long height) {
    if (width < 1 || height < 1 || width > 65_535 || height > 65_535) {
      throw new IllegalArgumentException(
          "width and height of a clip must be in 1 to 65535: got %d x %d".formatted(width, height));
    }
    if (width * height > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "a clip must have at most 2^25 pixels a frame: got %d x %d".formatted(width, height));
    }
  }

  /** A frame whose chroma is 128. */
  public static YuvFrame grey(int width, int height, byte[] y) {
    byte[] flat = new byte[((width + 1) / 2) * ((height + 1) / 2)];
    Arrays.fill(flat, (byte) 128);
    return new YuvFrame(width, height, y, flat, flat.clone());
  }

  public int chromaWidth() {
    return (width + 1) / 2;
  }

  public int chromaHeight() {
    return (height + 1) / 2;
  }

  /** Plane 0, 1, 2: y, u, v. */
  public byte[] plane(int i) {
    return switch (i) {
      case 0 -> y;
      case 1 -> u;
      default -> v;
    };
  }

  /** Samples of 4:2:0 in a frame of this size. */
  public static int samples(int width, int height) {
    return width * height + 2 * (((width + 1) / 2) * ((height + 1) / 2));
  }

  /** Whether size and all samples are equal. */
  public boolean sameAs(YuvFrame other) {
    return width == other.width
        && height == other.height
        && Arrays.equals(y, other.y)
        && Arrays.equals(u, other.u)
        && Arrays.equals(v, other.v);
  }
}
