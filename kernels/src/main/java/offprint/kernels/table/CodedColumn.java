package offprint.kernels.table;

import java.util.List;

/**
 * A column of a table by dictionary: its different texts once, and for each row the number of its
 * text. Numbers go 0, 1, 2 … in order of first appearance.
 */
public final class CodedColumn {
  private final Dictionary dictionary;
  private final Codes codes;

  CodedColumn(Dictionary dictionary, Codes codes) {
    this.dictionary = dictionary;
    this.codes = codes;
  }

  public int rows() {
    return codes.size();
  }

  /** Number of the row's text, in 0 … values - 1. */
  public int code(int row) {
    return codes.get(row);
  }

  /** Numbers of all rows' texts [rows]; a new array. */
  public int[] codes() {
    return codes.toArray();
  }

  /** How many different texts there are. */
  public int values() {
    return dictionary.size();
  }

  /** The text of a number. */
  public String value(int code) {
    return dictionary.value(code);
  }

  /** All different texts by number; a view that makes a string at each call. */
  public List<String> texts() {
    return dictionary.values();
  }

  /** The first row with a text. */
  public int firstRow(int code) {
    int row = 0;
    while (codes.get(row) != code) {
      row++;
    }
    return row;
  }
}
