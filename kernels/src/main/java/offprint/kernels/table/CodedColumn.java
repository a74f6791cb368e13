package offprint.kernels.table;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;

/**
 * A column of a table by dictionary: its different texts once, and for each row the number of its
 * text. Numbers go 0, 1, 2 … in order of first appearance.
 */
public final class CodedColumn {
  private final Cells cells;

  CodedColumn(Cells coded) {
    this.cells = coded;
  }

  public int rows() {
    return cells.rows();
  }

  /** Number of the row's text, in 0 … values - 1. */
  public int code(int row) {
    return cells.entry(row);
  }

  /** Numbers of all rows' texts [rows]; a new array. */
  public int[] codes() {
    int[] all = new int[rows()];
    Arrays.setAll(all, cells::entry);
    return all;
  }

  /** How many different texts there are. */
  public int values() {
    return cells.entries();
  }

  /** The text of a number. */
  public String value(int code) {
    Slice slice = new Slice();
    cells.locate(code, slice);
    return slice.toString();
  }

  /** All different texts by number; a view that makes a string at each call. */
  public List<String> texts() {
    return new AbstractList<>() {
      @Override
      public String get(int code) {
        return value(code);
      }

      @Override
      public int size() {
        return values();
      }
    };
  }

  /** The first row with a text. */
  public int firstRow(int code) {
    return cells.firstRow(code);
  }
}
