package offprint.kernels.hmm;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import offprint.kernels.markov.StationaryLaw;

/**
 * A hidden Markov model with symbols, and the exact statistics of its output in the long run: with
 * π the stationary law of A, E the emission,
 *
 * <pre>
 * frequencies  f = π E
 * pairs        P(o_t = a, o_{t+k} = b) = (Eᵀ diag(π) Aᵏ E)_ab
 * </pre>
 */
public record CategoricalModel(HiddenChain chain, CategoricalEmission emission) {
  public CategoricalModel {
    if (chain.states() != emission.states()) {
      throw new IllegalArgumentException(
          "chain and emission must have equally many states: got %d and %d"
              .formatted(chain.states(), emission.states()));
    }
  }

  public int states() {
    return chain.states();
  }

  public int symbols() {
    return emission.symbols();
  }

  /**
   * [Q].
   *
   * @throws IllegalArgumentException if there are several closed classes of states
   */
  public double[] stationary() {
    return StationaryLaw.of(chain.transition());
  }

  /** [K], the share of each symbol. */
  public double[] frequencies() {
    double[] law = stationary();
    double[] f = new double[symbols()];
    for (int q = 0; q < law.length; q++) {
      for (int k = 0; k < f.length; k++) {
        f[k] += law[q] * emission.probability()[q][k];
      }
    }
    return f;
  }

  /** [K][K], the joint law of the symbols {@code lag} steps apart; sums to 1. */
  public double[][] pairs(int lag) {
    double[] law = stationary();
    double[][] pairs = new double[symbols()][];
    for (int a = 0; a < pairs.length; a++) {
      double[] row = law.clone();
      for (int q = 0; q < row.length; q++) {
        row[q] *= emission.probability()[q][a];
      }
      for (int step = 0; step < lag; step++) {
        row = times(row, chain.transition());
      }
      pairs[a] = times(row, emission.probability());
    }
    return pairs;
  }

  /** [K][K], the law of the next symbol given a symbol; rows of symbols that never come are NaN. */
  public double[][] bigrams() {
    double[][] rows = pairs(1);
    double[] f = frequencies();
    for (int a = 0; a < rows.length; a++) {
      for (int b = 0; b < rows.length; b++) {
        rows[a][b] /= f[a];
      }
    }
    return rows;
  }

  /** The correlation of [output = symbol] with itself {@code lag} steps later. */
  public double autocorrelation(int symbol, int lag) {
    double f = frequencies()[symbol];
    return (pairs(lag)[symbol][symbol] - f * f) / (f * (1 - f));
  }

  /** Natural logarithm of the probability of a sequence. */
  public double logLikelihood(int[] symbols) {
    double[] filtered = new double[symbols.length * states()];
    return new ForwardBackward(chain)
        .filter(emission.logEmission(symbols), symbols.length, filtered);
  }

  /** Draws a sequence. */
  public int[] sample(int length, RandomGenerator random) {
    double[][] transition = chain.transition();
    int[] symbols = new int[length];
    int state = draw(chain.start(), random);
    for (int t = 0; t < length; t++) {
      symbols[t] = draw(emission.probability()[state], random);
      state = draw(transition[state], random);
    }
    return symbols;
  }

  private static int draw(double[] law, RandomGenerator random) {
    double u = random.nextDouble();
    int k = 0;
    while (k < law.length - 1 && u >= law[k]) {
      u -= law[k];
      k++;
    }
    return k;
  }

  private static double[] times(double[] row, double[][] matrix) {
    double[] product = new double[matrix[0].length];
    for (int i = 0; i < row.length; i++) {
      for (int j = 0; j < product.length; j++) {
        product[j] += row[i] * matrix[i][j];
      }
    }
    return product;
  }

  /** A model with random rows near uniform ones, for expectation maximisation to start from. */
  public static CategoricalModel random(int states, int symbols, RandomGenerator random) {
    double[][] transition = new double[states][];
    double[][] emission = new double[states][];
    for (int q = 0; q < states; q++) {
      transition[q] = law(states, random);
      transition[q][q] += states;
      scale(transition[q]);
      emission[q] = law(symbols, random);
    }
    return new CategoricalModel(
        HiddenChain.of(law(states, random), transition), new CategoricalEmission(emission));
  }

  private static double[] law(int size, RandomGenerator random) {
    double[] law = new double[size];
    Arrays.setAll(law, k -> 0.5 + random.nextDouble());
    return scale(law);
  }

  private static double[] scale(double[] law) {
    double sum = Arrays.stream(law).sum();
    Arrays.setAll(law, k -> law[k] / sum);
    return law;
  }
}
