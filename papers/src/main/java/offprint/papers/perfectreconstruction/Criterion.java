package offprint.papers.perfectreconstruction;

import offprint.kernels.lattice.PartitionProduct.Residual;

/** The criterion by which columns determine a target up to eps. */
enum Criterion {
  /** H(T | S) is at most eps bits. */
  ENTROPY,
  /** At most a share eps of the rows must be removed for T to be a function of S (g3). */
  ERROR_RATE;

  /** The uncertainty left, in the unit of eps. */
  double value(Residual residual) {
    return this == ENTROPY ? residual.residualBits() : residual.errorMass();
  }

  boolean accepts(Residual residual, double eps) {
    return residual.exact() || (eps > 0 && value(residual) <= eps);
  }

  /** Largest H(T | S) that an accepted S can leave, bits; by Fano's inequality for error rates. */
  double allowanceBits(double eps, int targetValues) {
    return this == ENTROPY ? eps : Fano.residualBits(eps, targetValues);
  }
}
