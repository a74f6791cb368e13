package offprint.papers.spatiotemporalentropy;

import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Integer latents of one frame.
 *
 * @param values [channels, height, width], row-major, each within ±{@link #MOST}
 */
record Latents(int channels, int height, int width, int[] values) {
  /** The greatest magnitude. */
  static final int MOST = 4095;

  /** Side of the block of luma that one position stands for. */
  static final int BLOCK = 16;

  Latents {
    if (values.length != channels * height * width) {
      throw new IllegalArgumentException(
          "latents %d x %d x %d must have %d values: got %d"
              .formatted(channels, height, width, channels * height * width, values.length));
    }
  }

  static Latents zero(int channels, int height, int width) {
    return new Latents(channels, height, width, new int[channels * height * width]);
  }

  int area() {
    return height * width;
  }

  int at(int channel, int row, int column) {
    return values[(channel * height + row) * width + column];
  }

  /** Positions of a side of this many luma samples. */
  static int grid(int pixels) {
    return (pixels + BLOCK - 1) / BLOCK;
  }

  boolean sameAs(Latents other) {
    return channels == other.channels
        && height == other.height
        && width == other.width
        && Arrays.equals(values, other.values);
  }

  /** The low byte of the CRC-32 over the values as 16-bit little-endian numbers. */
  int checkByte() {
    byte[] bytes = new byte[2 * values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[2 * i] = (byte) values[i];
      bytes[2 * i + 1] = (byte) (values[i] >> 8);
    }
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue() & 0xFF;
  }
}
