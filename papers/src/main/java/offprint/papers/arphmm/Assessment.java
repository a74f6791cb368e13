package offprint.papers.arphmm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import offprint.harness.Race;
import offprint.harness.Wording;
import offprint.kernels.table.TableWriter;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/**
 * Estimates of a fleet beside the truth and the baselines.
 *
 * @param truth [units], uncapped; empty where not known
 * @param baselines by name, [units]
 */
@SuppressWarnings("ArrayRecordComponent") // read once
record Assessment(
    List<RulEstimate> estimates, double[] truth, Map<String, double[]> baselines, double band) {

  boolean known() {
    return truth.length > 0;
  }

  Scores scores() {
    return Scores.of(rul(), truth);
  }

  private double[] rul() {
    return estimates.stream().mapToDouble(RulEstimate::rul).toArray();
  }

  /** Share of units whose true life lies in their band; a cap counts as "at least". */
  double coverage(double cap) {
    return IntStream.range(0, truth.length)
            .filter(
                u ->
                    estimates.get(u).low() <= Math.min(truth[u], cap)
                        && Math.min(truth[u], cap) <= estimates.get(u).high())
            .count()
        / (double) truth.length;
  }

  double meanWidth() {
    return estimates.stream().mapToDouble(e -> e.high() - e.low()).average().orElse(0);
  }

  /** Smallest RMSE of a baseline. */
  double bestBaseline() {
    return baselines.values().stream()
        .mapToDouble(b -> Scores.of(b, truth).rmse())
        .min()
        .orElse(Double.NaN);
  }

  Table scoreTable() {
    Map<String, double[]> all = new LinkedHashMap<>();
    all.put("this model", rul());
    all.put(
        "this model, simulated paths", estimates.stream().mapToDouble(RulEstimate::path).toArray());
    all.put(
        "this model, chain of regimes only",
        estimates.stream().mapToDouble(RulEstimate::phase).toArray());
    all.putAll(baselines);
    List<List<Object>> rows = new ArrayList<>();
    all.forEach(
        (name, values) -> {
          Scores s = Scores.of(values, truth);
          rows.add(List.of(name, s.rmse(), s.mae(), s.phm08(), s.late()));
        });
    return new Table(
        "Errors on %d units, truth uncapped".formatted(truth.length),
        List.of("", "RMSE", "MAE", "PHM08 score (0 is perfect)", "share too late"),
        rows);
  }

  /** The units to look at first. */
  Table urgent(int most) {
    List<List<Object>> rows = new ArrayList<>();
    IntStream.range(0, estimates.size())
        .boxed()
        .sorted((a, b) -> Double.compare(estimates.get(a).rul(), estimates.get(b).rul()))
        .limit(most)
        .forEach(
            u -> {
              RulEstimate e = estimates.get(u);
              rows.add(
                  List.of(
                      e.unit(),
                      e.time(),
                      e.rul(),
                      e.low(),
                      e.high(),
                      known() ? truth[u] : Double.NaN,
                      String.join(" ", e.flags())));
            });
    return new Table(
        "Units with the least life left",
        List.of("unit", "time", "remaining life", "low", "high", "true", "flags"),
        rows);
  }

  List<Report.Block> notes(EngineModel model) {
    List<Report.Block> notes = new ArrayList<>();
    for (String flag : List.of("short", "gap", "outside")) {
      List<String> units =
          estimates.stream()
              .filter(e -> e.flags().stream().anyMatch(f -> f.startsWith(flag)))
              .map(RulEstimate::unit)
              .toList();
      if (!units.isEmpty()) {
        notes.add(Note.warning("%s: units %s.".formatted(meaning(flag, model), some(units))));
      }
    }
    if (known() && Double.isFinite(model.cap())) {
      notes.add(
          Note.text(
              "Estimates end at the cap of %s; errors use the true lives, uncapped. The band's"
                      .formatted(shown(model.cap()))
                  + " coverage counts a longer life as the cap."));
    }
    return notes;
  }

  private static String meaning(String flag, EngineModel model) {
    return switch (flag) {
      case "short" ->
          "short: fewer than %d rows, padded in front with the first health index"
              .formatted(model.settings().skip() + 1);
      case "gap" -> "gap: missing sensor values; the last health index was carried on";
      default -> "outside: a sensor left the range of training by more than 3 standard deviations";
    };
  }

  static String some(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(10, names.size())))
        + (names.size() > 10 ? " and %d more".formatted(names.size() - 10) : "");
  }

  static String shown(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  void metrics(Map<String, Double> metrics, double cap) {
    metrics.put("units", (double) estimates.size());
    metrics.put("band_width", meanWidth());
    if (known()) {
      Scores s = scores();
      metrics.put("rmse", s.rmse());
      metrics.put("mae", s.mae());
      metrics.put("phm08", s.phm08());
      metrics.put("late_share", s.late());
      metrics.put("coverage", coverage(cap));
      if (!baselines.isEmpty()) {
        metrics.put("best_baseline_rmse", bestBaseline());
      }
    }
  }

  /** rul.csv: one row a unit. */
  void write(Run run) throws IOException {
    int regimes = estimates.getFirst().regimes().length;
    List<String> columns =
        new ArrayList<>(List.of("unit", "time", "rul", "low", "high", "path", "phase"));
    IntStream.range(0, regimes).forEach(k -> columns.add("regime" + k));
    columns.add("flags");
    if (known()) {
      columns.add("truth");
    }
    try (TableWriter file = new TableWriter(run.create("rul.csv"), columns)) {
      for (int u = 0; u < estimates.size(); u++) {
        RulEstimate e = estimates.get(u);
        List<Object> row =
            new ArrayList<>(
                List.of(e.unit(), e.time(), e.rul(), e.low(), e.high(), e.path(), e.phase()));
        for (double p : e.regimes()) {
          row.add(p);
        }
        row.add(String.join(" ", e.flags()));
        if (known()) {
          row.add(truth[u]);
        }
        file.row(row);
      }
    }
  }

  /** The unit to look at first, and the error where true lives are known. */
  String answer() {
    RulEstimate first =
        estimates.stream().min(Comparator.comparingDouble(RulEstimate::rul)).orElseThrow();
    String urgent =
        "Unit %s has the least life left: %s (%s to %s)."
            .formatted(
                first.unit(),
                Wording.number(first.rul()),
                Wording.number(first.low()),
                Wording.number(first.high()));
    if (!known()) {
      return urgent;
    }
    Race race =
        Race.error("RMSE")
            .on("On the %s with known lives".formatted(Wording.count(truth.length, "unit")));
    baselines.forEach((name, values) -> race.baseline(name, Scores.of(values, truth).rmse()));
    return baselines.isEmpty()
        ? "%s On the %s with known lives the error is %s."
            .formatted(urgent, Wording.count(truth.length, "unit"), Wording.number(scores().rmse()))
        : urgent + " " + race.own("this model", scores().rmse()).sentence();
  }
}
