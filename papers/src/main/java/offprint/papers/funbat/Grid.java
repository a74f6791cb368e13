package offprint.papers.funbat;

import java.util.Arrays;
import offprint.kernels.tensor.SparseTensor;

/**
 * Cells for methods that know no continuous index: one for each index of the training rows, or bins
 * of equal width. One more cell a mode stands for indices that no training row has.
 *
 * @param edges ascending lower ends of the cells of each mode
 * @param exact true if an index must be equal to an edge
 */
record Grid(double[][] edges, boolean exact) {
  static Grid ofIndices(double[][] coordinates) {
    return new Grid(
        Arrays.stream(coordinates).map(x -> Axis.of(x).values()).toArray(double[][]::new), true);
  }

  static Grid ofBins(double[][] coordinates, int... bins) {
    double[][] edges = new double[coordinates.length][];
    for (int k = 0; k < edges.length; k++) {
      double low = Arrays.stream(coordinates[k]).min().orElseThrow();
      double high = Arrays.stream(coordinates[k]).max().orElseThrow();
      int count = bins[bins.length == 1 ? 0 : k];
      edges[k] = new double[count];
      Arrays.setAll(edges[k], b -> low + (high - low) * b / count);
    }
    return new Grid(edges, false);
  }

  int[][] index(double[][] coordinates) {
    int[][] index = new int[edges.length][];
    for (int k = 0; k < edges.length; k++) {
      double[] lower = edges[k];
      index[k] = Arrays.stream(coordinates[k]).mapToInt(x -> cell(lower, x + 0.0)).toArray();
    }
    return index;
  }

  private int cell(double[] lower, double x) {
    int at = Arrays.binarySearch(lower, x);
    return at >= 0 ? at : exact ? lower.length : Math.max(0, -at - 2);
  }

  SparseTensor tensor(double[][] coordinates, double[] y) {
    int[] sizes = Arrays.stream(edges).mapToInt(e -> e.length + 1).toArray();
    return new SparseTensor(index(coordinates), sizes, y);
  }
}
