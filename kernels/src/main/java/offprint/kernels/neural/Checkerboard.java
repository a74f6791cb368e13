package offprint.kernels.neural;

/**
 * Which positions are coded first, the anchors: those whose row and column have a sum of this
 * parity.
 *
 * @param parity 0 or 1
 */
public record Checkerboard(int parity) {
  /** Anchors have an odd sum. */
  public static final Checkerboard ODD = new Checkerboard(1);

  public Checkerboard {
    if (parity != 0 && parity != 1) {
      throw new IllegalArgumentException("parity must be 0 or 1: got " + parity);
    }
  }

  public boolean isAnchor(int row, int column) {
    return (row + column) % 2 == parity;
  }

  /** 1 at anchors, 0 elsewhere: [1, height, width]. */
  public FeatureMaps anchors(int height, int width) {
    FeatureMaps mask = new FeatureMaps(1, height, width);
    for (int i = 0; i < mask.values().length; i++) {
      mask.values()[i] = isAnchor(i / width, i % width) ? 1 : 0;
    }
    return mask;
  }

  /** 0 at anchors, 1 elsewhere: [1, height, width]. */
  public FeatureMaps others(int height, int width) {
    return new Checkerboard(1 - parity).anchors(height, width);
  }
}
