package offprint.papers.arphmm;

import offprint.kernels.hmm.HiddenChain;

/**
 * The chain of regimes from the last observed row on, given plausibilities of future rows: steps
 * are weighted by what later labels allow, so that every path agrees with all labels.
 */
final class FutureChain {
  private final int states;
  private final double[] now;
  private final double[][] steps;

  /**
   * @param filtered [Q] law of the regime at the last observed row
   * @param plausibility [steps][Q] of the rows to come; ones where nothing is known
   * @throws IllegalArgumentException if no path agrees with the labels
   */
  FutureChain(HiddenChain chain, double[] filtered, double[][] plausibility) {
    this.states = chain.states();
    this.steps = new double[plausibility.length][states * states];
    double[] later = new double[states];
    java.util.Arrays.fill(later, 1);
    for (int j = plausibility.length - 1; j >= 0; j--) {
      double[] before = new double[states];
      double largest = 0;
      for (int k = 0; k < states; k++) {
        for (int l = 0; l < states; l++) {
          double weight = chain.transition(k, l) * plausibility[j][l] * later[l];
          steps[j][k * states + l] = weight;
          before[k] += weight;
        }
        for (int l = 0; before[k] > 0 && l < states; l++) {
          steps[j][k * states + l] /= before[k];
        }
        largest = Math.max(largest, before[k]);
      }
      for (int k = 0; largest > 0 && k < states; k++) {
        before[k] /= largest;
      }
      later = before;
    }
    this.now = new double[states];
    double sum = 0;
    for (int k = 0; k < states; k++) {
      now[k] = filtered[k] * later[k];
      sum += now[k];
    }
    if (!(sum > 0)) {
      throw new IllegalArgumentException(
          "no path of regimes agrees with the labels of the rows to come");
    }
    for (int k = 0; k < states; k++) {
      now[k] /= sum;
    }
  }

  int states() {
    return states;
  }

  int steps() {
    return steps.length;
  }

  double now(int state) {
    return now[state];
  }

  /** Probability to go from state k to l in step j, from 0. */
  double step(int j, int k, int l) {
    return steps[j][k * states + l];
  }
}
