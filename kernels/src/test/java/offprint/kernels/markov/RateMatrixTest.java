package offprint.kernels.markov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RateMatrixTest {
  private static final Offset<Double> EXACT = within(1e-11);

  /** The flashing ratchet at V = 1: states 0 to 2 with the potential on, 3 to 5 with it off. */
  private static RateMatrix ratchet() {
    double[][] rates = new double[6][6];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        if (i != j) {
          rates[i][j] = Math.exp(-0.5 * (j - i));
          rates[i + 3][j + 3] = 1;
        }
      }
      rates[i][i + 3] = 1;
      rates[i + 3][i] = 1;
    }
    return RateMatrix.of(rates);
  }

  @Test
  void ratchetHasTheStationaryStateOfTheReference() {
    RateMatrix chain = ratchet();
    double[] law = chain.stationary();
    double[] expected = {
      0.301191545036, 0.136541747781, 0.062266707184,
      0.200297886259, 0.159135436945, 0.140566676796
    };
    assertThat(law).containsExactly(expected, EXACT);
    assertThat(chain.entropyProductionNats(law)).isCloseTo(0.179193628389, EXACT);
    assertThat(chain.current(law, 0, 1)).isCloseTo(-0.042437377395, EXACT);
  }

  @Test
  void ratchetHasTheEigenvaluesAndPassagesOfTheReference() {
    RateMatrix chain = ratchet();
    double[] expected = {0, -2, -2.860045616155, -3.564289503515, -4.877228084010, -6.295101926776};
    double[] real = chain.eigenvalues().stream().mapToDouble(RateMatrix.Eigenvalue::real).toArray();
    assertThat(real).containsExactly(expected, EXACT);
    assertThat(chain.relaxationTimes()).hasSize(5);
    assertThat(chain.relaxationTimes()[0]).isCloseTo(0.5, EXACT);
    assertThat(FirstPassage.meanTimes(chain)[0][2]).isCloseTo(2.965267784360, EXACT);
    double[] law = chain.law(new double[] {1, 0, 0, 0, 0, 0}, 0.7);
    double[] after = {
      0.432029603229, 0.132551206821, 0.058717671921,
      0.194686644015, 0.098470996119, 0.083543877895
    };
    assertThat(law).containsExactly(after, EXACT);
  }

  @Test
  void exponentialOfTwoStatesHasTheClosedForm() {
    RateMatrix chain = RateMatrix.of(new double[][] {{0, 3}, {0.5, 0}});
    for (double t : new double[] {1e-9, 0.01, 1, 7, 1000}) {
      double share = 3 / 3.5;
      double decay = Math.exp(-3.5 * t);
      assertThat(chain.transition(t)[1]).isCloseTo(share * (1 - decay), within(1e-12));
      assertThat(chain.transition(t)[3]).isCloseTo(share + (1 - share) * decay, within(1e-12));
    }
  }

  @Test
  void integralOfABridgeIsThatOfTheReference() {
    RateMatrix chain = RateMatrix.of(new double[][] {{0, .4, .4}, {.4, 0, .4}, {.4, .4, 0}});
    double[] p = chain.transition(0.5);
    assertThat(p[0]).isCloseTo(0.699207757396018, within(1e-14));
    double[] ends = new double[9];
    ends[1] = p[1]; // readings 0 and 1
    BridgeExpectations bridge = new BridgeExpectations(chain);
    bridge.add(ends, 0.5);
    assertThat(bridge.jumps()[1] / 0.4).isCloseTo(0.344620498356440, within(1e-13));
    assertThat(bridge.dwell()[2]).isCloseTo(0.00249169017078414, within(1e-15));
    double time = Arrays.stream(bridge.dwell()).sum();
    assertThat(time).isCloseTo(0.5 * p[1], within(1e-14));
  }

  @Test
  void logarithmUndoesTheExponential() {
    SplittableRandom random = new SplittableRandom(4);
    for (int n = 2; n <= 6; n++) {
      double[] rates = random.doubles(n * n).toArray();
      double[] generator = RateMatrix.of(rates, n).generator();
      double[] transition = RateMatrix.of(rates, n).transition(0.8);
      double[] log = MatrixLogarithm.of(transition, n);
      Arrays.setAll(log, i -> log[i] / 0.8);
      assertThat(log).containsExactly(generator, within(1e-10));
    }
  }

  @Test
  void logarithmOfNegativeEigenvaluesHasTheirRealPart() {
    // P has the eigenvalues 1 and -0.4
    double[] log = MatrixLogarithm.of(new double[] {0.3, 0.7, 0.7, 0.3}, 2);
    double half = 0.5 * Math.log(0.4);
    assertThat(log).containsExactly(new double[] {half, -half, -half, half}, within(1e-12));
    assertThatThrownBy(() -> MatrixLogarithm.of(new double[] {0.5, 0.5, 0.5, 0.5}, 2))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("singular");
  }

  @Test
  void passageIsInfiniteWhereItMayNotHappen() {
    // 0 <-> 1 -> 2, and 2 absorbs
    double[][] times =
        FirstPassage.meanTimes(RateMatrix.of(new double[][] {{0, 1, 0}, {1, 0, 0.5}, {0, 0, 0}}));
    assertThat(times[0][2]).isCloseTo(5, EXACT);
    assertThat(times[1][2]).isCloseTo(4, EXACT);
    assertThat(times[0][1]).isCloseTo(1, EXACT);
    assertThat(times[1][0]).isInfinite();
    assertThat(times[2][0]).isInfinite();
  }

  @Test
  void entropyProductionIsZeroIfReversibleAndInfiniteIfOneWay() {
    RateMatrix pair = RateMatrix.of(new double[][] {{0, 3}, {0.5, 0}});
    assertThat(pair.entropyProductionNats(pair.stationary())).isCloseTo(0, within(1e-14));
    RateMatrix ring = RateMatrix.of(new double[][] {{0, 1, 0}, {0, 0, 1}, {1, 0, 0}});
    assertThat(ring.entropyProductionNats(ring.stationary())).isInfinite();
  }

  @Test
  void simulationSpendsItsTimeAsTheStationaryLawSays() {
    RateMatrix chain = ratchet();
    double[] law = chain.stationary();
    double duration = 20_000;
    JumpSimulation.Path path = new JumpSimulation(chain).path(0, duration, new SplittableRandom(5));
    double[] share = new double[6];
    for (int k = 0; k < path.state().length; k++) {
      double end = k + 1 < path.time().length ? path.time()[k + 1] : duration;
      share[path.state()[k]] += (end - path.time()[k]) / duration;
    }
    assertThat(share).containsExactly(law, within(0.015));
    double jumps = 0;
    for (int i = 0; i < 6; i++) {
      jumps += law[i] * chain.exitRate(i);
    }
    assertThat(path.time().length / duration).isCloseTo(jumps, within(0.05));
  }

  @Test
  void simulatedReadingsHaveTheTransitionProbabilities() {
    RateMatrix chain = ratchet();
    double[] p = chain.transition(0.7);
    JumpSimulation simulation = new JumpSimulation(chain);
    SplittableRandom random = new SplittableRandom(6);
    double[] share = new double[6];
    for (int k = 0; k < 20_000; k++) {
      share[simulation.at(new double[] {1, 1.7}, 0, random)[1]] += 1 / 20_000.0;
    }
    assertThat(share).containsExactly(Arrays.copyOf(p, 6), within(0.015));
  }

  @Test
  void refusesWhatIsNoRate() {
    assertThatThrownBy(() -> RateMatrix.of(new double[][] {{0, 1}, {-2, 0}}))
        .hasMessage("rates row 2, column 1: must be finite and not negative: got -2.0");
    assertThatThrownBy(() -> RateMatrix.of(new double[][] {{0, 1}, {1}}))
        .hasMessage("rates row 2: must have 2 columns: got 1");
  }
}
