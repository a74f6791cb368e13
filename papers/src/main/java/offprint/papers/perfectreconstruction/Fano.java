package offprint.papers.perfectreconstruction;

import offprint.kernels.information.Entropy;

/** Fano's inequality: H(T | S) <= h(e) + e log2(M - 1) for the error e of the best guess. */
final class Fano {
  private Fano() {}

  /** Largest H(T | S) that an error of {@code error} allows for a target of M values, bits. */
  static double residualBits(double error, int values) {
    double most = 1 - 1.0 / values;
    return error >= most
        ? Entropy.log2(values)
        : Entropy.binaryBits(error) + error * Entropy.log2(Math.max(1, values - 1));
  }

  /** Smallest error that a residual of {@code bits} allows; 0 for none. */
  static double leastError(double bits, int values) {
    double low = 0;
    double high = 1 - 1.0 / Math.max(1, values);
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      boolean allowed = residualBits(middle, values) >= bits;
      low = allowed ? low : middle;
      high = allowed ? middle : high;
    }
    return bits > 0 ? low : 0;
  }
}
