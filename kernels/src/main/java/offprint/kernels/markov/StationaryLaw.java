package offprint.kernels.markov;

import java.util.Arrays;
import java.util.StringJoiner;

/**
 * The stationary law pi P = pi (or pi Q = 0) by the elimination of Grassmann, Taksar and Heyman,
 * which never subtracts: each probability has full relative accuracy however far the rates are
 * apart.
 */
public final class StationaryLaw {
  private StationaryLaw() {}

  /**
   * @param weight [n][n] transition probabilities or rates; the diagonal is not read
   * @return [n], summing to 1; 0 at transient states
   * @throws IllegalArgumentException if there are several closed classes, naming them
   */
  public static double[] of(double[][] weight) {
    CommunicatingClasses classes = CommunicatingClasses.of(weight);
    int closed = -1;
    for (int c = 0; c < classes.count(); c++) {
      if (classes.isClosed(c) && closed >= 0) {
        throw new IllegalArgumentException(
            "the chain must have one closed class of states: got " + describe(classes));
      }
      closed = classes.isClosed(c) ? c : closed;
    }
    int[] states = classes.states(closed);
    double[][] a = new double[states.length][states.length];
    for (int i = 0; i < states.length; i++) {
      for (int j = 0; j < states.length; j++) {
        a[i][j] = weight[states[i]][states[j]];
      }
    }
    double[] within = eliminate(a);
    double[] law = new double[weight.length];
    for (int i = 0; i < states.length; i++) {
      law[states[i]] = within[i];
    }
    return law;
  }

  /** Overwrites {@code a}, whose graph is one class. */
  private static double[] eliminate(double[][] a) {
    int n = a.length;
    for (int k = n - 1; k > 0; k--) {
      double out = 0;
      for (int j = 0; j < k; j++) {
        out += a[k][j];
      }
      if (!(out > 0) || Double.isInfinite(out)) {
        throw new ArithmeticException(
            "stationary law: elimination of state %d: outflow is %s".formatted(k, out));
      }
      for (int i = 0; i < k; i++) {
        double share = a[i][k] / out;
        a[i][k] = share;
        if (share > 0) {
          for (int j = 0; j < k; j++) {
            a[i][j] += share * a[k][j];
          }
        }
      }
    }
    double[] law = new double[n];
    law[0] = 1;
    double sum = 1;
    for (int k = 1; k < n; k++) {
      for (int i = 0; i < k; i++) {
        law[k] += law[i] * a[i][k];
      }
      sum += law[k];
    }
    for (int k = 0; k < n; k++) {
      law[k] /= sum;
    }
    return law;
  }

  private static String describe(CommunicatingClasses classes) {
    StringJoiner text = new StringJoiner(", ");
    for (int c = 0; c < classes.count(); c++) {
      if (classes.isClosed(c)) {
        int[] states = classes.states(c);
        String shown = Arrays.toString(Arrays.copyOf(states, Math.min(10, states.length)));
        text.add(states.length > 10 ? shown.replace("]", ", …]") : shown);
      }
    }
    return text.toString();
  }
}
