package offprint.papers.mecb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import offprint.kernels.information.Coupling;
import offprint.kernels.information.DescendingOrder;
import offprint.method.Chart;

/** The part of a joint law with the most probable symbols, as a heat map. */
final class HeatMap {
  private static final int MOST = 30;

  private HeatMap() {}

  static Chart of(
      String title,
      Coupling joint,
      String x,
      IntFunction<String> row,
      String y,
      IntFunction<String> column) {
    int[] rows = ranks(joint.rowMargin());
    int[] columns = ranks(joint.columnMargin());
    List<double[]> cells = new ArrayList<>();
    for (int c = 0; c < joint.size(); c++) {
      int i = rows[joint.row(c)];
      int j = columns[joint.column(c)];
      if (i < MOST && j < MOST) {
        cells.add(new double[] {i, j, joint.mass(c)});
      }
    }
    boolean cut = joint.rows() > MOST || joint.columns() > MOST;
    return new Chart(
        title,
        Chart.Axis.category(x, names(rows, row)),
        Chart.Axis.category(y, names(columns, column)),
        List.of(Chart.Series.cells("probability", part(cells, 0), part(cells, 1), part(cells, 2))),
        cut ? "The %d most probable symbols of each side.".formatted(MOST) : "");
  }

  private static int[] ranks(double[] mass) {
    int[] order = DescendingOrder.of(mass);
    int[] rank = new int[order.length];
    for (int r = 0; r < order.length; r++) {
      rank[order[r]] = r;
    }
    return rank;
  }

  private static List<String> names(int[] rank, IntFunction<String> name) {
    String[] names = new String[Math.min(MOST, rank.length)];
    for (int i = 0; i < rank.length; i++) {
      if (rank[i] < MOST) {
        names[rank[i]] = name.apply(i);
      }
    }
    return Arrays.asList(names);
  }

  private static double[] part(List<double[]> cells, int index) {
    return cells.stream().mapToDouble(c -> c[index]).toArray();
  }
}
