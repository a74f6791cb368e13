package offprint.papers.matrixnuclearnorm;

import java.util.Arrays;
import offprint.kernels.torch.Session;

/**
 * The measures of a state matrix.
 *
 * @param rows N
 * @param columns d
 * @param summed D
 * @param norm MNN, the sum of the D largest column norms
 * @param nuclear exact nuclear norm; NaN where not asked for
 * @param entropy matrix entropy, of ln d; NaN where not asked for
 * @param effectiveRank NaN where not asked for
 * @param zeroRows see {@link StateMatrix}
 */
record Measures(
    int rows,
    int columns,
    int summed,
    double norm,
    double nuclear,
    double entropy,
    double effectiveRank,
    int zeroRows) {

  /**
   * @param summed D; 0 for min(N, d)
   */
  static Measures of(StateMatrix x, int summed, boolean exact, Session session) {
    int d = summed == 0 ? Math.min(x.rows(), x.columns()) : summed;
    double norm = norm(x, d);
    if (!exact) {
      return new Measures(
          x.rows(), x.columns(), d, norm, Double.NaN, Double.NaN, Double.NaN, x.zeroRows());
    }
    Spectrum spectrum = Spectrum.of(session, x);
    return new Measures(
        x.rows(),
        x.columns(),
        d,
        norm,
        spectrum.nuclearNorm(),
        spectrum.matrixEntropy(),
        spectrum.effectiveRank(),
        x.zeroRows());
  }

  /** Sum of the {@code summed} largest column norms. */
  static double norm(StateMatrix x, int summed) {
    double[] norms = x.columnNorms();
    if (summed < norms.length) {
      Arrays.sort(norms);
    }
    return Arrays.stream(norms, norms.length - summed, norms.length).sum();
  }

  double normPerRow() {
    return norm / rows;
  }

  double nuclearPerRow() {
    return nuclear / rows;
  }

  /** MNN/N of a matrix of this shape whose columns are all equally long: D/N √(N/d). */
  double isotropic() {
    return isotropic(rows, columns, summed);
  }

  static double isotropic(double rows, double columns, double summed) {
    return summed / rows * Math.sqrt(rows / columns);
  }

  /** MNN over the MNN of equally long columns, in (0, 1] for D = d. */
  double ratio() {
    return normPerRow() / isotropic();
  }
}
