package offprint.papers.perfectreconstruction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.harness.Wording;
import offprint.kernels.information.InformationUnit;
import offprint.kernels.lattice.JointEntropies;
import offprint.kernels.lattice.PairInformation;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.StateLaw;
import offprint.kernels.linalg.ClassicalScaling;
import offprint.kernels.table.TableWriter;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/** All pairs of columns: map, matrices, and who determines whom. */
final class LatticeReport {
  private static final int MOST_PAIRS = 40;
  private static final int CIRCLE_POINTS = 120;

  private final CodedTable coded;
  private final double near;
  private final InformationUnit unit;
  private final Run run;
  private final List<String> names;
  private final StateLaw law;
  private final JointEntropies pairs;
  private final JointEntropies shuffled;
  private final Partition whole;

  LatticeReport(CodedTable coded, double near, InformationUnit unit, Run run) {
    this.coded = coded;
    this.near = near;
    this.unit = unit;
    this.run = run;
    this.names = coded.names();
    this.law = StateLaw.uniform(coded.rows());
    List<Partition> parts = coded.partitions();
    int c = parts.size();
    this.pairs =
        JointEntropies.of(parts, law, i -> run.progress(0.1 + 0.2 * i / c, "pairs of columns"));
    List<Partition> permuted =
        parts.stream().map(part -> part.restrict(permutation(run.random()))).toList();
    this.shuffled =
        JointEntropies.of(permuted, law, i -> run.progress(0.3 + 0.2 * i / c, "shuffled columns"));
    this.whole = coded.whole();
  }

  private int[] permutation(RandomGenerator random) {
    int[] order = IntStream.range(0, coded.rows()).toArray();
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }

  Report build() throws IOException {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("columns", (double) names.size());
    metrics.put("row_entropy_bits", law.entropyBits(whole));
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(heat());
    blocks.add(map());
    Inclusions inclusions = new Inclusions(coded, law, pairs, near, unit, run);
    blocks.addAll(inclusions.blocks(metrics));
    blocks.add(pairTable(metrics));
    blocks.addAll(coded.notes());
    blocks.add(
        Note.text(
            "Columns with many values look related by chance: the shuffled columns show what d two"
                + " columns of these laws have when nothing relates them. Common information is"
                + " what both columns agree on exactly; it is at most I and often 0 where I is"
                + " not."));
    return new Report(answer(metrics), blocks, metrics);
  }

  /** Columns in the plane by Shannon distance, with the whole row X and the circle of constants. */
  private Chart map() {
    int c = names.size();
    double[][] distance = new double[c + 1][c + 1];
    for (int i = 0; i < c; i++) {
      for (int j = 0; j < c; j++) {
        distance[i][j] = unit.of(i == j ? 0 : pairs.pair(i, j).shannonDistanceBits());
      }
      double toWhole = unit.of(law.entropyBits(whole) - pairs.single(i));
      distance[i][c] = Math.max(0, toWhole);
      distance[c][i] = distance[i][c];
    }
    run.progress(0.55, "map");
    double[][] place = ClassicalScaling.embed(distance, 2);
    List<Chart.Series> series = new ArrayList<>();
    double radius = unit.of(law.entropyBits(whole));
    double[] x = new double[CIRCLE_POINTS + 1];
    double[] low = new double[CIRCLE_POINTS + 1];
    double[] high = new double[CIRCLE_POINTS + 1];
    for (int i = 0; i <= CIRCLE_POINTS; i++) {
      double angle = Math.PI * i / CIRCLE_POINTS;
      x[i] = place[c][0] - radius * Math.cos(angle);
      low[i] = place[c][1] - radius * Math.sin(angle);
      high[i] = place[c][1] + radius * Math.sin(angle);
    }
    series.add(Chart.Series.points("X, the whole row", at(place[c][0]), at(place[c][1])));
    for (int i : order()) {
      series.add(Chart.Series.points(names.get(i), at(place[i][0]), at(place[i][1])));
    }
    series.add(Chart.Series.band("within H(X) of X; constants on the rim", x, low, high));
    return new Chart(
        "Columns around X by Shannon distance D",
        Chart.Axis.linear("D (%s)".formatted(unit.plural())),
        Chart.Axis.linear("D (%s)".formatted(unit.plural())),
        series,
        "Near X: a column that says much about the row. Near each other: columns that say the same."
            + " A map in the plane only approximates the distances.");
  }

