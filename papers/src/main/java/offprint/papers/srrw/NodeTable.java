package offprint.papers.srrw;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.kernels.table.Csv;
import offprint.kernels.table.TextTable;
import offprint.method.Run;
import offprint.method.Source;

/**
 * What the nodes hold: rows of a table, each with the node it lies on, sorted by node.
 *
 * <p>The ids are the column "id", or the first column where there is none of that name.
 */
final class NodeTable {
  private final TextTable table;
  private final int idColumn;
  private final int[] row;
  private final int[] start;

  private NodeTable(TextTable table, int idColumn, int[] row, int[] start) {
    this.table = table;
    this.idColumn = idColumn;
    this.row = row;
    this.start = start;
  }

  /**
   * @param many whether a node may hold several rows
   * @throws IllegalArgumentException naming the row whose node is not in the graph or comes twice,
   *     or the node without a row
   */
  static NodeTable read(Run run, Source nodes, Network network, boolean many) throws IOException {
    TextTable table;
    try (InputStream in = run.open(nodes)) {
      table = Csv.read(in);
    }
    int idColumn = Math.max(0, table.columns().indexOf("id"));
    int[] node = new int[table.rows()];
    int[] start = new int[network.nodes() + 1];
    for (int r = 0; r < node.length; r++) {
      node[r] = network.names().find(table.cell(r, idColumn));
      if (node[r] < 0) {
        if (network.trimmed()) {
          continue;
        }
        throw table.wrong(r, idColumn, "a node of the graph");
      }
      start[node[r] + 1]++;
      if (start[node[r] + 1] > 1 && !many) {
        throw table.wrong(r, idColumn, "a node that no row before has");
      }
    }
    for (int i = 0; i < network.nodes(); i++) {
      if (start[i + 1] == 0) {
        throw new IllegalArgumentException(
            "nodes: node '%s' of the graph has no row in the table"
                .formatted(network.names().name(i)));
      }
      start[i + 1] += start[i];
    }
    int[] row = new int[start[network.nodes()]];
    int[] fill = Arrays.copyOf(start, network.nodes());
    for (int r = 0; r < node.length; r++) {
      if (node[r] >= 0) {
        row[fill[node[r]]++] = r;
      }
    }
    return new NodeTable(table, idColumn, row, start);
  }

  /** Rows that lie on nodes. */
  int rows() {
    return row.length;
  }

  /** Where the rows of each node begin [nodes + 1]; not to be changed. */
  int[] start() {
    return start;
  }

  boolean has(String column) {
    return table.columns().contains(column);
  }

  /** Numeric columns but for ids, the target weight and {@code except}, in order. */
  List<String> numericColumns(String except) {
    List<String> names = new ArrayList<>();
    for (int c = 0; c < table.columns().size(); c++) {
      String name = table.columns().get(c);
      if (c != idColumn && !name.equals("weight") && !name.equals(except)) {
        names.add(name);
      }
    }
    return names;
  }

  /**
   * @throws IllegalArgumentException naming the parameter and a column that there is not
   */
  void requireColumns(String parameter, List<String> columns) {
    for (String column : columns) {
      if (!table.columns().contains(column)) {
        throw new IllegalArgumentException(
            "%s: no column '%s': nodes has %s"
                .formatted(parameter, column, String.join(", ", table.columns())));
      }
    }
  }

  /**
   * The numbers of a column, in the order of the nodes [rows].
   *
   * @throws IllegalArgumentException if there is no such column or a cell is no number
   */
  double[] numbers(String column) {
    double[] all = table.numbers(table.column(column));
    double[] sorted = new double[row.length];
    Arrays.setAll(sorted, r -> all[row[r]]);
    return sorted;
  }

  /** The cells of a column, in the order of the nodes [rows]. */
  String[] text(String column) {
    int c = table.column(column);
    return Arrays.stream(row).mapToObj(r -> table.cell(r, c)).toArray(String[]::new);
  }

  /** The fault of one cell, by its place in the order of the nodes. */
  IllegalArgumentException wrong(int place, String column, String expected) {
    return table.wrong(row[place], table.column(column), expected);
  }

  /**
   * The column "weight": of a node with several rows, that of the first.
   *
   * @throws IllegalArgumentException naming the cell that is not positive
   */
  double[] weights() {
    double[] all = numbers("weight");
    double[] weight = new double[start.length - 1];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = all[start[i]];
      if (!(weight[i] > 0)) {
        throw wrong(start[i], "weight", "a positive number");
      }
    }
    return weight;
  }
}
