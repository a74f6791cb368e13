package offprint.kernels.markov;

/**
 * What a jump process is expected to have done between two readings of its state: numbers of jumps
 * and time spent, summed over readings (Hobolth and Jensen 2005):
 *
 * <pre>
 * J_ij = F_ij sum_ab C_ab G[a,b,i,j] / P_ab        D_i = sum_ab C_ab G[a,b,i,i] / P_ab
 * G[a,b,i,j] = integral over s in [0, t] of P_ai(s) P_jb(t - s)
 * </pre>
 *
 * with the sum over a, b taken inside one of Van Loan's integrals. Not thread-safe.
 */
public final class BridgeExpectations {
  private static final double SMALLEST = 1e-300;

  private final int n;
  private final double[] generator;
  private final double[] transposed;
  private final MatrixExponential exponential;
  private final double[] transition;
  private final double[] weight;
  private final double[] integral;
  private final double[] sum;
  private double logLikelihood;

  public BridgeExpectations(RateMatrix chain) {
    n = chain.states();
    generator = chain.generator();
    transposed = transpose(generator, n);
    exponential = new MatrixExponential(n);
    transition = new double[n * n];
    weight = new double[n * n];
    integral = new double[n * n];
    sum = new double[n * n];
  }

  private static double[] transpose(double[] a, int n) {
    double[] transposed = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      transposed[i % n * n + i / n] = a[i];
    }
    return transposed;
  }

  /**
   * Adds pairs of readings {@code interval} apart.
   *
   * @param ends C [n * n], (expected) number of pairs from the row's to the column's state
   */
  public void add(double[] ends, double interval) {
    exponential.of(transposed, interval, transition);
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        double count = ends[a * n + b];
        double p = Math.max(transition[b * n + a], SMALLEST);
        weight[a * n + b] = count / p;
        logLikelihood += count > 0 ? count * Math.log(p) : 0;
      }
    }
    exponential.of(transposed, weight, interval, transition, integral);
    for (int i = 0; i < n * n; i++) {
      sum[i] += integral[i];
    }
  }

  /** Expected number of jumps [n * n]; 0 on the diagonal. */
  public double[] jumps() {
    double[] jumps = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      jumps[i] = i % (n + 1) == 0 ? 0 : generator[i] * sum[i];
    }
    return jumps;
  }

  /** Expected time in each state [n]. */
  public double[] dwell() {
    double[] dwell = new double[n];
    for (int i = 0; i < n; i++) {
      dwell[i] = sum[i * n + i];
    }
    return dwell;
  }

  /** Sum of C_ab ln P_ab, in nats. */
  public double logLikelihoodNats() {
    return logLikelihood;
  }
}
