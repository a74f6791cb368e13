package offprint.papers.perfectreconstruction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import offprint.harness.Wording;
import offprint.kernels.information.InformationUnit;
import offprint.kernels.lattice.JointEntropies;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.StateLaw;
import offprint.kernels.table.TableWriter;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/** Every column in turn as target: which others determine it. */
final class Dependencies {
  private static final int MOST_SETS_SHOWN = 3;

  private final Keys.Params params;
  private final CodedTable coded;
  private final Run run;
  private final InformationUnit unit;
  private final List<List<Object>> rows = new ArrayList<>();
  private final List<Double> unknown = new ArrayList<>();
  private final List<Double> entropies = new ArrayList<>();
  private long sets;
  private long counted;
  private long determined;

  Dependencies(Keys.Params params, CodedTable coded, Run run) {
    this.params = params;
    this.coded = coded;
    this.run = run;
    this.unit = params.unit();
  }

  Report report() throws IOException {
    List<Partition> parts = coded.partitions();
    if (parts.size() < 2) {
      throw new IllegalArgumentException(
          "columns must name at least 2 where target is *: got " + parts.size());
    }
    StateLaw law = StateLaw.uniform(coded.rows());
    List<Note> notes = new ArrayList<>(coded.notes());
    try (TableWriter file =
        new TableWriter(
            run.create("dependencies.csv"),
            List.of("target", "columns", "size", "support", "residual_bits", "error"))) {
      for (int t = 0; t < parts.size(); t++) {
        target(t, parts, law, notes, file);
      }
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("columns", (double) parts.size());
    metrics.put("determined_columns", (double) determined);
    metrics.put("sets", (double) sets);
    metrics.put("sets_counted", (double) counted);
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(chart());
    blocks.add(
        new Table(
            "Which columns determine which",
            List.of(
                "column",
                "H (%s)".formatted(unit.plural()),
                "sets",
                "smallest sets",
                "support (rows)",
                "nearest set",
                "unknown (%s)".formatted(unit.plural()),
                "error"),
            rows));
    notes.add(
        Note.text(
            "%d sets were decided, %d of them by counting rows. Support is that of the first set listed."
                .formatted(sets, counted)));
    blocks.addAll(notes);
    return new Report(
        "%d of %s are determined by others, by sets of up to %s."
            .formatted(
                determined,
                Wording.count(parts.size(), "column"),
                Wording.count(params.maxSize(), "column")),
        blocks,
        metrics);
  }

  private void target(
      int t, List<Partition> parts, StateLaw law, List<Note> notes, TableWriter file) {
    Partition goal = parts.get(t);
    String name = coded.columns().get(t).name();
    if (goal.blocks() == 1) {
      notes.add(Note.notice("Column %s has one value only; nothing is needed.".formatted(name)));
      return;
    }
    Rules.eps(params.eps(), params.criterion(), goal, law);
    int[] others = IntStream.range(0, parts.size()).filter(c -> c != t).toArray();
    List<Partition> candidates = IntStream.of(others).mapToObj(parts::get).toList();
    JointEntropies pairs =
        JointEntropies.of(
            candidates, law, _ -> run.progress((double) t / parts.size(), "pairs for " + name));
    double all = KeySearch.sets(others.length, params.maxSize());
    KeySearch.Outcome outcome =
        KeySearch.run(
            new KeySearch.Task(
                candidates,
                pairs,
                goal,
                law,
                params.maxSize(),
                params.criterion(),
                params.eps(),
                true),
            done -> run.progress((t + done / all) / parts.size(), "sets for " + name));
    sets += outcome.counts().sets();
    counted += outcome.counts().exact();
    determined += outcome.keys().isEmpty() ? 0 : 1;
    for (KeySearch.Found key : outcome.keys()) {
      file.row(
          List.of(
              name,
              names(key, others),
              key.columns().size(),
              law.states() - key.blocks(),
              key.residual().residualBits(),
              key.residual().errorMass()));
    }
    show(name, goal, law, others, outcome);
  }

  private void show(
      String name, Partition goal, StateLaw law, int[] others, KeySearch.Outcome outcome) {
    List<KeySearch.Found> smallest =
        outcome.keys().stream()
            .sorted(
                Comparator.comparingInt((KeySearch.Found f) -> f.columns().size())
                    .thenComparingLong(KeySearch.Found::blocks))
            .limit(MOST_SETS_SHOWN)
            .toList();
    KeySearch.Found nearest =
        outcome.nearest().stream()
            .min(Comparator.comparingDouble(f -> f.residual().residualBits()))
            .orElse(null);
    double left = nearest == null ? law.entropyBits(goal) : nearest.residual().residualBits();
    unknown.add(left);
    entropies.add(law.entropyBits(goal));
    rows.add(
        List.of(
            name,
            unit.of(law.entropyBits(goal)),
            outcome.keys().size(),
            smallest.isEmpty()
                ? "none"
                : smallest.stream()
                    .map(key -> "{%s}".formatted(names(key, others)))
                    .collect(Collectors.joining(" ")),
            smallest.isEmpty() ? Double.NaN : law.states() - smallest.getFirst().blocks(),
            nearest == null ? "none counted" : "{%s}".formatted(names(nearest, others)),
            unit.of(left),
            nearest == null ? Double.NaN : nearest.residual().errorMass()));
  }

  private String names(KeySearch.Found key, int[] others) {
    return key.columns().stream()
        .map(c -> coded.columns().get(others[c]).name())
        .collect(Collectors.joining(", "));
  }

  private Chart chart() {
    List<String> names = rows.stream().map(row -> (String) row.getFirst()).toList();
    return new Chart(
        "What up to %d other columns leave unknown".formatted(params.maxSize()),
        Chart.Axis.category("column", names.isEmpty() ? List.of("none") : names),
        Chart.Axis.linear("entropy (%s)".formatted(unit.plural())),
        List.of(
            Chart.Series.bars("H(column)", entropies.stream().mapToDouble(unit::of).toArray()),
            Chart.Series.bars(
                "unknown given the nearest set", unknown.stream().mapToDouble(unit::of).toArray())),
        "No second bar: the other columns determine this one.");
  }
}
