package offprint.papers.arphmm;

/**
 * A series to decode or forecast.
 *
 * @param time [rows], as written, or the row's number from 0
 * @param values [rows]; NaN is missing
 * @param labels [rows], label cells
 * @param truth [rows], true regimes, or empty
 * @param lines [rows], lines of the file
 */
@SuppressWarnings("ArrayRecordComponent") // rows are read in place, series are never compared
record Series(
    String name, String[] time, double[] values, String[] labels, int[] truth, long[] lines) {

  int rows() {
    return values.length;
  }

  /**
   * [(rows - skip) * Q] plausibilities of the rows after the first {@code skip}.
   *
   * @throws IllegalArgumentException naming the line of a wrong label
   */
  double[] plausibility(int skip, int regimes) {
    double[] plausibility = new double[(rows() - skip) * regimes];
    for (int r = skip; r < rows(); r++) {
      try {
        LabelCell.parse(labels[r], regimes, plausibility, (r - skip) * regimes);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "data, line %d: %s".formatted(lines[r], e.getMessage()), e);
      }
    }
    return plausibility;
  }

  boolean labelled(int row) {
    return !labels[row].isBlank();
  }
}
