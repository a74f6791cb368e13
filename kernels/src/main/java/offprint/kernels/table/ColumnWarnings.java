package offprint.kernels.table;

import java.util.ArrayList;
import java.util.List;

/** Finds columns that are rarely meant as data: an id, a constant, values far apart. */
final class ColumnWarnings {
  private static final int FEW_ROWS = 3;
  private static final double FAR_APART = 1e100;

  private ColumnWarnings() {}

  static List<String> of(Column column) {
    List<String> found = new ArrayList<>();
    if (column.rows() < FEW_ROWS) {
      return found;
    }
    switch (column.type()) {
      case BLANK -> found.add("column '%s' has no values".formatted(column.name()));
      case NUMBER -> numbers(column, found);
      case TEXT, TIME -> {
        if (constant(column)) {
          found.add("column '%s' is always '%s'".formatted(column.name(), column.text(0)));
        }
      }
    }
    return found;
  }

  private static void numbers(Column column, List<String> found) {
    double[] values = column.numbers();
    double smallest = Double.POSITIVE_INFINITY;
    double largest = 0;
    boolean counts = values[0] == Math.rint(values[0]);
    boolean constant = true;
    for (int r = 0; r < values.length; r++) {
      counts &= r == 0 || values[r] == values[r - 1] + 1;
      constant &= values[r] == values[0];
      double size = Math.abs(values[r]);
      if (size > 0) {
        smallest = Math.min(smallest, size);
        largest = Math.max(largest, size);
      }
    }
    if (counts) {
      found.add("column '%s' only counts up, like an id".formatted(column.name()));
    }
    if (constant) {
      found.add("column '%s' is always %s".formatted(column.name(), column.text(0)));
    }
    if (largest / smallest > FAR_APART) {
      found.add("column '%s' has values from %s to %s".formatted(column.name(), smallest, largest));
    }
  }

  private static boolean constant(Column column) {
    String first = column.text(0);
    for (int r = 1; r < column.rows(); r++) {
      if (!column.text(r).equals(first)) {
        return false;
      }
    }
    return true;
  }
}
