package offprint.papers.spatiotemporalentropy;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.kernels.image.VideoFormat;
import offprint.kernels.image.YuvColour;
import offprint.method.Param;

/** The format of a clip that is not Y4M. */
record RawPlanes(
    @Param(
            label = "Width",
            help = "Width of raw planes; 0: the file says it",
            unit = "pixels",
            value = "0",
            advanced = true)
        @Min(0)
        @Max(8192)
        int width,
    @Param(
            label = "Height",
            help = "Height of raw planes; 0: the file says it",
            unit = "pixels",
            value = "0",
            advanced = true)
        @Min(0)
        @Max(8192)
        int height,
    @Param(
            label = "Frames a second",
            help = "Frames a second of raw planes and pictures, such as 25 or 30000/1001",
            value = "25",
            advanced = true)
        String fps,
    @Param(
            label = "Range of the samples",
            help = "Range of raw planes, and of pictures turned into planes",
            value = "limited",
            advanced = true)
        YuvColour range) {
  /** For clips that must state their format. */
  static final RawPlanes UNKNOWN = new RawPlanes(0, 0, "25", YuvColour.LIMITED);

  /**
   * @throws IllegalArgumentException if fps is neither a whole number nor a fraction
   */
  VideoFormat format(int frameWidth, int frameHeight) {
    if (!fps.matches("\\d{1,9}(/\\d{1,9})?")) {
      throw new IllegalArgumentException(
          "fps must be a whole number or a fraction like 30000/1001: got '%s'".formatted(fps));
    }
    String[] parts = fps.split("/");
    int perSeconds = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
    int rate = Integer.parseInt(parts[0]);
    return new VideoFormat(frameWidth, frameHeight, rate, perSeconds, range, 0, false);
  }
}
