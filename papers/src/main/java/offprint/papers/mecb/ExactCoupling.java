package offprint.papers.mecb;

import static offprint.kernels.information.Entropy.termBits;

import java.util.Arrays;
import offprint.kernels.information.CellBuffer;
import offprint.kernels.information.Coupling;

/**
 * The coupling of least joint entropy, for at most 4 x 4 symbols. Entropy is concave, so a vertex
 * of the transport polytope is optimal; the support of a vertex is a forest, and a forest always
 * has a leaf, so every vertex arises by repeatedly giving some cell the whole of its row or column
 * that is left. Depth first, cutting branches that are already worse.
 */
final class ExactCoupling {
  static final int MOST_SYMBOLS = 4;
  private static final double RESIDUE = 1e-15;

  private final double[] p;
  private final double[] q;
  private final int[] chosen;
  private final double[] mass;
  private int[] bestCells = {};
  private double[] bestMass = {};
  private double best = Double.POSITIVE_INFINITY;

  private ExactCoupling(double[] p, double[] q) {
    this.p = p.clone();
    this.q = q.clone();
    chosen = new int[p.length + q.length];
    mass = new double[p.length + q.length];
  }

  /**
   * @throws IllegalArgumentException if a law has more than 4 symbols
   */
  static Coupling of(double[] p, double[] q) {
    if (Math.max(p.length, q.length) > MOST_SYMBOLS) {
      throw new IllegalArgumentException(
          "mec exact takes at most 4 symbols on each side: got %d and %d"
              .formatted(p.length, q.length));
    }
    ExactCoupling search = new ExactCoupling(p, q);
    search.place(0, 0);
    CellBuffer cells = new CellBuffer(p.length + q.length);
    for (int c = 0; c < search.bestCells.length; c++) {
      int cell = search.bestCells[c];
      cells.add(cell / q.length, cell % q.length, search.bestMass[c]);
    }
    return cells.coupling(p.length, q.length);
  }

  private void place(int depth, double entropy) {
    if (entropy >= best - 1e-13) {
      return;
    }
    boolean open = false;
    for (int i = 0; i < p.length; i++) {
      for (int j = 0; j < q.length; j++) {
        if (p[i] < RESIDUE || q[j] < RESIDUE) {
          continue;
        }
        open = true;
        double row = p[i];
        double column = q[j];
        double m = Math.min(row, column);
        chosen[depth] = i * q.length + j;
        mass[depth] = m;
        p[i] = row - m;
        q[j] = column - m;
        place(depth + 1, entropy + termBits(m));
        p[i] = row;
        q[j] = column;
      }
    }
    if (!open) {
      best = entropy;
      bestCells = Arrays.copyOf(chosen, depth);
      bestMass = Arrays.copyOf(mass, depth);
    }
  }
}
