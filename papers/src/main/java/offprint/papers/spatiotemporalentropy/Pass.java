package offprint.papers.spatiotemporalentropy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Positions that are coded one after the other, row by row, for each channel in turn, and the
 * positions around each whose values of the same channel are known by then.
 *
 * @param positions row · width + column
 * @param near for each position the known ones nearest to it
 * @param weights of {@code near}, adding up to 1
 * @param beside for each position those whose lower frequencies are known, too (in a serial scan:
 *     all of whose frequencies are)
 */
record Pass(Kind kind, int[] positions, int[][] near, float[][] weights, int[][] beside) {
  /** Which positions of the checkerboard: anchors are those with row + column even. */
  enum Kind {
    ANCHORS,
    OTHERS,
    ALL,
    /** One position of a serial scan. */
    SERIAL,
    /** All positions of a serial scan, whose values are known, as training sees them. */
    SCAN
  }

  private record Offset(int row, int column, float weight) {}

  private static final List<Offset> CROSS =
      List.of(new Offset(-1, 0, 1), new Offset(1, 0, 1), new Offset(0, -1, 1), new Offset(0, 1, 1));
  private static final List<Offset> DIAGONAL =
      List.of(
          new Offset(-1, -1, 1), new Offset(-1, 1, 1), new Offset(1, -1, 1), new Offset(1, 1, 1));
  private static final List<Offset> EARLIER =
      List.of(
          new Offset(-1, -1, 3), new Offset(-1, 1, 3), new Offset(0, -2, 2), new Offset(-2, 0, 2));

  private static final List<Offset> BEFORE =
      List.of(
          new Offset(0, -1, 3), new Offset(-1, 0, 3), new Offset(-1, -1, 1), new Offset(-1, 1, 1));

  /**
   * The passes over a grid: anchors and others, each position by itself, or all at once without any
   * neighbours.
   */
  static List<Pass> of(int height, int width, Encode.Spatial spatial) {
    return switch (spatial) {
      case CHECKERBOARD ->
          List.of(
              of(Kind.ANCHORS, height, width, EARLIER, DIAGONAL),
              of(Kind.OTHERS, height, width, CROSS, CROSS));
      case SERIAL -> scan(height, width).each();
      case NONE -> List.of(of(Kind.ALL, height, width, List.of(), List.of()));
    };
  }

  /** The passes over a grid whose values are known already. */
  static List<Pass> known(int height, int width, Encode.Spatial spatial) {
    return spatial == Encode.Spatial.SERIAL
        ? List.of(scan(height, width))
        : of(height, width, spatial);
  }

  private static Pass scan(int height, int width) {
    return of(Kind.SCAN, height, width, BEFORE, BEFORE);
  }

  private List<Pass> each() {
    return IntStream.range(0, positions.length)
        .mapToObj(
            k ->
                new Pass(
                    Kind.SERIAL,
                    new int[] {positions[k]},
                    new int[][] {near[k]},
                    new float[][] {weights[k]},
                    new int[][] {beside[k]}))
        .toList();
  }

  private static Pass of(Kind kind, int height, int width, List<Offset> near, List<Offset> beside) {
    int[] positions =
        IntStream.range(0, height * width)
            .filter(
                p ->
                    switch (kind) {
                      case ANCHORS -> anchor(p / width, p % width);
                      case OTHERS -> !anchor(p / width, p % width);
                      case ALL, SERIAL, SCAN -> true;
                    })
            .toArray();
    int[][] nearBy = new int[positions.length][];
    int[][] besides = new int[positions.length][];
    float[][] weights = new float[positions.length][];
    for (int k = 0; k < positions.length; k++) {
      List<Offset> inside = inside(near, positions[k], height, width);
      nearBy[k] = at(inside, positions[k], width);
      besides[k] = at(inside(beside, positions[k], height, width), positions[k], width);
      float sum = 0;
      for (Offset offset : inside) {
        sum += offset.weight;
      }
      weights[k] = new float[inside.size()];
      for (int i = 0; i < inside.size(); i++) {
        weights[k][i] = inside.get(i).weight / sum;
      }
    }
    return new Pass(kind, positions, nearBy, weights, besides);
  }

  static boolean anchor(int row, int column) {
    return (row + column) % 2 == 0;
  }

  private static List<Offset> inside(List<Offset> all, int position, int height, int width) {
    List<Offset> inside = new ArrayList<>();
    for (Offset offset : all) {
      int row = position / width + offset.row;
      int column = position % width + offset.column;
      if (row >= 0 && row < height && column >= 0 && column < width) {
        inside.add(offset);
      }
    }
    return inside;
  }

  private static int[] at(List<Offset> offsets, int position, int width) {
    return offsets.stream().mapToInt(o -> position + o.row * width + o.column).toArray();
  }
}
