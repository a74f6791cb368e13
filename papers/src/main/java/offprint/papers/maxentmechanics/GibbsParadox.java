package offprint.papers.maxentmechanics;

/**
 * N particles over V cells. If it is known which particle is which there are V^N states, entropy N
 * ln V; if not, V^N / N! (dilute), entropy ln(V^N / N!). Joining two equal volumes leaves only the
 * second extensive.
 */
final class GibbsParadox {
  private GibbsParadox() {}

  static double labelledNats(int particles, double cells) {
    return particles * StrictMath.log(cells);
  }

  static double unlabelledNats(int particles, double cells) {
    return particles * StrictMath.log(cells) - logFactorial(particles);
  }

  /** S(2N, 2V) - 2 S(N, V) with labels: 2 N ln 2. */
  static double labelledExcess(int particles, double cells) {
    return labelledNats(2 * particles, 2 * cells) - 2 * labelledNats(particles, cells);
  }

  static double unlabelledExcess(int particles, double cells) {
    return unlabelledNats(2 * particles, 2 * cells) - 2 * unlabelledNats(particles, cells);
  }

  /**
   * ln of the sum over all occupations {n_j} of N!/prod n_j!, by enumeration: the weights that
   * maximum entropy gives occupations when particles have labels. It must be N ln V.
   */
  static double enumeratedLabelledNats(int particles, int cells) {
    return StrictMath.log(sum(particles, cells, StrictMath.exp(logFactorial(particles))));
  }

  private static double sum(int left, int cells, double weight) {
    if (cells == 1) {
      return weight / StrictMath.exp(logFactorial(left));
    }
    double sum = 0;
    double factorial = 1;
    for (int here = 0; here <= left; here++) {
      factorial *= Math.max(1, here);
      sum += sum(left - here, cells - 1, weight / factorial);
    }
    return sum;
  }

  static double logFactorial(int n) {
    double sum = 0;
    for (int k = 2; k <= n; k++) {
      sum += StrictMath.log(k);
    }
    return sum;
  }
}
