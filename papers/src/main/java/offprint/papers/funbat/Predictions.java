package offprint.papers.funbat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import offprint.harness.Frame;

/** Predicted values of rows, in the units of the data. */
final class Predictions {
  private static final double DAY = 86_400_000;

  private final Frame frame;

  /**
   * @param value name of the predicted column
   */
  Predictions(List<String> modes, String value) {
    List<String> columns = new ArrayList<>(modes);
    columns.addAll(List.of(value + " measured", "predicted", "sd", "low 90 %", "high 90 %"));
    frame = Frame.of(columns.toArray(String[]::new));
  }

  /**
   * Adds rows; the interval is that of one measurement, noise included, the standard deviation that
   * of the function.
   *
   * @return the predicted values
   */
  double[] add(Rows rows, Posterior posterior, Scaling scaling) {
    Posterior.Prediction at = posterior.predict(scaling.scaled(rows.coordinates()));
    double[] predicted = new double[rows.count()];
    for (int n = 0; n < rows.count(); n++) {
      List<Object> cells = new ArrayList<>();
      for (int k = 0; k < rows.modes().size(); k++) {
        cells.add(index(rows, k, n));
      }
      predicted[n] = scaling.value(at.mean()[n]);
      double half =
          Scores.NORMAL90 * scaling.deviation() * Math.sqrt(at.variance()[n] + posterior.noise());
      cells.add(rows.values()[n]);
      cells.add(predicted[n]);
      cells.add(scaling.deviation() * Math.sqrt(at.variance()[n]));
      cells.add(predicted[n] - half);
      cells.add(predicted[n] + half);
      frame.row(cells.toArray());
    }
    return predicted;
  }

  private static Object index(Rows rows, int mode, int row) {
    double x = rows.coordinates()[mode][row];
    if (!rows.dates()[mode]) {
      return x;
    }
    String time =
        Instant.ofEpochMilli(rows.origins()[mode] + Math.round(x * DAY))
            .atOffset(ZoneOffset.UTC)
            .toLocalDateTime()
            .toString();
    return time.endsWith("T00:00") ? time.substring(0, 10) : time;
  }

  Frame frame() {
    return frame;
  }
}
