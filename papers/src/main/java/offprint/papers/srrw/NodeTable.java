package offprint.papers.srrw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.Wording;
import offprint.kernels.table.TextTable;

/**
 * The data of the nodes: rows of a table, each with its node, sorted by node.
 *
 * <p>The ids are the column "id", or the first column where there is none of that name.
 *
 * @param row row of the table [rows on nodes]
 * @param start where the rows of each node begin [nodes + 1]
 */
record NodeTable(TextTable table, int idColumn, int[] row, int[] start) {
  /**
   * Finds the node of each row.
   *
   * @param many whether a node may hold several rows
   * @throws IllegalArgumentException naming the row whose node is not in the graph or comes twice,
   *     or the node without a row
   */
  static NodeTable of(TextTable table, Network network, boolean many) {
    int idColumn = Math.max(0, table.columns().indexOf("id"));
    int[] node = new int[table.rows()];
    int[] start = new int[network.nodes() + 1];
    for (int r = 0; r < node.length; r++) {
      node[r] = network.names().find(table.cell(r, idColumn));
      if (node[r] < 0 && !network.trimmed()) {
        throw table.wrong(r, idColumn, "a node of the graph");
      }
      if (node[r] >= 0 && ++start[node[r] + 1] > 1 && !many) {
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
    int[] fill = start.clone();
    for (int r = 0; r < node.length; r++) {
      if (node[r] >= 0) {
        row[fill[node[r]]++] = r;
      }
    }
    return new NodeTable(table, idColumn, row, start);
  }

  boolean has(String column) {
    return table.columns().contains(column);
  }

  /**
   * Columns of numbers but for ids, the target weight and {@code except}, in order. A column whose
   * first cell is text is left out, and told.
   */
  List<String> numericColumns(String except, Findings out) {
    List<String> numeric = new ArrayList<>();
    List<String> text = new ArrayList<>();
    for (int c = 0; c < table.columns().size(); c++) {
      String name = table.columns().get(c);
      if (c != idColumn && !name.equals("weight") && !name.equals(except)) {
        (isText(table.cell(0, c)) ? text : numeric).add(name);
      }
    }
    if (!text.isEmpty()) {
      out.assumed("Columns of text were left out: %s.".formatted(Wording.list(text, 20)));
    }
    return numeric;
  }

  private static boolean isText(String cell) {
    try {
      Double.parseDouble(cell);
      return false;
    } catch (NumberFormatException e) {
      return !cell.isEmpty();
    }
  }

  /**
   * Checks that there are these columns.
   *
   * @throws IllegalArgumentException naming the parameter, and the columns that there are
   */
  void requireColumns(String parameter, List<String> columns) {
    columns.forEach(name -> Inputs.column(parameter, table, name, -1));
  }

  /**
   * The numbers of a column, in the order of the nodes [rows].
   *
   * @throws IllegalArgumentException if there is no such column or a cell is no number
   */
  double[] numbers(String column) {
    double[] all = table.numbers(table.column(column));
    return Arrays.stream(row).mapToDouble(r -> all[r]).toArray();
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
