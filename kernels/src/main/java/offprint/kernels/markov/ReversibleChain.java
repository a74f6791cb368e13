package offprint.kernels.markov;

import java.util.Arrays;
import offprint.kernels.graph.Graph;

/**
 * A finite Markov chain P, reversible for its law mu: mu_i P_ij = mu_j P_ji. Rows are sparse, their
 * columns ascending; a state that can stay has itself among its columns.
 */
public final class ReversibleChain {

  final int[] start;
  final int[] column;
  final double[] probability;
  private final double[] law;

  private ReversibleChain(int[] start, int[] column, double[] probability, double[] law) {
    this.start = start;
    this.column = column;
    this.probability = probability;
    this.law = law;
  }

  /** P_ij = 1 / d_i on edges; mu is proportional to the degree. */
  public static ReversibleChain simple(Graph graph) {
    return GraphChain.build(graph, graph.degrees(), (i, _) -> 1.0 / graph.degree(i));
  }

  /**
   * Metropolis-Hastings on the edges: P_ij = min(1 / d_i, mu_j / (mu_i d_j)), the rest stays.
   *
   * @param weight mu up to a factor, positive [nodes]
   */
  public static ReversibleChain metropolisHastings(Graph graph, double[] weight) {
    return GraphChain.build(
        graph,
        weight,
        (i, j) ->
            Math.min(1.0 / graph.degree(i), weight[j] / (weight[i] * (double) graph.degree(j))));
  }

  /** (P + I) / 2. */
  public ReversibleChain lazy() {
    int n = states();
    int[] rows = new int[n + 1];
    int[] columns = new int[column.length + n];
    double[] values = new double[column.length + n];
    int kept = 0;
    for (int i = 0; i < n; i++) {
      boolean stays = false;
      for (int k = start[i]; k < start[i + 1]; k++) {
        if (!stays && column[k] >= i) {
          stays = true;
          columns[kept] = i;
          values[kept++] = 0.5 + (column[k] == i ? probability[k] / 2 : 0);
          if (column[k] == i) {
            continue;
          }
        }
        columns[kept] = column[k];
        values[kept++] = probability[k] / 2;
      }
      if (!stays) {
        columns[kept] = i;
        values[kept++] = 0.5;
      }
      rows[i + 1] = kept;
    }
    return new ReversibleChain(
        rows, Arrays.copyOf(columns, kept), Arrays.copyOf(values, kept), law);
  }

  static ReversibleChain of(int[] start, int[] column, double[] probability, double[] law) {
    return new ReversibleChain(start, column, probability, law);
  }

  public int states() {
    return law.length;
  }

  /** Transitions of positive probability. */
  public int transitions() {
    return column.length;
  }

  /** mu, sums to 1 [states]; not to be changed. */
  public double[] law() {
    return law;
  }

  /** Row i of P as a dense vector [states]. */
  public double[] row(int i) {
    double[] row = new double[states()];
    for (int k = start[i]; k < start[i + 1]; k++) {
      row[column[k]] = probability[k];
    }
    return row;
  }

  /** out = P f, both [states]. */
  public void apply(double[] f, double[] out) {
    for (int i = 0; i < law.length; i++) {
      double sum = 0;
      for (int k = start[i]; k < start[i + 1]; k++) {
        sum += probability[k] * f[column[k]];
      }
      out[i] = sum;
    }
  }

  /** The mean of f under mu. */
  public double mean(double[] f) {
    double mean = 0;
    for (int i = 0; i < law.length; i++) {
      mean += law[i] * f[i];
    }
    return mean;
  }

  int longestRow() {
    int longest = 0;
    for (int i = 0; i < law.length; i++) {
      longest = Math.max(longest, start[i + 1] - start[i]);
    }
    return longest;
  }

  static double[] normalised(double[] weight) {
    double sum = 0;
    for (int i = 0; i < weight.length; i++) {
      if (!(weight[i] > 0) || Double.isInfinite(weight[i])) {
        throw new IllegalArgumentException(
            "weight must be positive: got %s for node %d".formatted(weight[i], i));
      }
      sum += weight[i];
    }
    double[] law = new double[weight.length];
    for (int i = 0; i < law.length; i++) {
      law[i] = weight[i] / sum;
    }
    return law;
  }
}
