package offprint.papers.maxentmechanics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import offprint.kernels.convex.MomentProblem;
import org.junit.jupiter.api.Test;

class IonChannelTest {
  private static final double REVERSAL = -3.401197381662156;

  static IonChannel channel(double voltage) {
    return new IonChannel(
        new double[] {-2, -3, -2},
        new double[] {2, 2},
        new double[] {0.2, 0.5, 0.8},
        1,
        0.075,
        0.0025,
        voltage);
  }

  @Test
  void steadyStateAtRestHasTheKnownCurrentAndProduction() {
    IonChannel channel = channel(0);
    assertThat(channel.current()).isCloseTo(0.14510314371200, within(1e-14));
    assertThat(channel.entropyProductionNats()).isCloseTo(0.49352443246421, within(1e-14));
    assertThat(channel.entropyProductionNats())
        .isCloseTo(channel.current() * channel.affinity(), within(1e-14));
    assertThat(channel.law()[0]).isCloseTo(0.492425185924, within(1e-12));
    assertThat(channel.currentVariance()).isCloseTo(0.1147577, within(1e-5));
  }

  @Test
  void currentAndProductionAtTwoUnitsOfVoltageAreKnown() {
    IonChannel channel = channel(2);
    assertThat(channel.current()).isCloseTo(0.26624003074910, within(1e-14));
    assertThat(channel.entropyProductionNats()).isCloseTo(1.43801495697570, within(1e-13));
  }

  @Test
  void nothingFlowsAtTheNernstPotential() {
    IonChannel channel = channel(REVERSAL);
    assertThat(channel.current()).isCloseTo(0, within(1e-15));
    assertThat(channel.entropyProductionNats()).isCloseTo(0, within(1e-15));
  }

  @Test
  void cumulantGeneratorHasTheFluctuationSymmetry() {
    IonChannel channel = channel(0);
    double a = channel.affinity();
    assertThat(channel.cumulantGenerator(0.3)).isCloseTo(0.04891155051247, within(1e-13));
    assertThat(channel.cumulantGenerator(-a - 0.3)).isCloseTo(0.04891155051247, within(1e-12));
    assertThat(channel.cumulantGenerator(0)).isCloseTo(0, within(1e-13));
    double h = 1e-4;
    double slope = (channel.cumulantGenerator(h) - channel.cumulantGenerator(-h)) / (2 * h);
    assertThat(slope).isCloseTo(channel.current(), within(1e-8));
    double bend = (channel.cumulantGenerator(h) + channel.cumulantGenerator(-h)) / (h * h);
    assertThat(bend).isCloseTo(channel.currentVariance(), within(1e-5));
  }

  @Test
  void oneSiteExchangesWithBothBathsBetweenTheSameTwoStates() {
    IonChannel channel =
        new IonChannel(new double[] {-1}, new double[0], new double[] {0.5}, 1, 0.5, 0.1, 1);
    assertThat(channel.entropyProductionNats())
        .isCloseTo(channel.current() * channel.affinity(), within(1e-14));
    assertThat(channel.current()).isPositive();
  }

  @Test
  void informationLevelsOfTheSteadyStateAreKnown() {
    IonChannel channel = channel(0);
    double[][] columns = {
      channel.occupied(1),
      channel.occupied(2),
      channel.occupied(4),
      channel.occupied(3),
      channel.occupied(6),
      channel.occupied(5),
      channel.occupied(7)
    };
    Ladder ladder =
        climb(columns, new int[] {0, 3, 5, 6, 7}, List.of("", "n", "nn", "n1n3", "nnn"), channel);
    double[] entropy = {
      2.079441541680, 1.257662139141, 1.212632986587, 1.212401003346, 1.212400287931
    };
    double[] loss = {0.867041253748, 0.045261851209, 0.000232698655, 7.15414e-7, 0};
    for (int l = 0; l < 5; l++) {
      assertThat(ladder.levels().get(l).entropyNats()).isCloseTo(entropy[l], within(1e-11));
      assertThat(ladder.levels().get(l).lossNats()).isCloseTo(loss[l], within(1e-11));
    }
    assertThat(ladder.largestPythagoras()).isLessThan(1e-12);
    assertThat(ladder.largestRise()).isNegative();
    Ladder total = climb(new double[][] {channel.ions()}, new int[] {1}, List.of("N"), channel);
    assertThat(total.top().model().multiplier(0)).isCloseTo(1.538038, within(1e-6));
    assertThat(total.top().entropyNats()).isCloseTo(1.399614350620, within(1e-11));
    assertThat(total.top().lossNats()).isCloseTo(0.187214062689, within(1e-11));
  }

  private static Ladder climb(
      double[][] columns, int[] sizes, List<String> names, IonChannel channel) {
    double[] targets = new double[columns.length];
    for (int k = 0; k < columns.length; k++) {
      for (int s = 0; s < channel.states(); s++) {
        targets[k] += channel.law()[s] * columns[k][s];
      }
    }
    double[] uniform = new double[channel.states()];
    Arrays.fill(uniform, 1);
    List<String> features = Arrays.stream(columns).map(_ -> "f").toList();
    return Ladder.climb(
        MomentProblem.of(uniform, features, columns, targets),
        names,
        sizes,
        channel.law(),
        1e-13,
        200,
        _ -> {});
  }

  @Test
  void simulationAgreesWithTheSteadyState() {
    long seed = Long.getLong("seed", 3);
    IonChannel channel = channel(2);
    JumpProcess simulated = new JumpProcess(channel, 300_000, new SplittableRandom(seed), _ -> {});
    assertThat(simulated.current())
        .as("seed %d", seed)
        .isCloseTo(channel.current(), within(4 * simulated.currentError()));
    assertThat(simulated.entropyProductionNats())
        .isCloseTo(channel.entropyProductionNats(), within(4 * simulated.entropyProductionError()));
    assertThat(simulated.currentVariance())
        .isCloseTo(channel.currentVariance(), within(4 * simulated.currentVarianceError()));
    assertThat(simulated.currentError()).isLessThan(0.01);
  }
}
