package offprint.papers.perfectreconstruction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.kernels.lattice.Partition;
import offprint.kernels.table.TextTable;
import offprint.method.Source;

/**
 * A square table of distances: row i, column j is what landmark j reads of node i.
 *
 * @param names of the nodes
 * @param columns by landmark
 */
record TableReadings(List<String> names, List<Partition> columns) implements Readings {

  /**
   * Reads separated values with a header row and perhaps a first column of names.
   *
   * @throws IllegalArgumentException if the table is not square or a cell is no number
   */
  static TableReadings of(Source data, Findings out) throws IOException {
    TextTable text = new Inputs(out).table("data", data);
    int n = text.rows();
    int named = text.columns().size() == n + 1 ? 1 : 0;
    if (text.columns().size() != n + named || n < 2) {
      throw new IllegalArgumentException(
          "form distances needs a square table, with a header row and perhaps a first column of"
              + " names: got %d rows and %d columns".formatted(n, text.columns().size()));
    }
    Readings.requireNodes(n);
    List<Partition> columns = new ArrayList<>();
    for (int j = 0; j < n; j++) {
      out.run().progress(0.2 * j / n, "column " + (j + 1));
      double[] distance = text.numbers(j + named);
      double[] different = Arrays.stream(distance).map(d -> d + 0.0).sorted().distinct().toArray();
      int[] reading = new int[n];
      Arrays.setAll(reading, i -> Arrays.binarySearch(different, distance[i] + 0.0));
      columns.add(Partition.of(reading, different.length));
    }
    return new TableReadings(text.columns().subList(named, n + named), columns);
  }

  @Override
  public int nodes() {
    return names.size();
  }

  @Override
  public String name(int node) {
    return names.get(node);
  }

  @Override
  public int reading(int landmark, int node) {
    return columns.get(landmark).block(node);
  }

  @Override
  public Partition sensor(int landmark) {
    return columns.get(landmark);
  }
}
