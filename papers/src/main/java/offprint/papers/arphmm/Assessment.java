package offprint.papers.arphmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Race;
import offprint.harness.Wording;
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

  private static final int URGENT = 15;

  boolean known() {
    return truth.length > 0;
  }

  Scores scores() {
    return Scores.of(rul(), truth);
  }

  private double[] rul() {
    return values(RulEstimate::rul);
  }

  private double[] values(ToDoubleFunction<RulEstimate> value) {
    return estimates.stream().mapToDouble(value).toArray();
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

  /** Shows errors where lives are known, and the units to look at first. */
  void show(Findings out) {
    if (known()) {
      out.table(scoreTable());
    }
    out.table(urgent());
  }

  Table scoreTable() {
    Map<String, double[]> all = new LinkedHashMap<>(baselines);
    all.put("this model, chain of regimes only", values(RulEstimate::phase));
    all.put("this model, simulated paths", values(RulEstimate::path));
    all.put("this model", rul());
    Frame rows = Frame.of("method", "RMSE", "MAE", "PHM08", "late");
    all.forEach(
        (name, values) -> {
          Scores s = Scores.of(values, truth);
          rows.row(name, s.rmse(), s.mae(), s.phm08(), s.late());
        });
    return rows.table(
        "Errors on %d units, truth uncapped".formatted(truth.length),
        "method",
        "RMSE",
        "MAE",
        "PHM08=PHM08 score (0 is perfect)",
        "late=share too late");
  }

  private Table urgent() {
    Frame rows = Frame.of("unit", "time", "remaining life", "low", "high", "true", "flags");
    IntStream.range(0, estimates.size())
        .boxed()
        .sorted(Comparator.comparingDouble(u -> estimates.get(u).rul()))
        .limit(URGENT)
        .forEach(
            u -> {
              RulEstimate e = estimates.get(u);
              rows.row(
                  e.unit(),
                  e.time(),
                  e.rul(),
                  e.low(),
                  e.high(),
                  known() ? truth[u] : Double.NaN,
                  String.join(" ", e.flags()));
            });
    return rows.table("Units with the least life left");
  }

  /** Warns of units that are short, have gaps or lie outside the range of the training data. */
  void warn(Findings out, EngineModel model) {
    for (String flag : List.of("short", "gap", "outside")) {
      List<String> units =
          estimates.stream()
              .filter(e -> e.flags().stream().anyMatch(f -> f.startsWith(flag)))
              .map(RulEstimate::unit)
              .toList();
      if (!units.isEmpty()) {
        out.warning("%s: units %s.".formatted(meaning(flag, model), Wording.list(units, 10)));
      }
    }
    if (known() && Double.isFinite(model.cap())) {
      out.text(
          "Estimates end at the cap of %s; errors use the true lives, uncapped. The band's"
                  .formatted(Wording.number(model.cap()))
              + " coverage counts a longer life as the cap.");
    }
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

  void metrics(Findings out, double cap) {
    out.metric("units", estimates.size()).metric("band_width", meanWidth());
    if (known()) {
      Scores s = scores();
      out.metric("rmse", s.rmse())
          .metric("mae", s.mae())
          .metric("phm08", s.phm08())
          .metric("late_share", s.late())
          .metric("coverage", coverage(cap));
      if (!baselines.isEmpty()) {
        out.metric("best_baseline_rmse", bestBaseline());
      }
    }
  }

  /** One row a unit: estimate, band, law of the regime, flags, and the truth where known. */
  Frame frame() {
    List<String> columns =
        new ArrayList<>(List.of("unit", "time", "rul", "low", "high", "path", "phase"));
    IntStream.range(0, estimates.getFirst().regimes().length)
        .forEach(k -> columns.add("regime" + k));
    columns.add("flags");
    if (known()) {
      columns.add("truth");
    }
    Frame frame = Frame.of(columns.toArray(String[]::new));
    for (int u = 0; u < estimates.size(); u++) {
      RulEstimate e = estimates.get(u);
      List<Object> row =
          new ArrayList<>(
              List.of(e.unit(), e.time(), e.rul(), e.low(), e.high(), e.path(), e.phase()));
      Arrays.stream(e.regimes()).forEach(row::add);
      row.add(String.join(" ", e.flags()));
      if (known()) {
        row.add(truth[u]);
      }
      frame.row(row.toArray());
    }
    return frame;
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
    return baselines.isEmpty()
        ? "%s On the %s with known lives the error is %s."
            .formatted(urgent, Wording.count(truth.length, "unit"), Wording.number(scores().rmse()))
        : urgent + " " + race().sentence();
  }

  /** The model against the baselines, by the root mean square of the errors. */
  Race race() {
    Race race =
        Race.error("RMSE")
            .on("On the %s with known lives".formatted(Wording.count(truth.length, "unit")));
    baselines.forEach((name, values) -> race.baseline(name, Scores.of(values, truth).rmse()));
    return race.own("this model", scores().rmse());
  }
}
