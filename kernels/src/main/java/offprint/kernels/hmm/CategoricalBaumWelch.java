package offprint.kernels.hmm;

import java.util.ArrayList;
import java.util.List;

/**
 * Expectation maximisation of a {@link CategoricalModel} over sequences of symbols; the likelihood
 * never falls.
 */
public final class CategoricalBaumWelch {
  private final List<int[]> sequences;
  private CategoricalModel model;
  private double logLikelihood = Double.NEGATIVE_INFINITY;
  private int iterations;

  /**
   * @param first that the iteration starts from
   */
  public CategoricalBaumWelch(List<int[]> sequences, CategoricalModel first) {
    if (sequences.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one sequence");
    }
    this.sequences = List.copyOf(sequences);
    this.model = first;
  }

  /** The current model. */
  public CategoricalModel model() {
    return model;
  }

  /** Of all sequences under the model before the last iteration, in nats. */
  public double logLikelihood() {
    return logLikelihood;
  }

  public int iterations() {
    return iterations;
  }

  /**
   * Iterates until the log likelihood rises by less than {@code tolerance} nats a row.
   *
   * @param most iterations
   * @param watcher called before each iteration
   */
  public CategoricalModel climb(int most, double tolerance, Runnable watcher) {
    long rows = sequences.stream().mapToLong(s -> s.length).sum();
    for (int i = 0; i < most; i++) {
      watcher.run();
      double before = logLikelihood;
      iterate();
      if (logLikelihood - before < tolerance * rows) {
        break;
      }
    }
    return model;
  }

  /** One E-step and one M-step. */
  public void iterate() {
    int states = model.states();
    ForwardBackward recursion = new ForwardBackward(model.chain());
    double[] transitions = new double[states * states];
    double[] start = new double[states];
    double[] end = model.chain().end(false);
    List<double[]> gammas = new ArrayList<>();
    double sum = 0;
    for (int[] symbols : sequences) {
      double[] gamma = new double[symbols.length * states];
      double[] emission = model.emission().logEmission(symbols);
      sum += recursion.posterior(emission, symbols.length, end, gamma, transitions);
      for (int q = 0; q < states; q++) {
        start[q] += gamma[q] / sequences.size();
      }
      gammas.add(gamma);
    }
    logLikelihood = sum;
    iterations++;
    HiddenChain chain = HiddenChain.of(normalised(start, start), rows(transitions));
    model = new CategoricalModel(chain, model.emission().reestimated(sequences, gammas));
  }

  private double[][] rows(double[] transitions) {
    double[][] rows = model.chain().transition();
    for (int q = 0; q < rows.length; q++) {
      double[] counts = new double[rows.length];
      System.arraycopy(transitions, q * rows.length, counts, 0, counts.length);
      rows[q] = normalised(counts, rows[q]);
    }
    return rows;
  }

  private static double[] normalised(double[] counts, double[] otherwise) {
    double sum = 0;
    for (double count : counts) {
      sum += count;
    }
    double[] law = otherwise.clone();
    for (int k = 0; sum > 0 && k < law.length; k++) {
      law[k] = counts[k] / sum;
    }
    return law;
  }
}
