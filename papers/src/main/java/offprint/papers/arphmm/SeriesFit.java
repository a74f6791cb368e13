package offprint.papers.arphmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import offprint.kernels.hmm.BaumWelch;
import offprint.kernels.hmm.HiddenChain;
import offprint.kernels.hmm.NoFeasiblePath;
import offprint.kernels.hmm.Sequence;
import offprint.kernels.hmm.SwitchingModel;

/**
 * Fits a regime-switching autoregression to series with partly known regimes: the best of several
 * starts after eight iterations of EM goes on to convergence.
 *
 * @param logLikelihoods at each E-step of the start that won, in nats
 * @param smallestGain smallest relative gain of the objective in one iteration
 * @param frozen regimes that kept a regression for want of rows
 */
record SeriesFit(
    SwitchingModel model, List<Double> logLikelihoods, double smallestGain, BitSet frozen) {
  private static final int TRIAL = 8;
  private static final double STAY = 0.9;
  private static final double VARIANCE_FLOOR = 1e-6;

  /**
   * @param starts how many first weights are tried
   * @param progress called before each iteration with the number of those before it
   * @throws IllegalArgumentException if no start has enough rows in each regime, or labels exclude
   *     every path
   */
  static SeriesFit of(
      List<Sequence> sequences,
      List<double[]> values,
      EmSettings em,
      int starts,
      RandomGenerator random,
      IntConsumer progress) {
    FirstWeights first = new FirstWeights(sequences, values, em.regimes(), em.order());
    Climb best = null;
    RuntimeException fault = null;
    int trials = Math.min(TRIAL, em.iterations());
    int done = 0;
    for (int start = first.fromLabels() ? 0 : 1, tried = 0; tried < starts; start++, tried++) {
      Climb climb = new Climb(sequences, variance(values), em);
      try {
        first.write(start, climb.algorithm.weights(), random);
        climb.begin();
        for (int i = 0; i < trials; i++) {
          progress.accept(done++);
          climb.step();
        }
        if (best == null || climb.objective > best.objective) {
          best = climb;
        }
      } catch (NoFeasiblePath e) {
        throw new IllegalArgumentException(
            "series %d, row %d: no path of regimes agrees with the labels and the structure"
                .formatted(e.sequence(), e.row()),
            e);
      } catch (IllegalArgumentException e) {
        fault = e;
      }
    }
    if (best == null) {
      throw new IllegalArgumentException(
          "the rows are too few for these settings (lower regimes or order): "
              + (fault == null ? "" : fault.getMessage()),
          fault);
    }
    for (int i = trials; i < em.iterations() && best.gain >= em.tolerance(); i++) {
      progress.accept(done++);
      best.step();
    }
    return new SeriesFit(
        best.model(),
        best.trace,
        Double.isInfinite(best.smallestGain) ? 0 : best.smallestGain,
        best.algorithm.frozen());
  }

  private static double variance(List<double[]> values) {
    double[] all =
        values.stream().flatMapToDouble(Arrays::stream).filter(v -> !Double.isNaN(v)).toArray();
    double mean = Arrays.stream(all).average().orElse(0);
    double variance = Arrays.stream(all).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    if (!(variance > 0)) {
      throw new IllegalArgumentException("the values must vary: got one value only");
    }
    return variance;
  }

  /** EM from one start. */
  private static final class Climb {
    private final BaumWelch algorithm;
    private final EmSettings em;
    private final List<Double> trace = new ArrayList<>();
    private @org.jspecify.annotations.Nullable SwitchingModel model;
    private double objective = Double.NEGATIVE_INFINITY;
    private double gain = Double.POSITIVE_INFINITY;
    private double smallestGain = Double.POSITIVE_INFINITY;

    Climb(List<Sequence> sequences, double variance, EmSettings em) {
      this.em = em;
      this.algorithm =
          new BaumWelch(sequences, em.regimes(), em.kappa(), VARIANCE_FLOOR * variance, 1);
    }

    void begin() {
      model = new SwitchingModel(chain(em), algorithm.pooledRegression(em.order()), null);
    }

    SwitchingModel model() {
      if (model == null) {
        throw new IllegalStateException("not begun");
      }
      return model;
    }

    void step() {
      SwitchingModel current = model();
      trace.add(algorithm.expect(current));
      double reached = algorithm.objective(current);
      if (trace.size() > 1) {
        gain = (reached - objective) / Math.abs(reached);
        smallestGain = Math.min(smallestGain, gain);
      }
      objective = reached;
      model = algorithm.transit(algorithm.regress(current));
    }
  }

  private static HiddenChain chain(EmSettings em) {
    int q = em.regimes();
    double[] start = new double[q];
    double[][] transition = new double[q][q];
    Arrays.fill(start, 1.0 / q);
    for (int k = 0; k < q; k++) {
      if (q == 1 || (em.structure() == Structure.LEFT_RIGHT && k == q - 1)) {
        transition[k][k] = 1;
      } else if (em.structure() == Structure.LEFT_RIGHT) {
        transition[k][k] = STAY;
        transition[k][k + 1] = 1 - STAY;
      } else {
        Arrays.fill(transition[k], (1 - STAY) / (q - 1));
        transition[k][k] = STAY;
      }
    }
    return HiddenChain.of(start, transition);
  }

  /** -2 L + (free pi, A + Q (p + 2)) ln rows. */
  double bic(EmSettings em, int rows) {
    int free = em.freeProbabilities() + em.regimes() * (em.order() + 2);
    return -2 * logLikelihoods.getLast() + free * Math.log(rows);
  }
}
