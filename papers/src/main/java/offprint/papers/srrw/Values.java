package offprint.papers.srrw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.kernels.graph.Graph;
import offprint.method.Note;
import org.jspecify.annotations.Nullable;

/** The target of a walk and the values whose averages it estimates, with their names. */
final class Values {
  private static final int MOST_VALUES = 20;

  final double[] target;
  final List<String> names = new ArrayList<>();
  final List<double[]> values = new ArrayList<>();
  final List<Note> notes = new ArrayList<>();

  private Values(double[] target) {
    this.target = target;
  }

  /**
   * @param table what the nodes hold; null: the degree, and the share of nodes with at least {@code
   *     degreeAtLeast} neighbours (0: the mean degree) are averaged
   * @param columns of the table, at most 20; empty: the first 20 numeric ones
   */
  static Values of(
      Network network,
      @Nullable NodeTable table,
      Target kind,
      List<String> columns,
      int degreeAtLeast) {
    Graph graph = network.graph();
    Values all = new Values(target(graph, table, kind));
    if (table == null) {
      if (!columns.isEmpty()) {
        throw new IllegalArgumentException(
            "values need nodes, the table that has them: got " + String.join(", ", columns));
      }
      int least =
          degreeAtLeast > 0 ? degreeAtLeast : (int) Math.ceil(2.0 * graph.edges() / graph.nodes());
      double[] degree = graph.degrees();
      all.add("degree", degree);
      all.add(
          "share with degree ≥ " + least,
          Arrays.stream(degree).map(d -> d >= least ? 1 : 0).toArray());
      return all;
    }
    if (columns.size() > MOST_VALUES) {
      throw new IllegalArgumentException(
          "values must be at most %d columns: got %d".formatted(MOST_VALUES, columns.size()));
    }
    table.requireColumns("values", columns);
    List<String> chosen = columns.isEmpty() ? table.numericColumns("") : columns;
    if (chosen.size() > MOST_VALUES) {
      all.notes.add(
          Note.notice(
              "The first %d of %d columns of numbers are averaged; name others in values."
                  .formatted(MOST_VALUES, chosen.size())));
      chosen = chosen.subList(0, MOST_VALUES);
    }
    for (String column : chosen) {
      all.add(column, table.numbers(column));
    }
    if (all.names.isEmpty()) {
      throw new IllegalArgumentException("nodes: the table has no column of values beside the ids");
    }
    return all;
  }

  static double[] target(Graph graph, @Nullable NodeTable table, Target kind) {
    double[] weight = new double[graph.nodes()];
    switch (kind) {
      case UNIFORM -> Arrays.fill(weight, 1);
      case DEGREE -> weight = graph.degrees();
      case COLUMN -> {
        if (table == null || !table.has("weight")) {
          throw new IllegalArgumentException(
              "target column needs nodes, a table with a column 'weight'");
        }
        weight = table.weights();
      }
    }
    double sum = Arrays.stream(weight).sum();
    return Arrays.stream(weight).map(w -> w / sum).toArray();
  }

  private void add(String name, double[] value) {
    names.add(name);
    values.add(value);
  }

  double[][] rows() {
    return values.toArray(double[][]::new);
  }
}
