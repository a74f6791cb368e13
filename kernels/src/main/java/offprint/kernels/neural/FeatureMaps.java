package offprint.kernels.neural;

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