  private static double[] at(double value) {
    return new double[] {value};
  }

  /** Columns from the most to the least entropy. */
  private int[] order() {
    return IntStream.range(0, names.size())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -pairs.single(i)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Columns that are near each other are put side by side, along the first axis of a map. */
  private Chart heat() {
    int[] order = seriation();
    int c = order.length;
    double[] x = new double[c * c];
    double[] y = new double[c * c];
    double[] d = new double[c * c];
    for (int i = 0; i < c; i++) {
      for (int j = 0; j < c; j++) {
        x[i * c + j] = j;
        y[i * c + j] = i;
        d[i * c + j] = i == j ? 0 : pairs.pair(order[i], order[j]).rajskiDistance();
      }
    }
    List<String> labels = Arrays.stream(order).mapToObj(names::get).toList();
    return new Chart(
        "Rajski distance d",
        Chart.Axis.category("column", labels),
        Chart.Axis.category("column", labels),
        List.of(Chart.Series.cells("d", x, y, d)),
        "0: each determines the other. 1: independent.");
  }

  private int[] seriation() {
    int c = names.size();
    double[][] distance = new double[c][c];
    for (int i = 0; i < c; i++) {
      for (int j = 0; j < c; j++) {
        distance[i][j] = i == j ? 0 : pairs.pair(i, j).rajskiDistance();
      }
    }
    double[][] place = ClassicalScaling.embed(distance, 1);
    return IntStream.range(0, c)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -place[i][0]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private Table pairTable(Map<String, Double> metrics) throws IOException {
    record Pair(int i, int j, PairInformation information, double meetBits, double chance) {}
    List<Pair> all = new ArrayList<>();
    List<Partition> parts = coded.partitions();
    for (int i = 0; i < parts.size(); i++) {
      run.progress(0.8 + 0.15 * i / parts.size(), "common information");
      for (int j = i + 1; j < parts.size(); j++) {
        double meet = law.entropyBits(parts.get(i).meet(parts.get(j)));
        double chance = shuffled.pair(i, j).rajskiDistance();
        all.add(new Pair(i, j, pairs.pair(i, j), meet, chance));
      }
    }
    List<String> header = List.of("A", "B", "D", "d", "rho", "I", "H(meet)", "d shuffled");
    try (TableWriter file = new TableWriter(run.create("pairs.csv"), header)) {
      for (Pair pair : all) {
        PairInformation p = pair.information;
        file.row(
            List.of(
                names.get(pair.i),
                names.get(pair.j),
                p.shannonDistanceBits(),
                p.rajskiDistance(),
                p.dependence(),
                p.mutualInformationBits(),
                pair.meetBits,
                pair.chance));
      }
    }
    all.sort(Comparator.comparingDouble(p -> p.information.rajskiDistance()));
    all.stream()
        .findFirst()
        .ifPresent(p -> metrics.put("least_rajski", p.information.rajskiDistance()));
    List<List<Object>> rows = new ArrayList<>();
    for (Pair pair : all.subList(0, Math.min(MOST_PAIRS, all.size()))) {
      PairInformation p = pair.information;
      rows.add(
          List.of(
              names.get(pair.i),
              names.get(pair.j),
              unit.of(p.shannonDistanceBits()),
              p.rajskiDistance(),
              p.dependence(),
              unit.of(p.mutualInformationBits()),
              unit.of(pair.meetBits),
              pair.chance));
    }
    return new Table(
        "Nearest pairs, %d of %d; D, I, H in %s".formatted(rows.size(), all.size(), unit.plural()),
        header,
        rows);
  }

  private String answer(Map<String, Double> metrics) {
    double exact = metrics.getOrDefault("exact_inclusions", 0.0);
    double close = metrics.getOrDefault("near_inclusions", 0.0);
    return exact > 0
        ? "%s of the %d columns: one determines the other without exception; %s nearly so."
            .formatted(Wording.count((long) exact, "pair"), names.size(), Wording.number(close))
        : "No column determines another without exception; %s of the %d columns nearly do."
            .formatted(Wording.count((long) close, "pair"), names.size());
  }
}
