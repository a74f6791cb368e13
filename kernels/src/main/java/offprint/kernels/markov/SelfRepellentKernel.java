package offprint.kernels.markov;

/** The transition law K[x] of the self-repellent walk for a frozen x, row by row. */
public final class SelfRepellentKernel {
  private final ReversibleChain chain;
  private final double[] logFactor;

  /**
   * @param x positive, up to a factor [states]
   */
  public SelfRepellentKernel(ReversibleChain chain, double alpha, double[] x) {
    this.chain = chain;
    logFactor = new double[chain.states()];
    for (int i = 0; i < logFactor.length; i++) {
      logFactor[i] = -alpha * Math.log(x[i] / chain.law()[i]);
    }
  }

  /** Row i, dense [states]; sums to 1. */
  public double[] row(int i) {
    double[] row = chain.row(i);
    double largest = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < row.length; j++) {
      largest = row[j] > 0 ? Math.max(largest, logFactor[j]) : largest;
    }
    double sum = 0;
    for (int j = 0; j < row.length; j++) {
      row[j] = row[j] > 0 ? row[j] * Math.exp(logFactor[j] - largest) : 0;
      sum += row[j];
    }
    for (int j = 0; j < row.length; j++) {
      row[j] /= sum;
    }
    return row;
  }

  /** The law that K[x] leaves invariant: pi_i is proportional to mu_i r_i (P r)_i [states]. */
  public double[] law() {
    double largest = Double.NEGATIVE_INFINITY;
    for (double l : logFactor) {
      largest = Math.max(largest, l);
    }
    double[] r = new double[logFactor.length];
    for (int i = 0; i < r.length; i++) {
      r[i] = Math.exp(logFactor[i] - largest);
    }
    double[] pi = new double[r.length];
    chain.apply(r, pi);
    double sum = 0;
    for (int i = 0; i < r.length; i++) {
      pi[i] *= chain.law()[i] * r[i];
      sum += pi[i];
    }
    for (int i = 0; i < r.length; i++) {
      pi[i] /= sum;
    }
    return pi;
  }
}
