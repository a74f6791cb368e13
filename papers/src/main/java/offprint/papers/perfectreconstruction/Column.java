package offprint.papers.perfectreconstruction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.lattice.Partition;
import offprint.kernels.table.DecimalMark;

/**
 * A coded column.
 *
 * @param name as given by the reader
 * @param bins bins of the numbers
 * @param partition which rows hold the same value
 * @param values value of each block, in order of first row
 */
record Column(String name, Bins bins, Partition partition, List<String> values) {

  /**
   * Codes rows whose values are listed.
   *
   * @param mark how they write numbers
   * @param values possible values, perhaps some of them equal
   * @param index for each row, which of the values it has
   */
  static Column of(String name, Bins bins, DecimalMark mark, String[] values, int[] index) {
    Map<String, Integer> codes = new HashMap<>();
    int[] recoded = new int[values.length];
    for (int v = 0; v < values.length; v++) {
      Integer next = codes.size();
      Integer known = codes.putIfAbsent(bins.label(values[v], mark), next);
      recoded[v] = known == null ? next : known;
    }
    int[] code = new int[index.length];
    Arrays.setAll(code, r -> recoded[index[r]]);
    Partition partition = Partition.of(code, codes.size());
    List<String> labels = new ArrayList<>();
    for (int r = 0; r < index.length; r++) {
      if (partition.block(r) == labels.size()) {
        labels.add(bins.label(values[index[r]], mark));
      }
    }
    return new Column(name, bins, partition, labels);
  }

  /** The value in a row. */
  String value(int row) {
    return values.get(partition.block(row));
  }

  /** The same column for some of the rows, ascending. */
  Column restrict(int[] rows) {
    if (rows.length == partition.states()) {
      return this;
    }
    List<String> kept = new ArrayList<>();
    Partition part = partition.restrict(rows);
    for (int r = 0; r < rows.length; r++) {
      if (part.block(r) == kept.size()) {
        kept.add(value(rows[r]));
      }
    }
    return new Column(name, bins, part, kept);
  }
}
