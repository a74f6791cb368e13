package offprint.papers.funbat;

import java.util.Arrays;

/**
 * From the units of the data to those of inference: (x - origin) / unit for each mode, (y - mean) /
 * deviation.
 */
record Scaling(double[] origin, double[] unit, double mean, double deviation) {
  /**
   * The scaling of training rows.
   *
   * @param names of the modes, for messages
   * @throws IllegalArgumentException if a mode has fewer than two different indices, or all values
   *     are equal
   */
  static Scaling of(
      String[] names, double[][] coordinates, double[] y, boolean scaleIndex, boolean standardise) {
    int modes = coordinates.length;
    double[] origin = new double[modes];
    double[] unit = new double[modes];
    Arrays.fill(unit, 1);
    for (int k = 0; k < modes; k++) {
      double low = Arrays.stream(coordinates[k]).min().orElseThrow();
      double high = Arrays.stream(coordinates[k]).max().orElseThrow();
      if (!(high > low)) {
        throw new IllegalArgumentException(
            "mode %s must have at least 2 different indices in the training rows: got 1"
                .formatted(names[k]));
      }
      if (scaleIndex) {
        origin[k] = low;
        unit[k] = high - low;
      }
    }
    double mean = Arrays.stream(y).average().orElseThrow();
    double square = Arrays.stream(y).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    if (!(square > 0)) {
      throw new IllegalArgumentException(
          "value must differ between training rows: got %s in all of them".formatted(y[0]));
    }
    return standardise
        ? new Scaling(origin, unit, mean, Math.sqrt(square))
        : new Scaling(origin, unit, 0, 1);
  }

  double[] scaled(int mode, double[] x) {
    return Arrays.stream(x).map(v -> (v - origin[mode]) / unit[mode]).toArray();
  }

  double[][] scaled(double[][] coordinates) {
    double[][] scaled = new double[coordinates.length][];
    Arrays.setAll(scaled, k -> scaled(k, coordinates[k]));
    return scaled;
  }

  double[] standardised(double[] y) {
    return Arrays.stream(y).map(v -> (v - mean) / deviation).toArray();
  }

  /** An index in the units of the data. */
  double[] indices(int mode, double[] scaled) {
    return Arrays.stream(scaled).map(v -> origin[mode] + unit[mode] * v).toArray();
  }

  double value(double standardised) {
    return mean + deviation * standardised;
  }
}
