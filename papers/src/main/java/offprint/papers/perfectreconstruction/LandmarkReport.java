package offprint.papers.perfectreconstruction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import offprint.harness.Wording;
import offprint.kernels.information.Entropy;
import offprint.kernels.information.InformationUnit;
import offprint.kernels.lattice.StateLaw;
import offprint.kernels.table.TableWriter;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/** Landmarks against their lower bounds and against random and high-degree ones. */
final class LandmarkReport {
  private static final int MOST_LANDMARKS_SHOWN = 30;
  private static final long MOST_CELLS = 5_000_000;

  private final Readings readings;
  private final InformationUnit unit;
  private final Selection greedy;
  private final Selection degree;
  private final List<Selection> random;
  private final Run run;
  private final double nodeBits;
  private final List<Double> singles;

  LandmarkReport(
      Readings readings,
      InformationUnit unit,
      Selection greedy,
      Selection degree,
      List<Selection> random,
      Run run) {
    this.readings = readings;
    this.unit = unit;
    this.greedy = greedy;
    this.degree = degree;
    this.random = random;
    this.run = run;
    this.nodeBits = Entropy.log2(readings.nodes());
    StateLaw law = StateLaw.uniform(readings.nodes());
    this.singles =
        IntStream.range(0, readings.nodes())
            .mapToObj(
                i -> {
                  run.progress(0.95, "single landmarks");
                  return law.entropyBits(readings.sensor(i));
                })
            .sorted(Comparator.reverseOrder())
            .toList();
  }

  Report build() throws IOException {
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(chart());
    blocks.add(confused());
    blocks.add(comparison());
    blocks.add(chosen());
    blocks.addAll(readings.notes());
    blocks.add(
        Note.text(
            "The bound is the smallest number of landmarks whose single entropies can sum to H(X);"
                + " twins, nodes that no third node tells apart, ask for all but one of each class."
                + " Greedy choice is at most as good as the best choice, so the truth lies between"
                + " the larger bound and greedy."));
    write(blocks);
    return new Report(answer(), blocks, metrics());
  }

  /** Smallest m with the m largest single entropies summing to H(X). */
  private int bound() {
    double sum = 0;
    int m = 0;
    while (m < singles.size() && sum < nodeBits - Diagnosis.toleranceBits(nodeBits)) {
      sum += singles.get(m++);
    }
    return m;
  }

  private Chart chart() {
    List<Chart.Series> series = new ArrayList<>();
    series.add(curve("greedy", greedy));
    if (!readings.byDegree().isEmpty()) {
      series.add(curve("highest degree first", degree).thin());
    }
    series.add(curve("best of %d random orders".formatted(random.size()), bestRandom()).thin());
    double h = unit.of(nodeBits);
    int longest = Math.max(1, greedy.landmarks().size());
    series.add(Chart.Series.line("H(X)", new double[] {0, longest}, new double[] {h, h}).thin());
    int least = Math.max(bound(), readings.twinBound());
    series.add(
        Chart.Series.line(
                "lower bound: %d landmarks".formatted(least),
                new double[] {least, least},
                new double[] {0, h})
            .thin());
    return new Chart(
        "Joint entropy against number of landmarks",
        Chart.Axis.linear("landmarks"),
        Chart.Axis.linear("joint entropy (%s)".formatted(unit.plural())),
        series,
        "All nodes are told apart where a curve reaches H(X) = log2 of their number; curves are cut"
            + " where greedy ends.");
  }

  /** Up to the length of greedy, so that the beginning can be seen. */
  private Chart.Series curve(String name, Selection selection) {
    int length = Math.min(selection.landmarks().size(), greedy.landmarks().size());
    double[] x = new double[length + 1];
    double[] y = new double[length + 1];
    for (int k = 1; k <= length; k++) {
      x[k] = k;
      y[k] = unit.of(selection.entropyBits().get(k - 1));
    }
    return Chart.Series.line(name, x, y);
  }

  /** How many readings are still missing, on a scale that shows the end. */
  private Chart confused() {
    List<Chart.Series> series = new ArrayList<>();
    series.add(missing("greedy", greedy));
    if (!readings.byDegree().isEmpty()) {
      series.add(missing("highest degree first", degree).thin());
    }
    series.add(missing("best of %d random orders".formatted(random.size()), bestRandom()).thin());
    return new Chart(
        "Nodes less different readings",
        Chart.Axis.linear("landmarks"),
        Chart.Axis.log("nodes not yet told apart"),
        series,
        "The curve of greedy ends where nothing is missing.");
  }

  private Chart.Series missing(String name, Selection selection) {
    int length = Math.min(selection.landmarks().size(), greedy.landmarks().size());
    double[] x = new double[length];
    double[] y = new double[length];
    for (int k = 0; k < length; k++) {
      x[k] = k + 1;
      int left = readings.nodes() - selection.classes().get(k);
      y[k] = left == 0 ? Double.NaN : left;
    }
    return Chart.Series.line(name, x, y);
  }

  private Selection bestRandom() {
    return random.stream()
        .min(
            Comparator.comparingInt((Selection s) -> s.landmarks().size())
                .thenComparing(
                    Comparator.comparingInt((Selection s) -> s.classesAt(s.landmarks().size()))
                        .reversed()))
        .orElseThrow();
  }

