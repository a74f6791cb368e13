package offprint.papers.srrw;

import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.kernels.graph.Graph;
import org.jspecify.annotations.Nullable;

/**
 * The values whose averages over the nodes are estimated.
 *
 * @param rows [values][nodes]
 */
record Values(List<String> names, double[][] rows) {
  private static final int MOST_VALUES = 20;

  /**
   * Columns of a node table, or what the graph itself says.
   *
   * @param table what the nodes hold; null: the degree, and the share of nodes with at least {@code
   *     degreeAtLeast} neighbours (0: the mean degree) are averaged
   * @param columns of the table, at most 20; empty: the first 20 numeric ones
   */
  static Values of(
      Graph graph,
      @Nullable NodeTable table,
      List<String> columns,
      int degreeAtLeast,
      Findings out) {
    if (table == null) {
      return degrees(graph, columns, degreeAtLeast);
    }
    if (columns.size() > MOST_VALUES) {
      throw new IllegalArgumentException(
          "values must be at most %d columns: got %d".formatted(MOST_VALUES, columns.size()));
    }
    table.requireColumns("values", columns);
    List<String> chosen = columns.isEmpty() ? table.numericColumns("", out) : columns;
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException("nodes: the table has no column of values beside the ids");
    }
    if (chosen.size() > MOST_VALUES) {
      out.assumed(
          "The first %d of %d columns of numbers are averaged; name others in values."
              .formatted(MOST_VALUES, chosen.size()));
      chosen = chosen.subList(0, MOST_VALUES);
    }
    return new Values(chosen, chosen.stream().map(table::numbers).toArray(double[][]::new));
  }

  private static Values degrees(Graph graph, List<String> columns, int degreeAtLeast) {
    if (!columns.isEmpty()) {
      throw new IllegalArgumentException(
          "values need nodes, the table that has them: got " + String.join(", ", columns));
    }
    int least =
        degreeAtLeast > 0 ? degreeAtLeast : (int) Math.ceil(2.0 * graph.edges() / graph.nodes());
    double[] degree = graph.degrees();
    double[] many = Arrays.stream(degree).map(d -> d >= least ? 1 : 0).toArray();
    return new Values(
        List.of("degree", "share with degree ≥ " + least), new double[][] {degree, many});
  }
}
