package offprint.kernels.image;

/**
 * What all frames of a clip have in common.
 *
 * @param rate frames a second, as a fraction
 * @param perSeconds its denominator
 * @param siting where chroma samples lie: 0 jpeg, 1 mpeg2, 2 paldv
 * @param grey whether the clip has luma only
 */
public record VideoFormat(
    int width, int height, int rate, int perSeconds, YuvColour range, int siting, boolean grey) {
  public VideoFormat {
    YuvFrame.requireSize(width, height);
    if (rate < 1 || perSeconds < 1) {
      throw new IllegalArgumentException(
          "frames a second must be a fraction above 0: got %d/%d".formatted(rate, perSeconds));
    }
    if (siting < 0 || siting > 2) {
      throw new IllegalArgumentException("chroma siting must be in 0 to 2: got " + siting);
    }
  }

  /** Bytes of one frame in a raw or Y4M file. */
  public int frameBytes() {
    return grey ? width * height : YuvFrame.samples(width, height);
  }
}
