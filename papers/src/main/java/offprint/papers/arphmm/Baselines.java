package offprint.papers.arphmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.IntConsumer;

/**
 * Predictions of remaining life without the model: constant, linear and nearest-neighbour, from the
 * same training units. All learn min(RUL, cap) and predict in [0, cap].
 */
final class Baselines {
  private static final int SENSOR_NEIGHBOURS = 100;
  private static final int HEALTH_NEIGHBOURS = 30;

  private Baselines() {}

  /** Mean capped remaining life over the rows of failed units. */
  static double meanLife(Fleet fleet, double cap) {
    return fleet.failed().stream()
        .flatMapToDouble(u -> Arrays.stream(u.remaining()))
        .map(r -> Math.min(r, cap))
        .average()
        .orElseThrow();
  }

  /** Least squares on the last w health indices: the model with one regime. */
  static LeastSquares linearInHealth(TrainingSet training, Settings settings) {
    Cases cases = healthCases(training, settings);
    return LeastSquares.fit(cases.features, cases.life);
  }

  /**
   * Predictions for units cut after their last row.
   *
   * @param progress called with the index of each unit
   * @return by name of the baseline, [units]
   */
  static Map<String, double[]> predict(
      EngineFit fit, Fleet train, Fleet test, IntConsumer progress) {
    EngineModel model = fit.model();
    Settings settings = model.settings();
    int window = settings.window();
    Cases sensors = sensorCases(train, model, 1);
    Cases means = sensorCases(train, model, window);
    Cases health = healthCases(fit.training(), settings);
    LeastSquares last = LeastSquares.fit(sensors.features, sensors.life);
    int count = test.units().size();
    double[][] predictions = new double[5][count];
    for (int u = 0; u < count; u++) {
      progress.accept(u);
      Unit unit = test.units().get(u);
      double[][] z = model.health().standardised(test, unit);
      double[] index = RulPredictor.carriedForward(model.health().of(test, unit));
      double[] recent = window(index, index.length - 1, window);
      predictions[0][u] = model.meanLife();
      predictions[1][u] = last.predict(carriedForward(z));
      predictions[2][u] = means.nearest(mean(z, z.length - 1, window), SENSOR_NEIGHBOURS);
      predictions[3][u] = model.linear().predict(recent);
      predictions[4][u] = health.nearest(recent, HEALTH_NEIGHBOURS);
    }
    Map<String, double[]> named = new LinkedHashMap<>();
    String[] names = {
      "constant",
      "linear on the last row's sensors",
      "%d nearest on %d-row sensor means".formatted(SENSOR_NEIGHBOURS, window),
      "linear on %d health indices".formatted(window),
      "%d nearest on %d health indices".formatted(HEALTH_NEIGHBOURS, window)
    };
    for (int b = 0; b < names.length; b++) {
      double cap = model.cap();
      named.put(names[b], Arrays.stream(predictions[b]).map(r -> Math.clamp(r, 0, cap)).toArray());
    }
    return named;
  }

  /** (y_t, y_{t-1}, …), the first value repeated before the start. */
  static double[] window(double[] values, int last, int width) {
    double[] window = new double[width];
    for (int i = 0; i < width; i++) {
      window[i] = values[Math.max(0, last - i)];
    }
    return window;
  }

  private static double[] carriedForward(double[][] z) {
    double[] latest = new double[z[0].length];
    for (double[] row : z) {
      for (int i = 0; i < latest.length; i++) {
        latest[i] = Double.isNaN(row[i]) ? latest[i] : row[i];
      }
    }
    return latest;
  }

  /**
   * Mean of the last rows of each sensor without its gaps; 0, the training mean, if all are gaps.
   */
  private static double[] mean(double[][] z, int last, int width) {
    double[] mean = new double[z[0].length];
    for (int i = 0; i < mean.length; i++) {
      int count = 0;
      for (int r = Math.max(0, last - width + 1); r <= last; r++) {
        if (!Double.isNaN(z[r][i])) {
          mean[i] += z[r][i];
          count++;
        }
      }
      mean[i] /= Math.max(1, count);
    }
    return mean;
  }

  private static Cases sensorCases(Fleet train, EngineModel model, int width) {
    List<double[]> features = new ArrayList<>();
    List<Double> life = new ArrayList<>();
    for (Unit unit : train.failed()) {
      double[] remaining = unit.remaining();
      double[][] z = model.health().standardised(train, unit);
      for (int r = width - 1; r < z.length; r++) {
        features.add(width == 1 ? z[r] : mean(z, r, width));
        life.add(Math.min(remaining[r], model.cap()));
      }
    }
    return Cases.of(features, life);
  }

  private static Cases healthCases(TrainingSet training, Settings settings) {
    List<double[]> features = new ArrayList<>();
    List<Double> life = new ArrayList<>();
    for (int u = 0; u < training.units().size(); u++) {
      Unit unit = training.units().get(u);
      double[] remaining = unit.remaining();
      for (int r = settings.window() - 1; unit.failed() && r < unit.rows(); r++) {
        features.add(window(training.health().get(u), r, settings.window()));
        life.add(Math.min(remaining[r], settings.capOrInfinity()));
      }
    }
    return Cases.of(features, life);
  }

  /** Training rows: features and capped remaining life. */
  private static final class Cases {
    private final double[][] features;
    private final double[] life;

    private Cases(double[][] features, double[] life) {
      this.features = features;
      this.life = life;
    }

    static Cases of(List<double[]> features, List<Double> life) {
      return new Cases(
          features.toArray(double[][]::new), life.stream().mapToDouble(r -> r).toArray());
    }

    /** Mean life of the nearest rows by Euclidean distance, ties to the earlier row. */
    double nearest(double[] query, int count) {
      PriorityQueue<double[]> best =
          new PriorityQueue<>(
              (a, b) -> a[0] != b[0] ? Double.compare(b[0], a[0]) : Double.compare(b[2], a[2]));
      for (int r = 0; r < features.length; r++) {
        double distance = 0;
        for (int i = 0; i < query.length; i++) {
          double d = features[r][i] - query[i];
          distance += d * d;
        }
        if (best.size() < count) {
          best.add(new double[] {distance, life[r], r});
        } else if (distance < best.element()[0]) {
          best.poll();
          best.add(new double[] {distance, life[r], r});
        }
      }
      return best.stream().mapToDouble(c -> c[1]).average().orElseThrow();
    }
  }
}
