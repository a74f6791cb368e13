package offprint.kernels.information;

import java.util.Arrays;

/**
 * A joint distribution of two finite variables, kept as its nonzero cells: {@code mass[c]} lies in
 * row {@code row[c]}, column {@code column[c]}; no cell occurs twice.
 */
public final class Coupling {
  private final int rows;
  private final int columns;
  private final int[] row;
  private final int[] column;
  private final double[] mass;

  /** Takes the arrays, each as long as there are cells, without copying. */
  public Coupling(int rows, int columns, int[] row, int[] column, double[] mass) {
    if (row.length != mass.length || column.length != mass.length) {
      throw new IllegalArgumentException(
          "row, column and mass must be equally long: got %d, %d, %d"
              .formatted(row.length, column.length, mass.length));
    }
    this.rows = rows;
    this.columns = columns;
    this.row = row;
    this.column = column;
    this.mass = mass;
  }

  /** The nonzero cells of a dense matrix [rows][columns]. */
  public static Coupling ofDense(double[][] joint) {
    int columns = joint[0].length;
    CellBuffer cells = new CellBuffer(joint.length + columns);
    for (int i = 0; i < joint.length; i++) {
      for (int j = 0; j < columns; j++) {
        if (joint[i][j] > 0) {
          cells.add(i, j, joint[i][j]);
        }
      }
    }
    return cells.coupling(joint.length, columns);
  }

  /** The independent coupling p(i) q(j); n x m cells. */
  public static Coupling independent(double[] p, double[] q) {
    double[][] joint = new double[p.length][q.length];
    for (int i = 0; i < p.length; i++) {
      for (int j = 0; j < q.length; j++) {
        joint[i][j] = p[i] * q[j];
      }
    }
    return ofDense(joint);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** Number of cells. */
  public int size() {
    return mass.length;
  }

  public int row(int cell) {
    return row[cell];
  }

  public int column(int cell) {
    return column[cell];
  }

  public double mass(int cell) {
    return mass[cell];
  }

  /** Sums over columns: [rows]. */
  public double[] rowMargin() {
    double[] p = new double[rows];
    for (int c = 0; c < mass.length; c++) {
      p[row[c]] += mass[c];
    }
    return p;
  }

  /** Sums over rows: [columns]. */
  public double[] columnMargin() {
    double[] q = new double[columns];
    for (int c = 0; c < mass.length; c++) {
      q[column[c]] += mass[c];
    }
    return q;
  }

  /** H(X, Y). */
  public double entropyBits() {
    return Entropy.bits(mass);
  }

  /** I(X; Y) = H(X) + H(Y) - H(X, Y), not below 0. */
  public double mutualInformationBits() {
    double information = Entropy.bits(rowMargin()) + Entropy.bits(columnMargin()) - entropyBits();
    return Math.max(0, information);
  }

  /**
   * The joint of X and Y in the chain X - T - Y, where this is the joint of X and T: p(x, y) =
   * sum_t p(x, t) p(y | t).
   *
   * @param next joint of T and Y
   * @param mostCells limit on the work and memory, in cells
   * @throws IllegalArgumentException if there would be more cells
   */
  public Coupling compose(Coupling next, int mostCells) {
    long work = composedCells(next);
    if (work > mostCells) {
      throw new IllegalArgumentException(
          "the composed joint must have at most %d cells: got %d".formatted(mostCells, work));
    }
    int[] starts = starts(next.row, columns);
    int[] byRow = grouped(next.row, starts);
    double[] margin = next.rowMargin();
    int[] own = starts(row, rows);
    int[] ownCells = grouped(row, own);
    CellBuffer cells = new CellBuffer((int) work);
    double[] line = new double[next.columns];
    int[] used = new int[next.columns];
    for (int x = 0; x < rows; x++) {
      int count = 0;
      for (int c = own[x]; c < own[x + 1]; c++) {
        int t = column[ownCells[c]];
        for (int d = starts[t]; d < starts[t + 1]; d++) {
          int y = next.column[byRow[d]];
          if (line[y] == 0) {
            used[count++] = y;
          }
          line[y] += mass[ownCells[c]] * next.mass[byRow[d]] / margin[t];
        }
      }
      for (int u = 0; u < count; u++) {
        if (line[used[u]] > 0) {
          cells.add(x, used[u], line[used[u]]);
        }
        line[used[u]] = 0;
      }
    }
    return cells.coupling(rows, next.columns);
  }

  /** Most cells that {@link #compose} can give: the paths x - t - y. */
  public long composedCells(Coupling next) {
    int[] starts = starts(next.row, columns);
    long paths = 0;
    for (int t : column) {
      paths += starts[t + 1] - starts[t];
    }
    return paths;
  }

  private static int[] starts(int[] index, int groups) {
    int[] starts = new int[groups + 1];
    for (int i : index) {
      starts[i + 1]++;
    }
    for (int g = 0; g < groups; g++) {
      starts[g + 1] += starts[g];
    }
    return starts;
  }

  private static int[] grouped(int[] index, int[] starts) {
    int[] at = Arrays.copyOf(starts, starts.length - 1);
    int[] cells = new int[index.length];
    for (int c = 0; c < index.length; c++) {
      cells[at[index[c]]++] = c;
    }
    return cells;
  }
}
