package offprint.kernels.hmm;

import java.util.List;

/**
 * Emission of one of K symbols by each of Q states. Immutable.
 *
 * @param probability [Q][K], rows sum to 1
 */
public record CategoricalEmission(double[][] probability) {
  private static final double TOLERANCE = 1e-9;

  /**
   * @throws IllegalArgumentException naming the row (from 1) that is no law over the symbols
   */
  public CategoricalEmission {
    if (probability.length == 0 || probability[0].length == 0) {
      throw new IllegalArgumentException("emission must have a state and a symbol: got none");
    }
    double[][] copy = new double[probability.length][];
    for (int q = 0; q < copy.length; q++) {
      copy[q] = probability[q].clone();
      if (copy[q].length != probability[0].length) {
        throw new IllegalArgumentException(
            "emission row %d must have %d entries: got %d"
                .formatted(q + 1, probability[0].length, copy[q].length));
      }
      double sum = 0;
      for (int k = 0; k < copy[q].length; k++) {
        if (!(copy[q][k] >= 0)) {
          throw new IllegalArgumentException(
              "emission row %d, column %d must not be negative: got %s"
                  .formatted(q + 1, k + 1, copy[q][k]));
        }
        sum += copy[q][k];
      }
      if (!(Math.abs(sum - 1) <= TOLERANCE)) {
        throw new IllegalArgumentException(
            "emission row %d must sum to 1: got %s".formatted(q + 1, sum));
      }
    }
    probability = copy;
  }

  public int states() {
    return probability.length;
  }

  public int symbols() {
    return probability[0].length;
  }

  /**
   * [rows * Q] log probability of each row's symbol under each state.
   *
   * @param symbols from 0
   * @throws IllegalArgumentException naming the first row with a symbol that there is not
   */
  public double[] logEmission(int[] symbols) {
    int states = states();
    double[][] logs = new double[symbols()][states];
    for (int k = 0; k < logs.length; k++) {
      for (int q = 0; q < states; q++) {
        logs[k][q] = Math.log(probability[q][k]);
      }
    }
    double[] emission = new double[symbols.length * states];
    for (int t = 0; t < symbols.length; t++) {
      if (symbols[t] < 0 || symbols[t] >= logs.length) {
        throw new IllegalArgumentException(
            "row %d: a symbol must be in 0 to %d: got %d"
                .formatted(t + 1, logs.length - 1, symbols[t]));
      }
      System.arraycopy(logs[symbols[t]], 0, emission, t * states, states);
    }
    return emission;
  }

  /**
   * M-step: counts of symbols by the weights of states. A state without weight keeps its law.
   *
   * @param gamma of each sequence [rows * Q]
   */
  public CategoricalEmission reestimated(List<int[]> sequences, List<double[]> gamma) {
    int states = states();
    double[][] counts = new double[states][symbols()];
    for (int s = 0; s < sequences.size(); s++) {
      int[] symbols = sequences.get(s);
      double[] weights = gamma.get(s);
      for (int t = 0; t < symbols.length; t++) {
        for (int q = 0; q < states; q++) {
          counts[q][symbols[t]] += weights[t * states + q];
        }
      }
    }
    for (int q = 0; q < states; q++) {
      double sum = 0;
      for (double count : counts[q]) {
        sum += count;
      }
      for (int k = 0; k < counts[q].length; k++) {
        counts[q][k] = sum > 0 ? counts[q][k] / sum : probability[q][k];
      }
    }
    return new CategoricalEmission(counts);
  }
}
