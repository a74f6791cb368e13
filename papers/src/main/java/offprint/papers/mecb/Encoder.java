package offprint.papers.mecb;

import offprint.kernels.information.CellBuffer;
import offprint.kernels.information.Coupling;

/**
 * An encoder p(t | x).
 *
 * @param joint of X and T
 * @param entropyBits H(T)
 * @param informationBits I(X; T)
 * @param delta mass that left a deterministic map, 0 for a deterministic encoder
 */
record Encoder(Coupling joint, double entropyBits, double informationBits, double delta) {
  static Encoder of(Code code) {
    double entropy = code.entropyBits();
    return new Encoder(code.joint(), entropy, entropy, 0);
  }

  /**
   * The joint of T and what T depends on: symbols with equal p(t | x) are one class, so I(X; Y)
   * through T is that of the classes. Row t stands for the symbols of block t, the last row for the
   * symbol that is split, if any.
   */
  Coupling classes() {
    int blocks = joint.columns();
    int[] cells = new int[joint.rows()];
    for (int c = 0; c < joint.size(); c++) {
      cells[joint.row(c)]++;
    }
    double[] whole = new double[blocks];
    CellBuffer classes = new CellBuffer(blocks + 2);
    for (int c = 0; c < joint.size(); c++) {
      if (cells[joint.row(c)] == 1) {
        whole[joint.column(c)] += joint.mass(c);
      } else {
        classes.add(blocks, joint.column(c), joint.mass(c));
      }
    }
    for (int t = 0; t < blocks; t++) {
      if (whole[t] > 0) {
        classes.add(t, t, whole[t]);
      }
    }
    return classes.coupling(blocks + 1, blocks);
  }
}
