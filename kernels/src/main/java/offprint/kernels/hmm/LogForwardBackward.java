package offprint.kernels.hmm;

/**
 * The recursions of {@link ForwardBackward} on logarithms: slower (Q^2 exponentials a row), for
 * sequences whose weights leave the range of doubles.
 */
final class LogForwardBackward {
  private final int states;
  private final double[] logStart;
  private final double[] logStep;

  LogForwardBackward(HiddenChain chain) {
    this.states = chain.states();
    this.logStart = logs(chain.start());
    this.logStep = logs(chain.survival());
  }

  private static double[] logs(double[] values) {
    double[] logs = new double[values.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = Math.log(values[i]);
    }
    return logs;
  }

  double filter(double[] logEmission, int rows, double[] filtered) {
    double[] logAlpha = forward(logEmission, rows);
    for (int t = 0; t < rows; t++) {
      double norm = logSum(logAlpha, t * states, states);
      for (int k = 0; k < states; k++) {
        filtered[t * states + k] = Math.exp(logAlpha[t * states + k] - norm);
      }
    }
    return logSum(logAlpha, (rows - 1) * states, states);
  }

  double posterior(
      double[] logEmission, int rows, double[] end, double[] gamma, double[] transitions) {
    double[] logAlpha = forward(logEmission, rows);
    double[] next = logs(end);
    double[] joint = new double[states];
    for (int k = 0; k < states; k++) {
      joint[k] = logAlpha[(rows - 1) * states + k] + next[k];
    }
    double total = logSum(joint, 0, states);
    if (!(total > Double.NEGATIVE_INFINITY)) {
      throw new NoFeasiblePath(0, rows - 1);
    }
    double[] terms = new double[states];
    double[] current = new double[states];
    for (int t = rows - 1; t >= 0; t--) {
      int at = t * states;
      for (int k = 0; k < states; k++) {
        if (t == rows - 1) {
          current[k] = next[k];
        } else {
          for (int l = 0; l < states; l++) {
            terms[l] = logStep[k * states + l] + logEmission[at + states + l] + next[l];
            transitions[k * states + l] += Math.exp(logAlpha[at + k] + terms[l] - total);
          }
          current[k] = logSum(terms, 0, states);
        }
        gamma[at + k] = Math.exp(logAlpha[at + k] + current[k] - total);
      }
      System.arraycopy(current, 0, next, 0, states);
    }
    return total;
  }

  private double[] forward(double[] logEmission, int rows) {
    double[] logAlpha = new double[rows * states];
    double[] terms = new double[states];
    for (int t = 0; t < rows; t++) {
      boolean possible = false;
      for (int l = 0; l < states; l++) {
        double before = logStart[l];
        if (t > 0) {
          for (int k = 0; k < states; k++) {
            terms[k] = logAlpha[(t - 1) * states + k] + logStep[k * states + l];
          }
          before = logSum(terms, 0, states);
        }
        logAlpha[t * states + l] = before + logEmission[t * states + l];
        possible |= logAlpha[t * states + l] > Double.NEGATIVE_INFINITY;
      }
      if (!possible) {
        throw new NoFeasiblePath(0, t);
      }
    }
    return logAlpha;
  }

  private static double logSum(double[] values, int from, int count) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + count; i++) {
      largest = Math.max(largest, values[i]);
    }
    if (largest == Double.NEGATIVE_INFINITY) {
      return largest;
    }
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += Math.exp(values[i] - largest);
    }
    return largest + Math.log(sum);
  }
}
