package offprint.papers.arphmm;

import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Wording;

/**
 * Units with the same sensors.
 *
 * @param sensors names of the sensor columns
 * @param labelled true if the file had a column of labels
 */
record Fleet(List<String> sensors, List<Unit> units, boolean labelled) {
  Fleet {
    sensors = List.copyOf(sensors);
    units = List.copyOf(units);
  }

  List<Unit> failed() {
    return units.stream().filter(Unit::failed).toList();
  }

  Fleet with(List<Unit> some) {
    return new Fleet(sensors, some, labelled);
  }

  int rows() {
    return units.stream().mapToInt(Unit::rows).sum();
  }

  /** Median distance of successive rows in time: what one row stands for. */
  double timeStep() {
    double[] steps = steps();
    Arrays.sort(steps);
    return steps.length == 0 ? 1 : steps[steps.length / 2];
  }

  /** Number of successive rows that are not one time step apart. */
  long gaps() {
    double step = timeStep();
    return Arrays.stream(steps()).filter(s -> Math.abs(s - step) > 1e-9 * step).count();
  }

  private double[] steps() {
    double[] steps = new double[Math.max(0, rows() - units.size())];
    int at = 0;
    for (Unit unit : units) {
      for (int r = 1; r < unit.rows(); r++) {
        steps[at++] = unit.time()[r] - unit.time()[r - 1];
      }
    }
    return steps;
  }

  /**
   * @throws IllegalArgumentException naming the sensor that is missing, and those there are
   */
  int sensor(String name) {
    int index = sensors.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "the data must have the model's sensor '%s': they have %s"
              .formatted(name, String.join(", ", sensors)));
    }
    return index;
  }

  /** Warns where rows are not one time step apart. */
  void warnOfGaps(Findings out) {
    if (gaps() > 0) {
      out.warning(
          "%s not one time step (%s) after the row before: lags count rows, remaining life counts"
                  .formatted(
                      Wording.count(gaps(), "row is", "rows are"), Wording.number(timeStep()))
              + " time.");
    }
  }
}
