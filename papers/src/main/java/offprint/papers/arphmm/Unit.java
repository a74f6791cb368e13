package offprint.papers.arphmm;

import java.util.Arrays;

/**
 * One unit's records, oldest first.
 *
 * @param time [rows], increasing
 * @param sensors [rows][sensors]; NaN is a missing value
 * @param labels [rows], label cells, "" where nothing is known
 * @param failed true if the last row is the unit's last before failure
 * @param lines [rows], lines of the file
 */
@SuppressWarnings("ArrayRecordComponent") // rows are read in place, units are never compared
record Unit(
    String name, double[] time, double[][] sensors, String[] labels, boolean failed, long[] lines) {

  int rows() {
    return time.length;
  }

  /** [rows] time left to the last row; the unit's own clock. */
  double[] remaining() {
    return Arrays.stream(time).map(t -> time[time.length - 1] - t).toArray();
  }
}
