package offprint.kernels.hmm;

/**
 * The single most probable path of states, in logarithms.
 *
 * @param path [rows]; ties go to the lower state
 * @param logProbability of the path with the rows, in nats
 */
@SuppressWarnings("ArrayRecordComponent") // a result that is read once
public record Viterbi(int[] path, double logProbability) {

  /**
   * @param logEmission [rows * Q], row-major
   * @param end [Q], factor after the last row
   * @throws NoFeasiblePath naming sequence 0
   */
  public static Viterbi of(HiddenChain chain, double[] logEmission, int rows, double[] end) {
    int states = chain.states();
    double[] survival = chain.survival();
    double[] logStep = new double[survival.length];
    for (int i = 0; i < logStep.length; i++) {
      logStep[i] = Math.log(survival[i]);
    }
    int[] from = new int[rows * states];
    double[] best = new double[states];
    double[] next = new double[states];
    for (int t = 0; t < rows; t++) {
      boolean possible = false;
      for (int l = 0; l < states; l++) {
        double top = t == 0 ? Math.log(chain.start(l)) : Double.NEGATIVE_INFINITY;
        for (int k = 0; t > 0 && k < states; k++) {
          double value = best[k] + logStep[k * states + l];
          if (value > top) {
            top = value;
            from[t * states + l] = k;
          }
        }
        next[l] = top + logEmission[t * states + l];
        possible |= next[l] > Double.NEGATIVE_INFINITY;
      }
      if (!possible) {
        throw new NoFeasiblePath(0, t);
      }
      double[] swap = best;
      best = next;
      next = swap;
    }
    int last = 0;
    for (int k = 0; k < states; k++) {
      best[k] += Math.log(end[k]);
      last = best[k] > best[last] ? k : last;
    }
    if (best[last] == Double.NEGATIVE_INFINITY) {
      throw new NoFeasiblePath(0, rows - 1);
    }
    int[] path = new int[rows];
    path[rows - 1] = last;
    for (int t = rows - 1; t > 0; t--) {
      path[t - 1] = from[t * states + path[t]];
    }
    return new Viterbi(path, best[last]);
  }
}
