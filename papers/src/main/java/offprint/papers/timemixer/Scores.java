package offprint.papers.timemixer;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import offprint.kernels.series.Errors;
import offprint.kernels.table.TableWriter;
import offprint.method.Chart;
import offprint.method.Table;

/** Errors of several models on the same windows. */
final class Scores {
  private final Map<String, Errors> errors = new LinkedHashMap<>();

  void add(String model, Errors of) {
    errors.put(model, of);
  }

  /** Error of the model whose name begins so. */
  double mse(String model) {
    return errors.entrySet().stream()
        .filter(e -> e.getKey().startsWith(model))
        .findFirst()
        .map(e -> e.getValue().mse())
        .orElseThrow(() -> new IllegalStateException("no errors of " + model));
  }

  Table table(int horizon) {
    List<List<Object>> rows = new ArrayList<>();
    errors.forEach(
        (model, e) ->
            rows.add(List.of(model, horizon, e.mse(), e.mae(), e.rmse(), e.smape(), e.mase())));
    return new Table(
        "Errors on %d windows (MSE, MAE, RMSE of z-scored values)"
            .formatted(errors.values().iterator().next().windows()),
        List.of("model", "horizon", "MSE", "MAE", "RMSE", "SMAPE %", "MASE"),
        rows);
  }

  Chart chart(String title) {
    double[] mse = errors.values().stream().mapToDouble(Errors::mse).toArray();
    return new Chart(
        title,
        Chart.Axis.category("model", List.copyOf(errors.keySet())),
        Chart.Axis.linear("mean squared error of z-scored values"),
        List.of(Chart.Series.bars("MSE", mse)),
        "Lower is better; all models on the same windows.");
  }

  /** {@code mse}, {@code mae} … of the first model, {@code mse_last_value} … of the others. */
  Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    errors.forEach(
        (model, e) -> {
          String key = model.replaceAll("[^A-Za-z]+", " ").strip().toLowerCase(Locale.ROOT);
          String suffix = metrics.isEmpty() ? "" : "_" + key.replace(' ', '_');
          metrics.put("mse" + suffix, e.mse());
          metrics.put("mae" + suffix, e.mae());
          if (suffix.isEmpty()) {
            metrics.put("rmse", e.rmse());
            metrics.put("smape", e.smape());
          }
        });
    return metrics;
  }

  void csv(int horizon, OutputStream out) throws IOException {
    try (TableWriter file =
        new TableWriter(out, "model", "horizon", "mse", "mae", "rmse", "smape", "mase")) {
      errors.forEach(
          (model, e) -> file.row(model, horizon, e.mse(), e.mae(), e.rmse(), e.smape(), e.mase()));
    }
  }
}
