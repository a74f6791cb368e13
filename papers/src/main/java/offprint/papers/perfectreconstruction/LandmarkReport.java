package offprint.papers.perfectreconstruction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.information.Entropy;
import offprint.kernels.information.InformationUnit;
import offprint.kernels.lattice.StateLaw;
import offprint.kernels.table.TableWriter;
import offprint.method.Report;

/**
 * Landmarks against their lower bounds and against random and high-degree ones.
 *
 * @param shown greedy and the choices to compare it with, by name
 * @param nodeBits H(X)
 * @param bound smallest m with the m largest single entropies summing to H(X)
 */
record LandmarkReport(
    Readings readings,
    InformationUnit unit,
    Selection greedy,
    Map<String, Selection> shown,
    double nodeBits,
    int bound,
    Findings out) {
  private static final int MOST_LANDMARKS_SHOWN = 30;
  private static final long MOST_CELLS = 5_000_000;

  static Report of(
      Readings readings,
      InformationUnit unit,
      Selection greedy,
      Selection degree,
      List<Selection> random,
      Findings out)
      throws IOException {
    int n = readings.nodes();
    StateLaw law = StateLaw.uniform(n);
    List<Double> singles = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      out.run().progress(0.95, "single landmarks");
      singles.add(law.entropyBits(readings.sensor(i)));
    }
    double nodeBits = Entropy.log2(n);
    int bound = Math.min(n, Diagnosis.fewest(singles, nodeBits));
    Selection best =
        random.stream()
            .min(
                Comparator.comparingInt(Selection::size)
                    .thenComparingInt(s -> -s.classesAt(s.size())))
            .orElseThrow();
    Map<String, Selection> shown = new LinkedHashMap<>();
    shown.put("greedy", greedy);
    if (!readings.byDegree().isEmpty()) {
      shown.put("highest degree first", degree);
    }
    shown.put("best of %d random orders".formatted(random.size()), best);
    out.metric("nodes", n)
        .metric("node_entropy_bits", nodeBits)
        .metric("best_single_bits", singles.stream().max(Comparator.naturalOrder()).orElse(0.0))
        .metric("bound", bound)
        .metric("twin_bound", readings.twinBound())
        .metric("greedy_landmarks", greedy.size())
        .metric("greedy_readings", greedy.classesAt(greedy.size()))
        .metric("greedy_deficit_bits", greedy.missingBits(n))
        .metric("greedy_evaluations", (double) greedy.evaluations())
        .metric("degree_landmarks", degree.size())
        .metric("random_best_landmarks", best.size());
    return new LandmarkReport(readings, unit, greedy, shown, nodeBits, bound, out).build(random);
  }

  private Report build(List<Selection> random) throws IOException {
    chosen();
    charts();
    comparison(random);
    out.text(
        "The bound is the smallest number of landmarks whose single entropies can sum to H(X);"
            + " twins, nodes that no third node tells apart, ask for all but one of each class."
            + " Greedy choice is at most as good as the best choice, so the truth lies between the"
            + " larger bound and greedy.");
    addresses();
    String landmarks = Wording.count(greedy.size(), "landmark");
    return out.answer(
        greedy.missingBits(readings.nodes()) <= Diagnosis.toleranceBits(nodeBits)
            ? "%s tell all %,d nodes apart by their hop counts; no fewer than %d can."
                .formatted(landmarks, readings.nodes(), least())
            : "%s leave %s of %s bits about the node unknown; telling all %,d nodes apart takes at least %d."
                .formatted(
                    landmarks,
                    Wording.number(greedy.missingBits(readings.nodes())),
                    Wording.number(nodeBits),
                    readings.nodes(),
                    least()));
  }

  private int least() {
    return Math.max(bound, readings.twinBound());
  }

  /** Up to the length of greedy, so that the beginning can be seen. */
  private void charts() {
    Plot joint =
        Plot.of("Joint entropy against number of landmarks")
            .x("landmarks")
            .y(unit.label("joint entropy"));
    Plot missing =
        Plot.of("Nodes less different readings").x("landmarks").logY("nodes not yet told apart");
    shown.forEach(
        (name, choice) -> {
          int length = Math.min(choice.size(), greedy.size());
          double[] x = Plot.positions(length + 1);
          double[] bits =
              IntStream.rangeClosed(0, length)
                  .mapToDouble(k -> unit.of(choice.entropyBitsAt(k)))
                  .toArray();
          double[] left =
              IntStream.rangeClosed(0, length)
                  .mapToDouble(k -> readings.nodes() - choice.classesAt(k))
                  .toArray();
          if (choice.equals(greedy)) {
            joint.line(name, x, bits);
            missing.line(name, x, left);
          } else {
            joint.thinLine(name, x, bits);
            missing.thinLine(name, x, left);
          }
        });
    double h = unit.of(nodeBits);
    double[] least = {least(), least()};
    out.chart(
        joint
            .function("H(X)", 0, Math.max(1, greedy.size()), 2, _ -> h)
            .thinLine("lower bound: %d landmarks".formatted(least()), least, new double[] {0, h})
            .chart(
                "All nodes are told apart where a curve reaches H(X) = log2 of their number; curves"
                    + " are cut where greedy ends."));
    out.chart(missing.chart("The curve of greedy ends where nothing is missing."));
  }

  private void comparison(List<Selection> random) {
    double no = Double.NaN;
    Frame rows =
        Frame.of(
            "choice",
            "landmarks",
            "readings",
            unit.label("left unknown"),
            "readings at greedy's number",
            "entropies");
    rows.row("bound: entropies", bound, no, no, no, no);
    if (!readings.byDegree().isEmpty()) {
      rows.row("bound: twins", readings.twinBound(), no, no, no, no);
    }
    shown.forEach(
        (name, s) ->
            rows.row(
                name,
                s.size(),
                s.classesAt(s.size()),
                unit.of(s.missingBits(readings.nodes())),
                s.classesAt(greedy.size()),
                s.evaluations()));
    double mean = random.stream().mapToInt(Selection::size).average().orElse(0);
    double classes = random.stream().mapToInt(s -> s.classesAt(greedy.size())).average().orElse(0);
    rows.row("mean of %d random orders".formatted(random.size()), mean, no, no, classes, no);
    out.table("Landmarks that tell %d nodes apart".formatted(readings.nodes()), rows);
  }

  private void chosen() throws IOException {
    Frame all = Frame.of("order", "node", "joint_entropy_bits", "readings");
    Frame rows = Frame.of("order", "node", unit.label("joint entropy"), "different readings");
    for (int k = 1; k <= greedy.size(); k++) {
      String node = readings.name(greedy.landmarks().get(k - 1));
      all.row(k, node, greedy.entropyBitsAt(k), greedy.classesAt(k));
      rows.row(k, node, unit.of(greedy.entropyBitsAt(k)), greedy.classesAt(k));
    }
    out.table("First landmarks chosen", rows.first(MOST_LANDMARKS_SHOWN));
    out.csv("landmarks.csv", all);
  }

  private void addresses() throws IOException {
    long cells = (long) readings.nodes() * greedy.size();
    if (cells > MOST_CELLS) {
      out.assumed(
          "addresses.csv was not written: it would have %d cells, at most %d."
              .formatted(cells, MOST_CELLS));
      return;
    }
    List<String> header = new ArrayList<>(List.of("node"));
    greedy.landmarks().forEach(landmark -> header.add(readings.name(landmark)));
    try (TableWriter file = new TableWriter(out.run().create("addresses.csv"), header)) {
      for (int i = 0; i < readings.nodes(); i++) {
        out.run().progress(0.98, "addresses");
        List<Object> line = new ArrayList<>(List.of(readings.name(i)));
        for (int landmark : greedy.landmarks()) {
          int reading = readings.reading(landmark, i);
          line.add(reading < 0 ? "unreachable" : reading);
        }
        file.row(line);
      }
    }
  }
}
