package offprint.papers.arphmm;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
import offprint.method.Param;

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
   */
  record Options(
      @Param(label = "Regimes", help = "Regimes", symbol = "Q", value = "3") @Min(1) @Max(30)
          int regimes,
      @Param(
              label = "Order",
              help = "Order of the autoregression",
              symbol = "p",
              unit = "rows",
              value = "1")
          @Min(0)
          @Max(50)
          int order,
      @Param(
              label = "Transitions",
              help = "Transitions: to the same and the next regime only, or all",
              value = "full")
          Structure structure,
      @Param(label = "Iterations", help = "Most iterations of EM", value = "200", advanced = true)
          @Min(1)
          @Max(1_000)
          int iterations,
      @Param(
              label = "Tolerance",
              help = "Relative gain of the likelihood that ends EM",
              value = "1e-7",
              advanced = true)
          @DecimalMin("1e-12")
          @DecimalMax("0.1")
          double tolerance,
      @Param(label = "Starts", help = "First weights tried", value = "4", advanced = true)
          @Min(1)
          @Max(50)
          int starts,
      @Param(
              label = "Pseudo-count",
              help = "Pseudo-count of transitions",
              symbol = "κ",
              value = "1e-5",
              advanced = true)
          @DecimalMin("0")
          @DecimalMax("1000")
          double kappa) {

    Options withShape(int otherRegimes, int otherOrder) {
      return new Options(otherRegimes, otherOrder, structure, iterations, tolerance, starts, kappa);
    }
  }

  /**
   * @param progress called before each iteration with the number of those before it
   * @throws IllegalArgumentException if no start has enough rows in each regime, or labels exclude
   *     every path
   */
  static SeriesFit of(
      List<Sequence> sequences,
      List<double[]> values,
      Options options,
      RandomGenerator random,
      IntConsumer progress) {
    FirstWeights first = new FirstWeights(sequences, values, options.regimes, options.order);
    Climb best = null;
    RuntimeException fault = null;
    int trials = Math.min(TRIAL, options.iterations);
    int done = 0;
    for (int start = first.fromLabels() ? 0 : 1, tried = 0;
        tried < options.starts;
        start++, tried++) {
      Climb climb = new Climb(sequences, variance(values), options);
      try {
        first.write(start, climb.em.weights(), random);
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
    for (int i = trials; i < options.iterations && best.gain >= options.tolerance; i++) {
      progress.accept(done++);
      best.step();
    }
    return new SeriesFit(
        best.model(),
        best.trace,
        Double.isInfinite(best.smallestGain) ? 0 : best.smallestGain,
        best.em.frozen());
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
    private final BaumWelch em;
    private final Options options;
    private final List<Double> trace = new ArrayList<>();
    private @org.jspecify.annotations.Nullable SwitchingModel model;
    private double objective = Double.NEGATIVE_INFINITY;
    private double gain = Double.POSITIVE_INFINITY;
    private double smallestGain = Double.POSITIVE_INFINITY;

    Climb(List<Sequence> sequences, double variance, Options options) {
      this.options = options;
      this.em =
          new BaumWelch(sequences, options.regimes, options.kappa, VARIANCE_FLOOR * variance, 1);
    }

    void begin() {
      model = new SwitchingModel(chain(options), em.pooledRegression(options.order), null);
    }

    SwitchingModel model() {
      if (model == null) {
        throw new IllegalStateException("not begun");
      }
      return model;
    }

    void step() {
      SwitchingModel current = model();
      trace.add(em.expect(current));
      double reached = em.objective(current);
      if (trace.size() > 1) {
        gain = (reached - objective) / Math.abs(reached);
        smallestGain = Math.min(smallestGain, gain);
      }
      objective = reached;
      model = em.transit(em.regress(current));
    }
  }

  private static HiddenChain chain(Options options) {
    int q = options.regimes;
    double[] start = new double[q];
    double[][] transition = new double[q][q];
    Arrays.fill(start, 1.0 / q);
    for (int k = 0; k < q; k++) {
      if (q == 1 || (options.structure == Structure.LEFT_RIGHT && k == q - 1)) {
        transition[k][k] = 1;
      } else if (options.structure == Structure.LEFT_RIGHT) {
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
  double bic(Options options, int rows) {
    int q = options.regimes;
    int transitions = options.structure == Structure.FULL ? q * (q - 1) : q - 1;
    return -2 * logLikelihoods.getLast()
        + (q - 1 + transitions + q * (options.order + 2)) * Math.log(rows);
  }
}
