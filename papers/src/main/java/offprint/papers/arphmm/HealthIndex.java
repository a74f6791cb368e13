package offprint.papers.arphmm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Maps sensors to one number a row, near 1 in good health and near 0 at failure: least squares with
 * intercept of min(RUL, cap) / cap on z-scored sensors. Or a column that holds it already: one
 * sensor whose weights undo its z-score.
 *
 * @param sensors those that take more than two values in training
 * @param mean [sensors] of training
 * @param sd [sensors] of training, population
 * @param weights [1 + sensors], intercept first
 * @param low [sensors] least value in training
 * @param high [sensors] largest value in training
 */
@SuppressWarnings("ArrayRecordComponent") // parameters, read in place
record HealthIndex(
    List<String> sensors,
    double[] mean,
    double[] sd,
    double[] weights,
    double[] low,
    double[] high) {
  private static final int FEWEST_VALUES = 3;
  private static final double FLAG_SDS = 3;

  HealthIndex {
    sensors = List.copyOf(sensors);
  }

  /**
   * @param cap in the fleet's time; infinity for none
   * @throws IllegalArgumentException if no sensor varies or the index is constant
   */
  static HealthIndex fit(Fleet fleet, double cap) {
    List<String> kept =
        fleet.sensors().stream().filter(s -> varies(fleet, fleet.sensor(s))).toList();
    if (kept.isEmpty()) {
      throw new IllegalArgumentException(
          "train must have a sensor with more than two values: got none of "
              + String.join(", ", fleet.sensors()));
    }
    HealthIndex scaler = scaled(fleet, kept);
    double[][] features = new double[fleet.rows()][];
    double[] response = new double[fleet.rows()];
    double scale = Math.min(cap, longest(fleet));
    int row = 0;
    for (Unit unit : fleet.units()) {
      double[] remaining = unit.remaining();
      double[][] z = scaler.standardised(fleet, unit);
      for (int r = 0; r < unit.rows(); r++) {
        features[row] = z[r];
        response[row++] = unit.failed() ? Math.min(remaining[r], cap) / scale : Double.NaN;
      }
    }
    double[] weights = LeastSquares.fit(features, response).weights();
    HealthIndex index =
        new HealthIndex(kept, scaler.mean, scaler.sd, weights, scaler.low, scaler.high);
    index.requireVariation(fleet, "train: the fitted health index is constant");
    return index;
  }

  /**
   * @throws IllegalArgumentException if there is no such column, or it is constant
   */
  static HealthIndex column(Fleet fleet, String name) {
    if (!fleet.sensors().contains(name)) {
      throw new IllegalArgumentException(
          "health is column, so healthColumn must be one of %s: got '%s'"
              .formatted(String.join(", ", fleet.sensors()), name));
    }
    HealthIndex scaler = scaled(fleet, List.of(name));
    HealthIndex index =
        new HealthIndex(
            List.of(name),
            scaler.mean,
            scaler.sd,
            new double[] {scaler.mean[0], scaler.sd[0]},
            scaler.low,
            scaler.high);
    index.requireVariation(fleet, "train: healthColumn '%s' is constant".formatted(name));
    return index;
  }

  private void requireVariation(Fleet fleet, String message) {
    Set<Double> seen = new HashSet<>();
    for (Unit unit : fleet.units()) {
      for (double value : of(fleet, unit)) {
        if (!Double.isNaN(value) && seen.add(value) && seen.size() > 1) {
          return;
        }
      }
    }
    throw new IllegalArgumentException(message + ": it must vary");
  }

  private static double longest(Fleet fleet) {
    return fleet.failed().stream().mapToDouble(u -> u.remaining()[0]).max().orElse(1);
  }

  private static boolean varies(Fleet fleet, int sensor) {
    Set<Double> seen = new HashSet<>();
    for (Unit unit : fleet.units()) {
      for (double[] row : unit.sensors()) {
        if (!Double.isNaN(row[sensor]) && seen.add(row[sensor]) && seen.size() >= FEWEST_VALUES) {
          return true;
        }
      }
    }
    return false;
  }

  private static HealthIndex scaled(Fleet fleet, List<String> sensors) {
    int count = sensors.size();
    double[] mean = new double[count];
    double[] sd = new double[count];
    double[] low = new double[count];
    double[] high = new double[count];
    for (int i = 0; i < count; i++) {
      int s = fleet.sensor(sensors.get(i));
      List<Double> values = new ArrayList<>();
      for (Unit unit : fleet.units()) {
        for (double[] row : unit.sensors()) {
          if (!Double.isNaN(row[s])) {
            values.add(row[s]);
          }
        }
      }
      double[] all = values.stream().mapToDouble(v -> v).toArray();
      double sum = 0;
      low[i] = Double.POSITIVE_INFINITY;
      high[i] = Double.NEGATIVE_INFINITY;
      for (double value : all) {
        sum += value;
        low[i] = Math.min(low[i], value);
        high[i] = Math.max(high[i], value);
      }
      mean[i] = sum / all.length;
      double squares = 0;
      for (double value : all) {
        squares += (value - mean[i]) * (value - mean[i]);
      }
      sd[i] = Math.sqrt(squares / all.length);
    }
    return new HealthIndex(sensors, mean, sd, new double[count + 1], low, high);
  }

  /** [rows][sensors] z-scores. */
  double[][] standardised(Fleet fleet, Unit unit) {
    int[] columns = sensors.stream().mapToInt(fleet::sensor).toArray();
    double[][] z = new double[unit.rows()][columns.length];
    for (int r = 0; r < z.length; r++) {
      for (int i = 0; i < columns.length; i++) {
        z[r][i] = (unit.sensors()[r][columns[i]] - mean[i]) / sd[i];
      }
    }
    return z;
  }

  /**
   * [rows] index; NaN where a sensor is missing.
   *
   * @throws IllegalArgumentException naming a sensor that is missing in the data
   */
  double[] of(Fleet fleet, Unit unit) {
    double[][] z = standardised(fleet, unit);
    double[] index = new double[z.length];
    LeastSquares fit = new LeastSquares(weights);
    for (int r = 0; r < index.length; r++) {
      index[r] = fit.predict(z[r]);
    }
    return index;
  }

  /** Sensors of a unit that left the range of training by more than 3 standard deviations. */
  List<String> outside(Fleet fleet, Unit unit) {
    List<String> outside = new ArrayList<>();
    for (int i = 0; i < sensors.size(); i++) {
      int s = fleet.sensor(sensors.get(i));
      double margin = FLAG_SDS * sd[i];
      for (double[] row : unit.sensors()) {
        if (row[s] < low[i] - margin || row[s] > high[i] + margin) {
          outside.add(sensors.get(i));
          break;
        }
      }
    }
    return outside;
  }
}
