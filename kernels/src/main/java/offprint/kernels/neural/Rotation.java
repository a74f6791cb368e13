package offprint.kernels.neural;

/**
 * Rotary embedding of places in two dimensions: the channels (2 p, 2 p + 1) of each head turn by
 * the angle column · fx + row · fy, so that products of two vectors depend on the offset between
 * their places only.
 *
 * @param position which frequencies
 * @param name where {@link Position#MIXED} has its weights {@code name.columns} and {@code
 *     name.rows}, [d / 2] each
 */
public record Rotation(Position position, String name) {
  private static final double BASE = 10_000;

  /** Which frequencies fx and fy a pair of channels has. */
  public enum Position {
    /** Even pairs turn by the column, odd ones by the row, 10000^-(⌊p/2⌋ / ⌈d/4⌉) a place. */
    AXIAL,
    /** Learned; each pair turns by both. */
    MIXED,
    /** None: places look alike. */
    NONE
  }

  /** No rotation. */
  public static Rotation none() {
    return new Rotation(Position.NONE, "");
  }

  /** fx (or fy, if {@code rows}) of each pair under AXIAL: [d / 2]. */
  static double[] axial(int channels, boolean rows) {
    double[] frequencies = new double[channels / 2];
    int count = (channels + 3) / 4;
    for (int p = 0; p < frequencies.length; p++) {
      boolean own = (p % 2 == 1) == rows;
      double step = p >> 1;
      frequencies[p] = own ? StrictMath.pow(BASE, -step / count) : 0;
    }
    return frequencies;
  }

  /** First fx and fy of MIXED: 10000^-(2 p / d), for rows half of it, so that they differ. */
  static double mixed(int pair, int channels, boolean rows) {
    double frequency = StrictMath.pow(BASE, -2.0 * pair / channels);
    return rows ? frequency / 2 : frequency;
  }
}
