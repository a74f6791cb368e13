package offprint.papers.funbat;

import java.util.Arrays;

/**
 * One mode's index at each row.
 *
 * @param values different indices, ascending [n]
 * @param index which of them each row has [rows]
 */
record Axis(double[] values, int[] index) {
  static Axis of(double[] coordinates) {
    double[] values = Arrays.stream(coordinates).map(x -> x + 0.0).sorted().distinct().toArray();
    int[] index = new int[coordinates.length];
    Arrays.setAll(index, n -> Arrays.binarySearch(values, coordinates[n] + 0.0)); // -0 is 0
    return new Axis(values, index);
  }

  static Axis[] of(double[][] coordinates) {
    return Arrays.stream(coordinates).map(Axis::of).toArray(Axis[]::new);
  }

  static int[][] indices(Axis[] axes) {
    return Arrays.stream(axes).map(Axis::index).toArray(int[][]::new);
  }

  static int[] sizes(Axis[] axes) {
    return Arrays.stream(axes).mapToInt(a -> a.values.length).toArray();
  }
}
