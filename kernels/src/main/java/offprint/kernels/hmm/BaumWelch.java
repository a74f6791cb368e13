package offprint.kernels.hmm;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import offprint.kernels.hmm.WindowRegression.Response;
import org.jspecify.annotations.Nullable;

/**
 * Expectation maximisation of a {@link SwitchingModel} over sequences, with plausibilities as
 * weights of the states: the likelihood of a path is multiplied by the plausibility of its state at
 * each row, so the objective L = sum log sum_paths p(y, path) · prod pl(path) + kappa (sum log A +
 * sum log pi) never falls. Blocks of sequences are worked on in parallel; sums do not depend on the
 * number of threads.
 */
public final class BaumWelch {
  private final List<Sequence> sequences;
  private final SequenceBlocks blocks;
  private final List<double[]> gammas;
  private final double kappa;
  private final double seriesFloor;
  private final double targetFloor;
  private final BitSet frozen = new BitSet();

  private double[] transitions = new double[0];
  private double logLikelihood = Double.NaN;

  /**
   * @param kappa pseudo-count of each allowed transition and start
   * @param seriesFloor smallest variance of the autoregression
   * @param targetFloor smallest variance of the second regression
   * @param states Q, for the weights until the first {@link #expect}
   */
  public BaumWelch(
      List<Sequence> sequences, int states, double kappa, double seriesFloor, double targetFloor) {
    if (sequences.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one sequence");
    }
    this.sequences = List.copyOf(sequences);
    this.blocks = SequenceBlocks.of(sequences);
    this.gammas = new ArrayList<>();
    for (Sequence sequence : sequences) {
      gammas.add(new double[sequence.rows() * states]);
    }
    this.kappa = kappa;
    this.seriesFloor = seriesFloor;
    this.targetFloor = targetFloor;
  }

  /** Weight of each state at each row, [rows * Q] a sequence; writable to set the first weights. */
  public List<double[]> weights() {
    return gammas;
  }

  /** States that {@link #regress} left as they were, for want of rows. */
  public BitSet frozen() {
    return (BitSet) frozen.clone();
  }

  /** Of the last {@link #expect}, in nats, with plausibilities. */
  public double logLikelihood() {
    return logLikelihood;
  }

  /** L + kappa (sum log A + sum log pi), in nats: what an iteration does not lower. */
  public double objective(SwitchingModel model) {
    return logLikelihood + kappa * model.chain().logProbabilities();
  }

  /**
   * E-step: weights and expected transitions under {@code model}; target used where it has one.
   *
   * @return log likelihood in nats
   * @throws NoFeasiblePath naming sequence and row
   */
  public double expect(SwitchingModel model) {
    List<Expectation> blocks = this.blocks.gather(() -> new Expectation(model));
    transitions = new double[model.states() * model.states()];
    double sum = 0;
    for (Expectation block : blocks) {
      if (block.fault != null) {
        throw block.fault;
      }
      sum += block.logLikelihood;
      for (int i = 0; i < transitions.length; i++) {
        transitions[i] += block.transitions[i];
      }
    }
    if (!Double.isFinite(sum)) {
      throw new ArithmeticException("expectation maximisation: log likelihood is " + sum);
    }
    logLikelihood = sum;
    return sum;
  }

  /** E-step of a block of sequences. */
  private final class Expectation implements SequenceBlocks.Gatherer {
    private final SwitchingModel model;
    private final ForwardBackward recursion;
    private final double[] transitions;
    private double logLikelihood;
    private @Nullable NoFeasiblePath fault;

    Expectation(SwitchingModel model) {
      this.model = model;
      this.recursion = new ForwardBackward(model.chain());
      this.transitions = new double[model.states() * model.states()];
    }

    @Override
    public void sequence(int index) {
      Sequence sequence = sequences.get(index);
      try {
        logLikelihood +=
            recursion.posterior(
                model.logEmission(sequence, true),
                sequence.rows(),
                model.chain().end(sequence.ended()),
                gammas.get(index),
                transitions);
      } catch (NoFeasiblePath e) {
        fault = fault == null ? new NoFeasiblePath(index, e.row()) : fault;
      }
    }
  }

  /** M-step of both regressions. */
  public SwitchingModel regress(SwitchingModel model) {
    WindowRegression target = model.target();
    return new SwitchingModel(
        model.chain(),
        regression(Response.VALUE, model.series().width(), model.series()),
        target == null ? null : regression(Response.TARGET, target.width(), target));
  }

  /**
   * A regression by the current weights.
   *
   * @param previous kept by states without enough weight; null: they are refused
   * @throws IllegalArgumentException naming a state with too little weight
   */
  public WindowRegression regression(
      Response response, int width, @Nullable WindowRegression previous) {
    WeightedRegression regression = new WeightedRegression(response, width, states());
    double floor = response == Response.VALUE ? seriesFloor : targetFloor;
    WindowRegression fitted = regression.fit(sequences, blocks, gammas, previous, floor);
    frozen.or(regression.frozen());
    return fitted;
  }

  /** As {@link #regression} of the series, with one variance for all states. */
  public WindowRegression pooledRegression(int width) {
    WeightedRegression regression = new WeightedRegression(Response.VALUE, width, states());
    return regression.pooled(regression.fit(sequences, blocks, gammas, null, seriesFloor));
  }

  private int states() {
    return gammas.getFirst().length / sequences.getFirst().rows();
  }

  /**
   * M-step of the chain: A ~ expected transitions + kappa on the transitions that are possible in
   * {@code model}, pi ~ expected starts + kappa, exit = ends seen / rows that could have been one.
   * Exits that are all 0 stay 0.
   */
  public SwitchingModel transit(SwitchingModel model) {
    int states = model.states();
    double[] start = new double[states];
    double[] rows = new double[states];
    double[] ends = new double[states];
    for (int s = 0; s < sequences.size(); s++) {
      double[] gamma = gammas.get(s);
      int last = gamma.length - states;
      boolean ended = sequences.get(s).ended();
      for (int k = 0; k < states; k++) {
        start[k] += gamma[k];
        ends[k] += ended ? gamma[last + k] : 0;
        rows[k] -= ended ? 0 : gamma[last + k];
      }
      for (int i = 0; i < gamma.length; i += states) {
        for (int k = 0; k < states; k++) {
          rows[k] += gamma[i + k];
        }
      }
    }
    double[][] transition = model.chain().transition();
    double[] exit = model.chain().exit();
    boolean exits = false;
    for (int k = 0; k < states; k++) {
      start[k] += kappa;
      exits |= exit[k] > 0;
      for (int l = 0; l < states; l++) {
        transition[k][l] = transition[k][l] > 0 ? transitions[k * states + l] + kappa : 0;
      }
      normalise(transition[k], model.chain(), k);
    }
    normalise(start, model.chain(), -1);
    for (int k = 0; exits && k < states; k++) {
      exit[k] = rows[k] > 0 ? Math.clamp(ends[k] / rows[k], 0, 1) : exit[k];
    }
    return new SwitchingModel(
        HiddenChain.of(start, transition, exit), model.series(), model.target());
  }

  /** To sum 1; a row without any weight keeps its old law. */
  private static void normalise(double[] law, HiddenChain chain, int state) {
    double sum = 0;
    for (double p : law) {
      sum += p;
    }
    for (int l = 0; l < law.length; l++) {
      law[l] = sum > 0 ? law[l] / sum : state < 0 ? chain.start(l) : chain.transition(state, l);
    }
  }
}
