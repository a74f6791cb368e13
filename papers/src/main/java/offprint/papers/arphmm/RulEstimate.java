package offprint.papers.arphmm;

import java.util.List;

/**
 * Remaining useful life of one unit after its last row, in the fleet's time.
 *
 * @param rul the answer: mean over regimes of lives linear in the last health indices, in [0, cap]
 * @param low lower end of the band
 * @param high upper end of the band
 * @param path median time until the simulated health index falls below the threshold
 * @param phase mean time until the chain of regimes ends
 * @param regimes [Q] law of the regime now
 * @param health [rows] health index, for charts
 * @param flags "short", "gap", "outside:SENSOR"
 */
@SuppressWarnings("ArrayRecordComponent") // a result that is read once
record RulEstimate(
    String unit,
    double time,
    double rul,
    double low,
    double high,
    double path,
    double phase,
    double[] regimes,
    double[] health,
    List<String> flags) {
  RulEstimate {
    flags = List.copyOf(flags);
  }
}
