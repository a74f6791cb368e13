package offprint.papers.koopmaninformation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Runs of a system, sampled at equal steps.
 *
 * @param columns names of the state's columns
 * @param names of the runs
 * @param runs each [rows][columns], finite
 */
record Recordings(List<String> columns, List<String> names, List<double[][]> runs) {
  private static final int LEAST_FOR_RUNS = 3;

  int rows() {
    return runs.stream().mapToInt(run -> run.length).sum();
  }

  /** Runs to train on, to choose by and to judge by. */
  record Parts(List<double[][]> training, List<double[][]> validation, List<double[][]> test) {}

  /** Whether whole runs are held back; else the last rows of every run. */
  boolean splitsByRuns() {
    return runs.size() >= LEAST_FOR_RUNS;
  }

  /**
   * Splits whole runs, drawn at random; of fewer than three runs the rows, in order of time.
   *
   * @param fractions of the three parts
   * @param need rows of a training run at least
   * @throws IllegalArgumentException if a run is too short, naming it
   */
  Parts split(double[] fractions, int need, RandomGenerator random) {
    Parts parts = new Parts(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    if (splitsByRuns()) {
      requireRows(1, need, "");
      List<double[][]> shuffled = new ArrayList<>(runs);
      for (int i = shuffled.size() - 1; i > 0; i--) {
        Collections.swap(shuffled, i, random.nextInt(i + 1));
      }
      int test = Math.max(1, (int) Math.round(fractions[2] * runs.size()));
      int validation = Math.max(1, (int) Math.round(fractions[1] * runs.size()));
      int train = Math.max(1, runs.size() - test - validation);
      parts.training.addAll(shuffled.subList(0, train));
      parts.validation.addAll(shuffled.subList(train, runs.size() - test));
      parts.test.addAll(shuffled.subList(runs.size() - test, runs.size()));
      return parts;
    }
    double least = Math.min(fractions[0], Math.min(fractions[1], fractions[2]) * 4);
    requireRows(
        least,
        need,
        " (fewer than three runs are split by time, %s/%s/%s)"
            .formatted(fractions[0], fractions[1], fractions[2]));
    for (double[][] run : runs) {
      int train = (int) Math.round(fractions[0] * run.length);
      int end = run.length - (int) Math.round(fractions[2] * run.length);
      parts.training.add(Arrays.copyOfRange(run, 0, train));
      parts.validation.add(Arrays.copyOfRange(run, train, end));
      parts.test.add(Arrays.copyOfRange(run, end, run.length));
    }
    return parts;
  }

  private void requireRows(double share, int need, String why) {
    int rows = (int) Math.ceil(need / share);
    for (int r = 0; r < runs.size(); r++) {
      if (runs.get(r).length < rows) {
        throw new IllegalArgumentException(
            "data: run %s must have at least %d rows for this window and delay%s: got %d"
                .formatted(names.get(r), rows, why, runs.get(r).length));
      }
    }
  }
}
