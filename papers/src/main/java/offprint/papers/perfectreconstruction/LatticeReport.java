package offprint.papers.perfectreconstruction;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.information.InformationUnit;
import offprint.kernels.lattice.JointEntropies;
import offprint.kernels.lattice.PairInformation;
import offprint.kernels.lattice.Partition;
import offprint.kernels.lattice.StateLaw;
import offprint.kernels.linalg.ClassicalScaling;
import offprint.method.Chart;
import offprint.method.Report;
import offprint.method.Run;

/**
 * Report on all pairs of columns: dependencies, map, distances.
 *
 * @param pairs entropies of the columns and of their pairs
 * @param shuffled the same where each column is in a random order
 */
record LatticeReport(
    CodedTable coded,
    InformationUnit unit,
    StateLaw law,
    JointEntropies pairs,
    JointEntropies shuffled,
    Findings out) {
  private static final int MOST_PAIRS = 40;
  private static final int CIRCLE_POINTS = 120;

  static Report of(CodedTable coded, double near, InformationUnit unit, Findings out)
      throws IOException {
    Run run = out.run();
    StateLaw law = StateLaw.uniform(coded.rows());
    List<Partition> parts = coded.partitions();
    int c = parts.size();
    JointEntropies pairs =
        JointEntropies.of(parts, law, i -> run.progress(0.1 + 0.2 * i / c, "pairs of columns"));
    List<Partition> permuted =
        parts.stream()
            .map(part -> part.restrict(RandomLattice.permutation(coded.rows(), run.random())))
            .toList();
    JointEntropies shuffled =
        JointEntropies.of(permuted, law, i -> run.progress(0.3 + 0.2 * i / c, "shuffled columns"));
    return new LatticeReport(coded, unit, law, pairs, shuffled, out).build(near);
  }

  private Report build(double near) throws IOException {
    int columns = coded.columns().size();
    double rowBits = law.entropyBits(coded.whole());
    out.metric("columns", columns).metric("row_entropy_bits", rowBits);
    Inclusions inclusions = Inclusions.of(coded, law, out.run());
    int exact = inclusions.tellExact(pairs, unit, out);
    int nearly = inclusions.tellNear(near, pairs, unit, out);
    out.chart(heat()).chart(map(rowBits));
    pairTable();
    out.text(
        "Columns with many values look related by chance: the shuffled columns show what d two"
            + " columns of these laws have when nothing relates them. Common information is what"
            + " both columns agree on exactly; it is at most I and often 0 where I is not.");
    return out.answer(
        exact > 0
            ? "%s of the %d columns: one determines the other without exception; %d nearly so."
                .formatted(Wording.count(exact, "pair"), columns, nearly)
            : "No column determines another without exception; %s of the %d columns nearly do."
                .formatted(Wording.count(nearly, "pair"), columns));
  }

  private double[][] distances(int size, ToDoubleFunction<PairInformation> distance) {
    double[][] between = new double[size][size];
    int columns = coded.columns().size();
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < columns; j++) {
        between[i][j] = i == j ? 0 : distance.applyAsDouble(pairs.pair(i, j));
      }
    }
    return between;
  }

  /** Columns in the plane by Shannon distance, with the whole row X and the circle of constants. */
  private Chart map(double rowBits) {
    int c = coded.columns().size();
    double[][] distance = distances(c + 1, pair -> unit.of(pair.shannonDistanceBits()));
    for (int i = 0; i < c; i++) {
      distance[i][c] = Math.max(0, unit.of(rowBits - pairs.single(i)));
      distance[c][i] = distance[i][c];
    }
    out.run().progress(0.55, "map");
    double[][] place = ClassicalScaling.embed(distance, 2);
    double radius = unit.of(rowBits);
    double[] x = new double[CIRCLE_POINTS + 1];
    double[] low = new double[CIRCLE_POINTS + 1];
    double[] high = new double[CIRCLE_POINTS + 1];
    for (int i = 0; i <= CIRCLE_POINTS; i++) {
      double angle = Math.PI * i / CIRCLE_POINTS;
      x[i] = place[c][0] - radius * Math.cos(angle);
      low[i] = place[c][1] - radius * Math.sin(angle);
      high[i] = place[c][1] + radius * Math.sin(angle);
    }
    Plot plot =
        Plot.of("Columns around X by Shannon distance D").x(unit.label("D")).y(unit.label("D"));
    plot.points("X, the whole row", new double[] {place[c][0]}, new double[] {place[c][1]});
    for (int i : ascending(i -> -pairs.single(i))) {
      String name = coded.columns().get(i).name();
      plot.points(name, new double[] {place[i][0]}, new double[] {place[i][1]});
    }
    return plot.band("within H(X) of X; constants on the rim", x, low, high)
        .chart(
            "Near X: a column that says much about the row. Near each other: columns that say the"
                + " same. A map in the plane only approximates the distances.");
  }

  private List<Integer> ascending(ToDoubleFunction<Integer> key) {
    return IntStream.range(0, coded.columns().size())
        .boxed()
        .sorted(Comparator.comparingDouble(key))
        .toList();
  }

  /** Heat map with near columns side by side, ordered along the first axis of the map. */
  private Chart heat() {
    double[][] distance = distances(coded.columns().size(), PairInformation::rajskiDistance);
    double[][] place = ClassicalScaling.embed(distance, 1);
    List<Integer> order = ascending(i -> -place[i][0]);
    int c = order.size();
    double[] x = new double[c * c];
    double[] y = new double[c * c];
    double[] d = new double[c * c];
    for (int cell = 0; cell < c * c; cell++) {
      x[cell] = cell % c;
      y[cell] = Math.floorDiv(cell, c);
      d[cell] = distance[order.get(cell / c)][order.get(cell % c)];
    }
    Chart.Axis axis =
        Chart.Axis.category(
            "column", order.stream().map(i -> coded.columns().get(i).name()).toList());
    return Plot.of("Rajski distance d")
        .x(axis)
        .y(axis)
        .cells("d", x, y, d)
        .chart("0: each determines the other. 1: independent.");
  }

  private void pairTable() throws IOException {
    record Pair(int i, int j, PairInformation information, double meetBits, double chance) {}
    List<Pair> all = new ArrayList<>();
    List<Partition> parts = coded.partitions();
    for (int i = 0; i < parts.size(); i++) {
      out.run().progress(0.8 + 0.15 * i / parts.size(), "common information");
      for (int j = i + 1; j < parts.size(); j++) {
        double meet = law.entropyBits(parts.get(i).meet(parts.get(j)));
        double chance = shuffled.pair(i, j).rajskiDistance();
        all.add(new Pair(i, j, pairs.pair(i, j), meet, chance));
      }
    }
    Frame file = Frame.of("A", "B", "D", "d", "rho", "I", "H(meet)", "d shuffled");
    Frame rows = Frame.of(file.columns().toArray(String[]::new));
    all.forEach(p -> row(p.i, p.j, p.information, p.meetBits, p.chance, InformationUnit.BIT, file));
    all.sort(Comparator.comparingDouble(p -> p.information.rajskiDistance()));
    all.stream()
        .limit(MOST_PAIRS)
        .forEach(p -> row(p.i, p.j, p.information, p.meetBits, p.chance, unit, rows));
    if (!all.isEmpty()) {
      out.metric("least_rajski", all.getFirst().information.rajskiDistance());
    }
    out.csv("pairs.csv", file);
    out.table(
        "Nearest pairs, %d of %d; D, I, H in %s".formatted(rows.rows(), all.size(), unit.plural()),
        rows);
  }

  private void row(
      int i, int j, PairInformation p, double meet, double chance, InformationUnit in, Frame rows) {
    rows.row(
        coded.columns().get(i).name(),
        coded.columns().get(j).name(),
        in.of(p.shannonDistanceBits()),
        p.rajskiDistance(),
        p.dependence(),
        in.of(p.mutualInformationBits()),
        in.of(meet),
        chance);
  }
}
