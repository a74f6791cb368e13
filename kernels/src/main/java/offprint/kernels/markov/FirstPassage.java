package offprint.kernels.markov;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Mean times to reach a state for the first time, by the elimination of states, which never
 * subtracts.
 */
public final class FirstPassage {
  private FirstPassage() {}

  /**
   * All mean first-passage times [n][n]: from the row's to the column's state; 0 on the diagonal,
   * infinity where the process may never get there.
   */
  public static double[][] meanTimes(RateMatrix chain) {
    int n = chain.states();
    double[][] times = new double[n][n];
    for (int target = 0; target < n; target++) {
      double[] to = meanTimes(chain, target);
      for (int i = 0; i < n; i++) {
        times[i][target] = to[i];
      }
    }
    return times;
  }

  /** Mean times [n] to reach {@code target} from each state. */
  public static double[] meanTimes(RateMatrix chain, int target) {
    int n = chain.states();
    double[][] rate = chain.rates();
    Arrays.fill(rate[target], 0);
    boolean[] reaches = reaching(rate, i -> i == target);
    boolean[] mayMiss = reaching(rate, i -> !reaches[i]);
    int[] order = new int[n];
    int count = 0;
    for (int i = 0; i < n; i++) {
      if (i != target && !mayMiss[i]) {
        order[count++] = i;
      }
    }
    double[] times = new double[n];
    for (int i = 0; i < n; i++) {
      times[i] = mayMiss[i] ? Double.POSITIVE_INFINITY : 0;
    }
    double[] wait = new double[n];
    Arrays.fill(wait, 1);
    double[] out = new double[n];
    for (int k = count - 1; k >= 0; k--) {
      int from = order[k];
      out[from] = rate[from][target];
      for (int l = 0; l < k; l++) {
        out[from] += rate[from][order[l]];
      }
      for (int l = 0; l < k; l++) {
        int i = order[l];
        double share = rate[i][from] / out[from];
        wait[i] += share * wait[from];
        rate[i][target] += share * rate[from][target];
        for (int m = 0; m < k; m++) {
          rate[i][order[m]] += m == l ? 0 : share * rate[from][order[m]];
        }
      }
    }
    for (int k = 0; k < count; k++) {
      int i = order[k];
      double sum = wait[i];
      for (int l = 0; l < k; l++) {
        sum += rate[i][order[l]] * times[order[l]];
      }
      times[i] = sum / out[i];
    }
    return times;
  }

  /** States from which one of some states can be reached. */
  private static boolean[] reaching(double[][] rate, IntPredicate some) {
    int n = rate.length;
    boolean[] reaching = new boolean[n];
    for (int i = 0; i < n; i++) {
      reaching[i] = some.test(i);
    }
    for (boolean grown = true; grown; ) {
      grown = false;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n && !reaching[i]; j++) {
          if (rate[i][j] > 0 && reaching[j]) {
            reaching[i] = true;
            grown = true;
          }
        }
      }
    }
    return reaching;
  }
}
