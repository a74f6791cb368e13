package offprint.papers.fimmjp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Wording;

/**
 * Readings of a reader's data, with the names of the states.
 *
 * @param paths of at least two readings each
 * @param labels of the states, in order
 */
record Observed(Paths paths, List<String> labels) {

  /** Collects paths one after another as they stand in a file. */
  static final class Collector {
    private final List<int[]> readings = new ArrayList<>();
    private final List<double[]> times = new ArrayList<>();
    private int single;

    /** A path with increasing times. */
    void add(int[] path, double[] at) {
      if (path.length == 0) {
        return;
      }
      if (path.length == 1) {
        single++;
        return;
      }
      readings.add(path);
      times.add(at);
    }

    /**
     * The paths, long ones cut into windows.
     *
     * @param window the most readings of a path
     * @param most paths that are kept
     * @throws IllegalArgumentException if nothing can be learnt from them
     */
    Observed observed(List<String> labels, int window, int most, Findings out) {
      if (readings.isEmpty()) {
        throw new IllegalArgumentException(
            "data: every path must have at least two readings: all %s have one"
                .formatted(Wording.count(single, "path")));
      }
      if (single > 0) {
        out.assumed(
            "%s of one reading %s left out."
                .formatted(Wording.count(single, "path"), single == 1 ? "was" : "were"));
      }
      warnIfEqual(out);
      int before = readings.size();
      cut(window);
      if (readings.size() > before) {
        out.assumed(
            "Paths longer than %d readings were cut: %,d became %,d; the law of the first state is that at the cuts."
                .formatted(window, before, readings.size()));
      }
      if (readings.size() > most) {
        out.assumed(
            "The first %,d of %s are used."
                .formatted(most, Wording.count(readings.size(), "path")));
      }
      int kept = Math.min(most, readings.size());
      Paths paths =
          new Paths(
              labels.size(),
              readings.subList(0, kept).toArray(int[][]::new),
              times.subList(0, kept).toArray(double[][]::new));
      requireJump(paths, labels);
      return new Observed(paths, labels);
    }

    private void cut(int window) {
      List<int[]> shortReadings = new ArrayList<>();
      List<double[]> shortTimes = new ArrayList<>();
      for (int k = 0; k < readings.size(); k++) {
        int[] path = readings.get(k);
        double[] at = times.get(k);
        int from = 0;
        for (; path.length - from > window + 1; from += window) {
          shortReadings.add(Arrays.copyOfRange(path, from, from + window));
          shortTimes.add(Arrays.copyOfRange(at, from, from + window));
        }
        shortReadings.add(from == 0 ? path : Arrays.copyOfRange(path, from, path.length));
        shortTimes.add(from == 0 ? at : Arrays.copyOfRange(at, from, path.length));
      }
      readings.clear();
      readings.addAll(shortReadings);
      times.clear();
      times.addAll(shortTimes);
    }

    private static void requireJump(Paths paths, List<String> labels) {
      int only = paths.readings()[0][0];
      for (int[] path : paths.readings()) {
        for (int reading : path) {
          if (reading != only) {
            return;
          }
        }
      }
      throw new IllegalArgumentException(
          "data: no jump is seen: all readings are state " + labels.get(only));
    }

    private void warnIfEqual(Findings out) {
      int[] first = readings.getFirst();
      if (readings.size() > 2 && readings.stream().allMatch(path -> Arrays.equals(path, first))) {
        out.warning(
            "All %,d paths are equal: they say no more than one of them, and what follows claims too much."
                .formatted(readings.size()));
      }
    }
  }
}
