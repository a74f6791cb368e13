package offprint.papers.arphmm;

import java.util.Arrays;

/**
 * The meaning of a label cell for the regime of its row: "" nothing, "2" regime 2, "0:.2|2:1"
 * plausibility .2 of regime 0, 1 of regime 2, 0 of the others.
 */
final class LabelCell {
  private LabelCell() {}

  /**
   * Writes the plausibilities of one row.
   *
   * @param into [.. Q], from {@code at}
   * @return false if the cell is blank (all ones)
   * @throws IllegalArgumentException saying what the cell must be
   */
  static boolean parse(String cell, int regimes, double[] into, int at) {
    if (cell.isBlank()) {
      Arrays.fill(into, at, at + regimes, 1);
      return false;
    }
    Arrays.fill(into, at, at + regimes, 0);
    double sum = 0;
    for (String part : cell.split("\\|", -1)) {
      String[] pair = part.strip().split(":", -1);
      int regime = regime(pair[0].strip(), regimes, cell);
      double value = pair.length == 1 ? 1 : value(pair, cell);
      into[at + regime] = value;
      sum += value;
    }
    if (sum == 0) {
      throw new IllegalArgumentException(
          "label must leave one regime plausible: got '%s'".formatted(cell));
    }
    return true;
  }

  private static int regime(String text, int regimes, String cell) {
    if (text.matches("[0-9]{1,4}") && Integer.parseInt(text) < regimes) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException(
        "label must name one of the regimes 0 to %d: got '%s'".formatted(regimes - 1, cell));
  }

  private static double value(String[] pair, String cell) {
    try {
      double value = Double.parseDouble(pair[1].strip());
      if (pair.length == 2 && value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "label must give plausibilities from 0 to 1, as 0:.2|2:1: got '%s'".formatted(cell));
  }
}
