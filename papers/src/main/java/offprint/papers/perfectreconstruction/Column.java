package offprint.papers.perfectreconstruction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.lattice.Partition;

/**
 * A coded column.
 *
 * @param name as the reader wrote it
 * @param bins how numbers were binned
 * @param partition which rows hold the same value
 * @param values value of each block, in order of first row
 */
record Column(String name, Bins bins, Partition partition, List<String> values) {

  /** Codes text cells, one a row. */
  static Column of(String name, Bins bins, String[] cells) {
    Map<String, Integer> codes = new HashMap<>();
    List<String> values = new ArrayList<>();
    int[] code = new int[cells.length];
    for (int r = 0; r < cells.length; r++) {
      String value = bins.label(cells[r]);
      Integer known = codes.putIfAbsent(value, values.size());
      code[r] = known == null ? values.size() : known;
      if (known == null) {
        values.add(value);
      }
    }
    return new Column(name, bins, Partition.of(code, values.size()), values);
  }

  /** The value in a row. */
  String value(int row) {
    return values.get(partition.block(row));
  }

  /** The same column for some of the rows. */
  Column restrict(int[] rows) {
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
