package offprint.kernels.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A picture of 8-bit samples, one plane a channel: 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and
 * alpha.
 *
 * @param planes each [height · width], row by row
 */
public record Bitmap(int width, int height, List<byte[]> planes) {
  /** The greatest width and height. */
  public static final int MOST_SIDE = 65_535;

  /** The greatest number of pixels. */
  public static final long MOST_PIXELS = 1L << 28;

  public Bitmap {
    requireSize(width, height);
    planes = List.copyOf(planes);
    if (planes.isEmpty() || planes.size() > 4) {
      throw new IllegalArgumentException(
          "a picture must have 1 to 4 channels: got " + planes.size());
    }
    for (byte[] plane : planes) {
      if (plane.length != width * height) {
        throw new IllegalArgumentException(
            "a plane of %d x %d must have %d samples: got %d"
                .formatted(width, height, width * height, plane.length));
      }
    }
  }

  /**
   * @throws IllegalArgumentException if a side is 0 or above 65535, or the area above 2^28
   */
  public static void requireSize(long width, long height) {
    if (width < 1 || height < 1 || width > MOST_SIDE || height > MOST_SIDE) {
      throw new IllegalArgumentException(
          "width and height must be in 1 to 65535: got %d x %d".formatted(width, height));
    }
    if (width * height > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "a picture must have at most 2^28 pixels: got %d x %d".formatted(width, height));
    }
  }

  /** A black picture, transparent where it has an alpha channel. */
  public static Bitmap blank(int width, int height, int channels) {
    requireSize(width, height);
    byte[][] planes = new byte[channels][width * height];
    return new Bitmap(width, height, List.of(planes));
  }

  public int channels() {
    return planes.size();
  }

  public boolean hasAlpha() {
    return channels() % 2 == 0;
  }

  /** Channels without alpha: 1 or 3. */
  public int colours() {
    return channels() - (hasAlpha() ? 1 : 0);
  }

  /** The sample, 0 to 255. */
  public int at(int channel, int row, int column) {
    return planes.get(channel)[row * width + column] & 0xFF;
  }

  /** The colours without alpha. */
  public Bitmap opaque() {
    return hasAlpha() ? new Bitmap(width, height, planes.subList(0, colours())) : this;
  }

  /** The same picture with this alpha plane. */
  public Bitmap withAlpha(byte[] alpha) {
    List<byte[]> all = new ArrayList<>(planes.subList(0, colours()));
    all.add(alpha);
    return new Bitmap(width, height, all);
  }

  /** Three colours, without alpha: a grey plane is repeated. */
  public Bitmap rgb() {
    byte[] first = planes.getFirst();
    return colours() == 3 ? opaque() : new Bitmap(width, height, List.of(first, first, first));
  }

  /**
   * A part of it.
   *
   * @throws IndexOutOfBoundsException if the part is not inside
   */
  public Bitmap crop(int left, int top, int cropWidth, int cropHeight) {
    byte[][] cut = new byte[channels()][cropWidth * cropHeight];
    for (int c = 0; c < cut.length; c++) {
      for (int row = 0; row < cropHeight; row++) {
        System.arraycopy(
            planes.get(c), (top + row) * width + left, cut[c], row * cropWidth, cropWidth);
      }
    }
    return new Bitmap(cropWidth, cropHeight, List.of(cut));
  }

  /** Whether size and all samples are equal. */
  public boolean sameAs(Bitmap other) {
    boolean same = width == other.width && height == other.height;
    for (int c = 0; same && c < channels(); c++) {
      same = channels() == other.channels() && Arrays.equals(planes.get(c), other.planes.get(c));
    }
    return same;
  }
}
