package offprint.papers.koopmaninformation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.harness.Race;
import offprint.harness.Wording;
import offprint.method.Chart;

/**
 * Predictors judged on the same starts in held-out runs. The error after j steps is the root of the
 * mean squared error over starts and coordinates, over the range of the true states (NRMSE).
 */
final class Trial {
  /** Steps at which errors are told. */
  static final int[] TOLD = {20, 1, 5, 50};

  private final List<double[][]> runs;
  private final int horizon;
  private final String place;
  private final double range;
  private final Map<String, double[]> errors = new LinkedHashMap<>();
  private final int starts;

  /**
   * @param runs states [rows][dimension]
   * @param wanted steps; fewer where the longest run is shorter
   * @param place where the states are from, for the sentence
   */
  Trial(List<double[][]> runs, int wanted, String place) {
    this.runs = runs;
    this.place = place;
    horizon = Math.min(wanted, runs.stream().mapToInt(run -> run.length - 1).max().orElseThrow());
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[][] run : runs) {
      for (double[] state : run) {
        for (double x : state) {
          least = Math.min(least, x);
          most = Math.max(most, x);
        }
      }
    }
    range = most > least ? most - least : 1;
    starts = runs.stream().mapToInt(run -> (run.length - 1) / horizon).sum();
  }

  int horizon() {
    return horizon;
  }

  /** The error by step, from 1 [horizon]; starts are a horizon apart. */
  double[] nrmse(Predictor predictor) {
    double[] sum = new double[horizon];
    for (double[][] run : runs) {
      for (int start = 0; start + horizon < run.length; start += horizon) {
        double[][] forecast = predictor.forecast(run[start], horizon);
        for (int j = 0; j < horizon; j++) {
          double square = 0;
          for (int c = 0; c < run[start].length; c++) {
            double error = forecast[j][c] - run[start + j + 1][c];
            square += error * error;
          }
          sum[j] += square / run[start].length;
        }
      }
    }
    return Arrays.stream(sum).map(s -> Math.sqrt(s / starts) / range).toArray();
  }

  /** Judges a predictor. */
  Trial judge(Predictor predictor) {
    errors.put(predictor.name(), nrmse(predictor));
    return this;
  }

  /** The error of a judged predictor after so many steps; NaN beyond the horizon. */
  double error(String name, int steps) {
    double[] own = errors.get(name);
    return own == null || steps > horizon ? Double.NaN : own[steps - 1];
  }

  private int[] told() {
    int[] told = IntStream.of(TOLD).filter(steps -> steps <= horizon).toArray();
    return IntStream.of(told).anyMatch(steps -> steps == 20)
        ? told
        : IntStream.concat(IntStream.of(horizon), IntStream.of(told)).distinct().toArray();
  }

  /** The judged predictors but those named are baselines. */
  Race race(List<String> own) {
    int[] told = told();
    String[] names = IntStream.of(told).mapToObj(steps -> "NRMSE " + steps).toArray(String[]::new);
    Race race =
        Race.error(names[0], Arrays.copyOfRange(names, 1, names.length))
            .on(
                "After %s from %s%s"
                    .formatted(
                        Wording.count(told[0], "step"), Wording.count(starts, "start"), place));
    for (String name : errors.keySet()) {
      double[] values = IntStream.of(told).mapToDouble(steps -> error(name, steps)).toArray();
      if (own.contains(name)) {
        race.own(name, values);
      } else {
        race.baseline(name, values);
      }
    }
    return race;
  }

  /** Errors by step of all that were judged. */
  Frame frame() {
    Frame frame = Frame.of("steps", "model", "nrmse");
    errors.forEach(
        (name, own) -> {
          for (int j = 0; j < horizon; j++) {
            frame.row(j + 1, title(name), own[j]);
          }
        });
    return frame;
  }

  private static String title(String name) {
    return name.startsWith("the ") ? name.substring(4) : name;
  }

  Chart chart(String title) {
    Frame shown = Frame.of("steps", "model", "nrmse");
    List<Integer> small = new ArrayList<>();
    errors.forEach(
        (name, own) -> {
          for (int j = 0; j < horizon; j++) {
            if (own[j] < 10 && own[j] > 1e-6) {
              shown.row(j + 1, title(name), own[j]);
            } else {
              small.add(j);
            }
          }
        });
    return Plot.of(title)
        .x("steps ahead")
        .logY("NRMSE (share of the range)")
        .lines(shown, "steps", "nrmse", "model")
        .chart(
            small.isEmpty() ? "Lower is better." : "Errors below 1e-6 or above 10 are left out.");
  }
}
