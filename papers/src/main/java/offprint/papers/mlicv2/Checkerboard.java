package offprint.papers.mlicv2;

import offprint.kernels.neural.Maps;

/** Which positions are coded first: those whose row and column have an odd sum. */
final class Checkerboard {
  private Checkerboard() {}

  static boolean isAnchor(int row, int column) {
    return (row + column) % 2 == 1;
  }

  /** 1 at anchors, 0 elsewhere: [1, height, width]. */
  static Maps anchors(int height, int width) {
    Maps mask = new Maps(1, height, width);
    for (int i = 0; i < mask.values().length; i++) {
      mask.values()[i] = isAnchor(i / width, i % width) ? 1 : 0;
    }
    return mask;
  }
}
