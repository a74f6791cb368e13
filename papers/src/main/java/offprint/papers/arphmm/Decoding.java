package offprint.papers.arphmm;

import java.util.stream.IntStream;
import offprint.kernels.hmm.Sequence;
import offprint.kernels.hmm.SwitchingModel;
import offprint.kernels.hmm.Viterbi;

/**
 * Regimes of one series.
 *
 * @param gamma [(rows - skip) * Q] law of the regime at each row given all rows
 * @param skip rows at the front that only serve as lags
 */
@SuppressWarnings("ArrayRecordComponent") // a result that is read once
record Decoding(Series series, double[] gamma, Viterbi path, int skip, int regimes) {

  static Decoding of(Series series, SwitchingModel model) {
    int skip = model.skip();
    Sequence sequence =
        Sequence.of(series.values(), skip)
            .withPlausibility(series.plausibility(skip, model.states()));
    return new Decoding(
        series, model.smooth(sequence), model.decode(sequence), skip, model.states());
  }

  double probability(int row, int regime) {
    return gamma[(row - skip) * regimes + regime];
  }

  int regime(int row) {
    return EngineCharts.mostLikely(gamma, (row - skip) * regimes, regimes);
  }

  double mass(int regime) {
    return IntStream.range(skip, series.rows()).mapToDouble(r -> probability(r, regime)).sum();
  }

  boolean labelled() {
    return IntStream.range(skip, series.rows()).anyMatch(series::labelled);
  }
}
