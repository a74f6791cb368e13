package offprint.papers.maxentmechanics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import offprint.kernels.convex.MaximumEntropy;
import offprint.kernels.convex.MomentProblem;
import offprint.kernels.task.Progress;
import org.junit.jupiter.api.Test;

class IonChannelTest {
  private static final double REVERSAL = -3.401197381662156;

  private static IonChannel channel(double voltage) {
    return Checks.channel(voltage);
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
        new Pore(List.of(-1.0), List.of(), List.of(0.5), 1, 0.5, 0.1, List.of(1.0), Pore.Unit.KT, 0)
            .at(1);
    assertThat(channel.entropyProductionNats())
        .isCloseTo(channel.current() * channel.affinity(), within(1e-14));
    assertThat(channel.current()).isPositive();
  }

  @Test
  void informationLevelsOfTheSteadyStateAreKnown() {
    Ladder ladder = ChannelLevels.bySets(channel(0), () -> {});
    double[] entropy = {
      2.079441541680, 1.257662139141, 1.212632986587, 1.212401003346, 1.212400287931
    };
    double[] loss = {0.867041253748, 0.045261851209, 0.000232698655, 7.15414e-7, 0};
    assertThat(ladder.levels()).hasSize(5);
    for (int l = 0; l < 5; l++) {
      assertThat(ladder.levels().get(l).entropyNats()).isCloseTo(entropy[l], within(1e-11));
      assertThat(ladder.levels().get(l).lossNats()).isCloseTo(loss[l], within(1e-11));
    }
    assertThat(ladder.largestPythagoras()).isLessThan(1e-12);
    assertThat(ladder.largestRise()).isNegative();
  }

  @Test
  void meanNumberOfIonsGivesTheKnownModel() {
    IonChannel channel = channel(0);
    double[][] ions = {channel.ions()};
    MaximumEntropy model =
        new Newton(1e-13, 200)
            .solve(MomentProblem.matching(channel.law(), List.of("N"), ions), "N", () -> {});
    assertThat(model.multiplier(0)).isCloseTo(1.538038, within(1e-6));
    Ladder.Level level = ChannelLevels.byNumber(channel, () -> {}).top();
    assertThat(level.entropyNats()).isCloseTo(1.399614350620, within(1e-11));
    assertThat(level.lossNats()).isCloseTo(0.187214062689, within(1e-11));
  }

  @Test
  void simulationAgreesWithTheSteadyState() {
    long seed = Long.getLong("seed", 3);
    IonChannel channel = channel(2);
    JumpProcess simulated =
        new JumpProcess(channel, 300_000, new SplittableRandom(seed), Progress.NONE);
    assertThat(simulated.current().deviation(channel.current()))
        .as("seed %d", seed)
        .isBetween(-4.0, 4.0);
    assertThat(simulated.entropyProductionNats().deviation(channel.entropyProductionNats()))
        .isBetween(-4.0, 4.0);
    assertThat(simulated.currentVariance().deviation(channel.currentVariance()))
        .isBetween(-4.0, 4.0);
    assertThat(simulated.current().error()).isLessThan(0.01);
  }
}
