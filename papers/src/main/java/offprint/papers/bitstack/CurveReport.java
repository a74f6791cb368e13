package offprint.papers.bitstack;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import offprint.harness.Wording;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/** What a curve shows, gathered on the way. */
final class CurveReport {
  private static final double MEBI = 1 << 20;

  private final StackFile file;
  private final int windows;
  private final int window;
  private final List<double[]> stairs = new ArrayList<>();
  private final List<Baselines.Result> rivals = new ArrayList<>();
  private final List<Double> beside = new ArrayList<>();
  private double uncompressed = Double.NaN;
  private StackIndex.Prefix current = new StackIndex.Prefix(0, 0, 0);

  CurveReport(StackFile file, int windows, int window) {
    this.file = file;
    this.windows = windows;
    this.window = window;
  }

  void stack(RunningModel running, double budget) throws IOException {
    long _ = running.setBudget(budget);
    current = running.loaded();
  }

  void measured(double perplexity, Run run) {
    stairs.add(new double[] {current.bytes(), current.items(), perplexity});
    run.point("BitStack", current.bytes() / MEBI, perplexity);
  }

  void uncompressed(double perplexity) {
    uncompressed = perplexity;
  }

  /**
   * @param stack perplexity of the stack in as many bytes; NaN where it has no such beginning
   */
  void rival(Baselines.Result result, double stack) {
    rivals.add(result);
    beside.add(stack);
  }

  private double bits(double bytes) {
    return 8 * (bytes - file.index().baseBytes()) / file.index().weights();
  }

  Report of(Run run) throws IOException {
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(chart());
    Table curve = curve();
    blocks.add(curve);
    if (!rivals.isEmpty()) {
      blocks.add(rivalTable());
    }
    blocks.addAll(notes());
    try (OutputStream out = run.create("curve.csv")) {
      out.write(CsvFile.of(curve));
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("minimum_bytes", (double) file.index().minimumBytes());
    metrics.put("full_bytes", (double) file.index().fullBytes());
    metrics.put("perplexity_least", stairs.getFirst()[2]);
    metrics.put("perplexity_whole", stairs.getLast()[2]);
    if (!Double.isNaN(uncompressed)) {
      metrics.put("perplexity", uncompressed);
    }
    for (int i = 0; i < rivals.size(); i++) {
      Baselines.Result rival = rivals.get(i);
      if (Double.isFinite(beside.get(i)) && rival.name().startsWith("rtn")) {
        String name = rival.name().replace(' ', '_').toLowerCase(Locale.ROOT);
        metrics.put(name, rival.perplexity());
        metrics.put("stack_at_" + name, beside.get(i));
      }
    }
    return new Report(
        "From %s to %s the perplexity falls from %s to %s%s."
            .formatted(
                StackIndex.mebibytes(stairs.getFirst()[0]),
                StackIndex.mebibytes(stairs.getLast()[0]),
                Wording.number(stairs.getFirst()[2]),
                Wording.number(stairs.getLast()[2]),
                Double.isNaN(uncompressed)
                    ? ""
                    : "; the uncompressed model has " + Wording.number(uncompressed)),
        blocks,
        metrics);
  }

  private Chart chart() {
    double[] x = stairs.stream().mapToDouble(s -> s[0] / MEBI).toArray();
    double[] y = stairs.stream().mapToDouble(s -> s[2]).toArray();
    List<Chart.Series> series = new ArrayList<>();
    series.add(Chart.Series.line("BitStack, one file", x, y));
    Map<String, List<Baselines.Result>> byName = new LinkedHashMap<>();
    for (Baselines.Result rival : rivals) {
      String family = rival.name().replaceFirst("rtn\\d ", "rtn ");
      byName.computeIfAbsent(family, _ -> new ArrayList<>()).add(rival);
    }
    byName.forEach(
        (name, results) ->
            series.add(
                Chart.Series.points(
                    name,
                    results.stream().mapToDouble(r -> r.bytes() / MEBI).toArray(),
                    results.stream().mapToDouble(Baselines.Result::perplexity).toArray())));
    if (!Double.isNaN(uncompressed)) {
      double[] ends = {x[0], x[x.length - 1]};
      double[] level = {uncompressed, uncompressed};
      series.add(Chart.Series.line("uncompressed (fp16)", ends, level).thin());
    }
    return new Chart(
        "Perplexity against memory",
        Chart.Axis.linear("MiB of weights"),
        Stairs.perplexityAxis(series),
        series,
        "The stack has a model for every budget; each rival point is a file of its own.");
  }

  private Table curve() {
    List<List<Object>> rows = new ArrayList<>();
    for (double[] stair : stairs) {
      rows.add(List.of(stair[0] / MEBI, bits(stair[0]), (int) stair[1], stair[2]));
    }
    return new Table(
        "The stack",
        List.of("MiB", "bits per projected weight", "whole blocks", "perplexity"),
        rows);
  }

  private Table rivalTable() {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < rivals.size(); i++) {
      Baselines.Result rival = rivals.get(i);
      rows.add(
          List.of(
              rival.name(),
              rival.bytes() / MEBI,
              bits((double) rival.bytes()),
              rival.perplexity(),
              beside.get(i),
              beside.get(i) / rival.perplexity()));
    }
    return new Table(
        "Rivals, and the stack in as many bytes",
        List.of("rival", "MiB", "bits per projected weight", "perplexity", "the stack's", "ratio"),
        rows);
  }

  private List<Note> notes() {
    List<Note> notes = new ArrayList<>();
    notes.add(
        Note.text(
            "%d windows of %d tokens. MiB count embeddings, norms, biases and head in fp16, scales, u, v and signs; for the rivals grids, masks and factors."
                .formatted(windows, window)));
    long worse = 0;
    double from = Double.POSITIVE_INFINITY;
    for (int i = 0; i < rivals.size(); i++) {
      if (beside.get(i) > rivals.get(i).perplexity()) {
        worse++;
        from = Math.min(from, bits((double) rivals.get(i).bytes()));
      }
    }
    if (worse > 0) {
      notes.add(
          Note.warning(
              "%d of %d rivals are better than the stack in as many bytes, the smallest at %.2f bits per weight: with room for that many bits, plain rounding may serve better."
                  .formatted(worse, rivals.size(), from)));
    }
    if (file.blocksPresent() < file.index().order().size()) {
      notes.add(file.cutNote());
    }
    return notes;
  }
}
