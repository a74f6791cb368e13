package offprint.papers.mecb;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.kernels.information.Coupling;
import offprint.kernels.information.DescendingOrder;
import offprint.kernels.table.TableWriter;
import offprint.method.Chart;

/** A joint law with the names of its variables and symbols: as heat map, table and file. */
record JointLaw(
    Coupling joint, String x, IntFunction<String> rows, String y, IntFunction<String> columns) {
  private static final int MOST_SHOWN = 30;
  private static final int MOST_ROWS = 20;

  /** The part with the most probable symbols. */
  Chart heatMap(String title) {
    List<Integer> left = heaviest(joint.rowMargin());
    List<Integer> right = heaviest(joint.columnMargin());
    int[] shown =
        IntStream.range(0, joint.size())
            .filter(c -> left.contains(joint.row(c)) && right.contains(joint.column(c)))
            .toArray();
    boolean cut = joint.rows() > MOST_SHOWN || joint.columns() > MOST_SHOWN;
    return Plot.of(title)
        .x(Chart.Axis.category(x, left.stream().map(i -> shown(rows.apply(i))).toList()))
        .y(Chart.Axis.category(y, right.stream().map(j -> shown(columns.apply(j))).toList()))
        .cells(
            "probability",
            Arrays.stream(shown).mapToDouble(c -> left.indexOf(joint.row(c))).toArray(),
            Arrays.stream(shown).mapToDouble(c -> right.indexOf(joint.column(c))).toArray(),
            Arrays.stream(shown).mapToDouble(joint::mass).toArray())
        .chart(cut ? "The %d most probable symbols of each side.".formatted(MOST_SHOWN) : "");
  }

  private static List<Integer> heaviest(double[] mass) {
    return Arrays.stream(DescendingOrder.of(mass)).limit(MOST_SHOWN).boxed().toList();
  }

  private static String shown(String name) {
    return name.isEmpty() ? "(blank)" : name;
  }

  /** The most probable cells. */
  Frame heaviest() {
    double[] mass = IntStream.range(0, joint.size()).mapToDouble(joint::mass).toArray();
    double[] given = joint.rowMargin();
    Frame frame = Frame.of(x, y, "probability", "probability given " + x);
    for (int c : Arrays.copyOf(DescendingOrder.of(mass), Math.min(MOST_ROWS, mass.length))) {
      int i = joint.row(c);
      String name = shown(rows.apply(i));
      frame.row(name, shown(columns.apply(joint.column(c))), mass[c], mass[c] / given[i]);
    }
    return frame;
  }

  /** Writes the cells that are not 0. */
  void write(Findings out, String file) throws IOException {
    double[] given = joint.rowMargin();
    String conditional = "probability_of_%s_given_%s".formatted(y, x);
    try (TableWriter cells =
        new TableWriter(out.run().create(file), x, y, "probability", conditional)) {
      for (int c = 0; c < joint.size(); c++) {
        int i = joint.row(c);
        double mass = joint.mass(c);
        cells.row(rows.apply(i), columns.apply(joint.column(c)), mass, mass / given[i]);
      }
    }
  }
}
