package offprint.papers.rnnhmm;

import java.util.Arrays;
import offprint.kernels.hmm.CategoricalEmission;
import offprint.kernels.hmm.CategoricalModel;
import offprint.kernels.hmm.HiddenChain;

/** The paper's hidden Markov models, with a uniform first state. */
enum ChainKind {
  /**
   * States in a row, to each neighbour with q = .05^(1/(S−1)); outputs 0 at one end, 2 at the
   * other.
   */
  LINEAR {
    @Override
    CategoricalModel model(int states) {
      require(states >= 2, "at least 2 for a linear chain", states);
      double q = Math.pow(0.05, 1.0 / (states - 1));
      double[][] transition = new double[states][states];
      double[][] emission = new double[states][];
      for (int i = 0; i < states; i++) {
        double stay = 1;
        for (int j : new int[] {i - 1, i + 1}) {
          if (j >= 0 && j < states) {
            transition[i][j] = q;
            stay -= q;
          }
        }
        if (stay < 0) {
          throw new IllegalArgumentException(
              "states must be at most 5 for a linear chain: %d make a state leave with a probability above 1"
                  .formatted(states));
        }
        transition[i][i] = stay;
        double alpha = i / (states - 1.0);
        emission[i] = new double[] {0.99 * (1 - alpha), 0.01, 0.99 * alpha};
      }
      return of(transition, emission);
    }
  },
  /** Every state keeps with .95 and leaves to each other alike; three outputs, one a state. */
  FULL {
    @Override
    CategoricalModel model(int states) {
      require(states >= 2, "at least 2 for a fully connected chain", states);
      double[][] transition = new double[states][states];
      double[][] emission = new double[states][states];
      for (int i = 0; i < states; i++) {
        Arrays.fill(transition[i], 0.05 / (states - 1));
        transition[i][i] = 0.95;
        Arrays.fill(emission[i], 0.02 / (states - 1));
        emission[i][i] = 0.98;
      }
      return of(transition, emission);
    }
  },
  /** Four states in a ring, .025 to each neighbour. */
  CYCLIC {
    @Override
    CategoricalModel model(int states) {
      require(states == 4, "4 for the cyclic chain", states);
      double[][] transition = new double[4][4];
      for (int i = 0; i < 4; i++) {
        transition[i][i] = 0.95;
        transition[i][(i + 1) % 4] = 0.025;
        transition[i][(i + 3) % 4] = 0.025;
      }
      return of(transition, new double[][] {{.9, .1, 0}, {.1, .9, 0}, {0, .1, .9}, {0, .9, .1}});
    }
  };

  /**
   * @throws IllegalArgumentException if the chain does not exist with so many states
   */
  abstract CategoricalModel model(int states);

  private static void require(boolean holds, String rule, int states) {
    if (!holds) {
      throw new IllegalArgumentException("states must be %s: got %d".formatted(rule, states));
    }
  }

  private static CategoricalModel of(double[][] transition, double[][] emission) {
    double[] start = new double[transition.length];
    Arrays.fill(start, 1.0 / start.length);
    return new CategoricalModel(
        HiddenChain.of(start, transition), new CategoricalEmission(emission));
  }
}
