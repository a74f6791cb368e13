package offprint.kernels.neural;

import java.util.Arrays;

/**
 * Maps side by side.
 *
 * @param values [channels, height, width]
 */
public record FeatureMaps(int channels, int height, int width, float[] values) {
  public FeatureMaps {
    if (values.length != channels * height * width) {
      throw new IllegalArgumentException(
          "maps %d x %d x %d must have %d values: got %d"
              .formatted(channels, height, width, channels * height * width, values.length));
    }
  }

  /** All zero. */
  public FeatureMaps(int channels, int height, int width) {
    this(channels, height, width, new float[Math.multiplyExact(channels, height * width)]);
  }

  /** All {@code value}. */
  public static FeatureMaps filled(int channels, int height, int width, float value) {
    FeatureMaps maps = new FeatureMaps(channels, height, width);
    Arrays.fill(maps.values, value);
    return maps;
  }

  /** The part of all maps that begins at a row and a column. */
  public FeatureMaps part(int top, int left, int partHeight, int partWidth) {
    FeatureMaps part = new FeatureMaps(channels, partHeight, partWidth);
    for (int c = 0; c < channels; c++) {
      for (int row = 0; row < partHeight; row++) {
        int from = (c * height + top + row) * width + left;
        System.arraycopy(values, from, part.values, (c * partHeight + row) * partWidth, partWidth);
      }
    }
    return part;
  }

  /** Overwrites the part that begins at a row and a column by what of {@code from} fits in. */
  public void paste(FeatureMaps from, int top, int left) {
    int across = Math.min(from.width, width - left);
    for (int c = 0; c < from.channels; c++) {
      for (int row = 0; row < Math.min(from.height, height - top); row++) {
        int to = (c * height + top + row) * width + left;
        System.arraycopy(from.values, (c * from.height + row) * from.width, values, to, across);
      }
    }
  }

  /** Positions of one map. */
  public int area() {
    return height * width;
  }

  public float at(int channel, int row, int column) {
    return values[(channel * height + row) * width + column];
  }

  public void set(int channel, int row, int column, float value) {
    values[(channel * height + row) * width + column] = value;
  }
}
