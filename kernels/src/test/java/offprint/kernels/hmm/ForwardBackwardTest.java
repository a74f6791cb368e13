package offprint.kernels.hmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardBackwardTest {
  private static final HiddenChain CHAIN =
      HiddenChain.of(
          new double[] {.6, .4}, new double[][] {{.7, .3}, {.2, .8}}, new double[] {.05, .2});

  private static double[] logEmission(int rows, double spread) {
    long seed = Long.getLong("seed", 5);
    System.out.println("ForwardBackwardTest seed " + seed);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    double[] log = new double[rows * 2];
    for (int i = 0; i < log.length; i++) {
      log[i] = -spread * random.nextDouble();
    }
    return log;
  }

  /** log of the sum over all paths, and the weight of state 1 at each row. */
  private static double bruteForce(double[] log, int rows, double[] end, double[] ones) {
    double[] survival = CHAIN.survival();
    double total = 0;
    for (int path = 0; path < 1 << rows; path++) {
      double weight = CHAIN.start(path & 1);
      for (int t = 0; t < rows; t++) {
        int state = path >> t & 1;
        weight *= Math.exp(log[t * 2 + state]);
        weight *= t + 1 < rows ? survival[state * 2 + (path >> (t + 1) & 1)] : end[state];
      }
      total += weight;
      for (int t = 0; t < rows; t++) {
        ones[t] += (path >> t & 1) * weight;
      }
    }
    return Math.log(total);
  }

  @Test
  void equalsTheSumOverAllPaths() {
    double[] log = logEmission(8, 3);
    double[] ones = new double[8];
    double[] end = CHAIN.end(true);
    double expected = bruteForce(log, 8, end, ones);
    double[] gamma = new double[16];
    double[] fallback = new double[16];
    double[] pairs = new double[4];
    double[] fallbackPairs = new double[4];
    assertThat(new ForwardBackward(CHAIN).posterior(log, 8, end, gamma, pairs))
        .isCloseTo(expected, within(1e-13));
    assertThat(new LogForwardBackward(CHAIN).posterior(log, 8, end, fallback, fallbackPairs))
        .isCloseTo(expected, within(1e-13));
    for (int t = 0; t < 8; t++) {
      assertThat(gamma[t * 2 + 1]).isCloseTo(ones[t] / Math.exp(expected), within(1e-13));
    }
    assertThat(fallback).containsExactly(gamma, within(1e-13));
    assertThat(fallbackPairs).containsExactly(pairs, within(1e-12));
    assertThat(pairs[0] + pairs[1] + pairs[2] + pairs[3]).isCloseTo(7, within(1e-12));
  }

  @Test
  void filterIgnoresLaterRows() {
    double[] log = logEmission(20, 3);
    double[] all = new double[40];
    double[] early = new double[24];
    new ForwardBackward(CHAIN).filter(log, 20, all);
    new ForwardBackward(CHAIN).filter(log, 12, early);
    assertThat(java.util.Arrays.copyOf(all, 24)).isEqualTo(early);
  }

  /** States that never change: the weights of both paths leave the range of doubles on the way. */
  @Test
  void isRightWhereWeightsLeaveTheRangeOfDoubles() {
    HiddenChain fixed = HiddenChain.of(new double[] {.5, .5}, new double[][] {{1, 0}, {0, 1}});
    int rows = 400;
    double[] log = new double[rows * 2];
    for (int t = 0; t < rows; t++) {
      log[t * 2 + (t < 200 ? 1 : 0)] =
          -10; // state 0 leads by 2000 nats, then loses them and one more
    }
    log[rows * 2 - 2] = -11;
    double[] gamma = new double[rows * 2];
    double log0 =
        new ForwardBackward(fixed).posterior(log, rows, fixed.end(false), gamma, new double[4]);
    assertThat(gamma[0]).isCloseTo(1 / (1 + Math.E), within(1e-9));
    assertThat(log0).isCloseTo(Math.log(.5) - 2000 + Math.log1p(Math.exp(-1)), within(1e-9));
    log[1] = -5000; // one row that no double can weigh
    new ForwardBackward(fixed).posterior(log, rows, fixed.end(false), gamma, new double[4]);
    assertThat(gamma[2 * 300]).isCloseTo(1, within(1e-12));
  }

  @Test
  void impossibleRowIsNamed() {
    HiddenChain right = HiddenChain.of(new double[] {1, 0}, new double[][] {{.5, .5}, {0, 1}});
    double none = Double.NEGATIVE_INFINITY;
    double[] log = {0, 0, none, 0, 0, none, 0, 0};
    assertThatThrownBy(() -> new ForwardBackward(right).filter(log, 4, new double[8]))
        .isInstanceOfSatisfying(NoFeasiblePath.class, e -> assertThat(e.row()).isEqualTo(2));
    assertThatThrownBy(() -> Viterbi.of(right, log, 4, right.end(false)))
        .isInstanceOfSatisfying(NoFeasiblePath.class, e -> assertThat(e.row()).isEqualTo(2));
  }

  @ParameterizedTest
  @CsvSource({"0, 11, -32.487699349147", "1, 11, -28.804199216709", "2, 10, -26.597983448640"})
  void bestPathIsTheGoldenOne(int order, int zeros, double log) {
    Viterbi best = GoldenSeries.model(order).decode(GoldenSeries.labelled(order));
    assertThat(best.logProbability()).isCloseTo(log, within(1e-10));
    for (int t = 0; t < best.path().length; t++) {
      assertThat(best.path()[t]).as("row %d", t).isEqualTo(t < zeros ? 0 : 1);
    }
  }

  @Test
  void chainsThatAreNoLawsAreRefused() {
    assertThatThrownBy(() -> HiddenChain.of(new double[] {.5, .6}, new double[][] {{1, 0}, {0, 1}}))
        .hasMessage("start must sum to 1: got 1.1");
    assertThatThrownBy(
            () -> HiddenChain.of(new double[] {.5, .5}, new double[][] {{1, 0}, {-1, 2}}))
        .hasMessage("transition row 1 must have no negative entry: got -1.0");
  }
}
