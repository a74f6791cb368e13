package offprint.kernels.render;

/** The brightness of linear Rec. 709 colours. */
public final class Luminance {
  private Luminance() {}

  /** .2126 r + .7152 g + .0722 b. */
  public static double of(double red, double green, double blue) {
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
}
