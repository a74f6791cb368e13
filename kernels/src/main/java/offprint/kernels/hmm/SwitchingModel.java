package offprint.kernels.hmm;

import org.jspecify.annotations.Nullable;

/**
 * A hidden chain whose states choose an autoregression of the series and, in training, a regression
 * of a second response on the same series. Immutable.
 *
 * @param target null where there is no second response
 */
public record SwitchingModel(
    HiddenChain chain, WindowRegression series, @Nullable WindowRegression target) {
  public SwitchingModel {
    if (chain.states() != series.states()
        || (target != null && target.states() != chain.states())) {
      throw new IllegalArgumentException(
          "chain and regressions must have equally many states: got %d and %d"
              .formatted(chain.states(), series.states()));
    }
  }

  public int states() {
    return chain.states();
  }

  /** Values that a sequence must skip: the larger of both windows. */
  public int skip() {
    return Math.max(series.width(), target == null ? 0 : target.width() - 1);
  }

  /**
   * [rows * Q] log emission and log plausibility.
   *
   * @param withTarget true in training; false where the target is not known
   */
  public double[] logEmission(Sequence sequence, boolean withTarget) {
    double[] log = sequence.logPlausibility(states());
    series.addLogDensity(sequence, log);
    if (withTarget && target != null) {
      target.addLogDensity(sequence, log);
    }
    return log;
  }

  /**
   * [rows * Q] law of the state at each row given the series so far, target unused.
   *
   * @throws NoFeasiblePath naming sequence 0
   */
  public double[] filter(Sequence sequence) {
    double[] filtered = new double[sequence.rows() * states()];
    new ForwardBackward(chain).filter(logEmission(sequence, false), sequence.rows(), filtered);
    return filtered;
  }

  /**
   * [rows * Q] law of the state at each row given the whole series, target unused.
   *
   * @throws NoFeasiblePath naming sequence 0
   */
  public double[] smooth(Sequence sequence) {
    double[] gamma = new double[sequence.rows() * states()];
    new ForwardBackward(chain)
        .posterior(
            logEmission(sequence, false),
            sequence.rows(),
            chain.end(sequence.ended()),
            gamma,
            new double[states() * states()]);
    return gamma;
  }

  /** Most probable path of states, target unused. */
  public Viterbi decode(Sequence sequence) {
    return Viterbi.of(
        chain, logEmission(sequence, false), sequence.rows(), chain.end(sequence.ended()));
  }

  /** log Z: log weight of all paths by chain and plausibilities alone, in nats. */
  public double logPriorWeight(Sequence sequence) {
    return new ForwardBackward(chain)
        .posterior(
            sequence.logPlausibility(states()),
            sequence.rows(),
            chain.end(sequence.ended()),
            new double[sequence.rows() * states()],
            new double[states() * states()]);
  }
}