  private Table comparison() {
    int n = readings.nodes();
    List<List<Object>> rows = new ArrayList<>();
    rows.add(List.of("bound: entropies", bound(), Double.NaN, Double.NaN, Double.NaN, Double.NaN));
    if (!readings.byDegree().isEmpty()) {
      double no = Double.NaN;
      rows.add(List.of("bound: twins", readings.twinBound(), no, no, no, no));
    }
    rows.add(row("greedy", greedy, n));
    if (!readings.byDegree().isEmpty()) {
      rows.add(row("highest degree first", degree, n));
    }
    rows.add(row("best of %d random".formatted(random.size()), bestRandom(), n));
    double mean = random.stream().mapToInt(s -> s.landmarks().size()).average().orElse(0);
    double meanClasses =
        random.stream().mapToInt(s -> s.classesAt(greedy.landmarks().size())).average().orElse(0);
    rows.add(
        List.of(
            "mean of %d random".formatted(random.size()),
            mean,
            Double.NaN,
            Double.NaN,
            meanClasses,
            Double.NaN));
    return new Table(
        "Landmarks that tell %d nodes apart".formatted(n),
        List.of(
            "choice",
            "landmarks",
            "readings",
            "left unknown (%s)".formatted(unit.plural()),
            "readings at greedy's number",
            "entropies"),
        rows);
  }

  private List<Object> row(String name, Selection s, int n) {
    int size = s.landmarks().size();
    double left = s.isComplete(n) ? 0 : unit.of(nodeBits - s.entropyBitsAt(size));
    int common = greedy.landmarks().size();
    return List.of(name, size, s.classesAt(size), left, s.classesAt(common), s.evaluations());
  }

  private Table chosen() {
    List<List<Object>> rows = new ArrayList<>();
    for (int k = 0; k < Math.min(MOST_LANDMARKS_SHOWN, greedy.landmarks().size()); k++) {
      rows.add(
          List.of(
              k + 1,
              readings.name(greedy.landmarks().get(k)),
              unit.of(greedy.entropyBits().get(k)),
              greedy.classes().get(k)));
    }
    return new Table(
        "First landmarks chosen",
        List.of("", "node", "joint entropy (%s)".formatted(unit.plural()), "different readings"),
        rows);
  }

  private void write(List<Report.Block> blocks) throws IOException {
    try (TableWriter file =
        new TableWriter(
            run.create("landmarks.csv"),
            List.of("order", "node", "joint_entropy_bits", "readings"))) {
      for (int k = 0; k < greedy.landmarks().size(); k++) {
        String node = readings.name(greedy.landmarks().get(k));
        file.row(List.of(k + 1, node, greedy.entropyBits().get(k), greedy.classes().get(k)));
      }
    }
    long cells = (long) readings.nodes() * greedy.landmarks().size();
    if (cells > MOST_CELLS) {
      blocks.add(
          Note.notice(
              "addresses.csv was not written: it would have %d cells, at most %d."
                  .formatted(cells, MOST_CELLS)));
      return;
    }
    List<String> header = new ArrayList<>(List.of("node"));
    greedy.landmarks().forEach(landmark -> header.add(readings.name(landmark)));
    try (TableWriter file = new TableWriter(run.create("addresses.csv"), header)) {
      for (int i = 0; i < readings.nodes(); i++) {
        run.progress(0.98, "addresses");
        List<Object> line = new ArrayList<>(List.of(readings.name(i)));
        for (int landmark : greedy.landmarks()) {
          int reading = readings.reading(landmark, i);
          line.add(reading < 0 ? "unreachable" : reading);
        }
        file.row(line);
      }
    }
  }

  private Map<String, Double> metrics() {
    int size = greedy.landmarks().size();
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("nodes", (double) readings.nodes());
    metrics.put("node_entropy_bits", nodeBits);
    metrics.put("best_single_bits", singles.getFirst());
    metrics.put("bound", (double) bound());
    metrics.put("twin_bound", (double) readings.twinBound());
    metrics.put("greedy_landmarks", (double) size);
    metrics.put("greedy_readings", (double) greedy.classesAt(size));
    metrics.put(
        "greedy_deficit_bits",
        greedy.isComplete(readings.nodes()) ? 0 : nodeBits - greedy.entropyBitsAt(size));
    metrics.put("greedy_evaluations", (double) greedy.evaluations());
    metrics.put("degree_landmarks", (double) degree.landmarks().size());
    metrics.put("random_best_landmarks", (double) bestRandom().landmarks().size());
    return metrics;
  }

  private String answer() {
    int found = greedy.landmarks().size();
    double missing = nodeBits - (found == 0 ? 0 : greedy.entropyBits().getLast());
    int least = Math.max(bound(), readings.twinBound());
    return missing <= Diagnosis.toleranceBits(nodeBits)
        ? "%s tell all %,d nodes apart by their hop counts; no fewer than %d can."
            .formatted(Wording.count(found, "landmark"), readings.nodes(), least)
        : "%s leave %s of %s bits about the node unknown; telling all %,d nodes apart takes at least %d."
            .formatted(
                Wording.count(found, "landmark"),
                Wording.number(missing),
                Wording.number(nodeBits),
                readings.nodes(),
                least);
  }
}
