package offprint.kernels.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EntropyTest {
  @Test
  void uniformAndPointLawsHaveTheKnownEntropies() {
    assertThat(Entropy.bits(.25, .25, .25, .25)).isCloseTo(2, within(1e-15));
    assertThat(Entropy.bits(1, 0, 0)).isZero();
    assertThat(Entropy.binaryBits(0.11)).isCloseTo(0.499915958164528, within(1e-12));
    assertThat(Entropy.bits(.5, .5) * Entropy.NATS_PER_BIT).isCloseTo(Math.log(2), within(1e-15));
  }

  @Test
  void mergingLosesTheBinaryEntropyOfTheTwoMasses() {
    double a = 0.3;
    double b = 0.1;
    assertThat(Entropy.mergeLossBits(a, b))
        .isCloseTo((a + b) * Entropy.binaryBits(a / (a + b)), within(1e-15))
        .isCloseTo(Entropy.bits(.6, a, b) - Entropy.bits(.6, a + b), within(1e-15));
  }

  @Test
  void normalisingNamesTheWeightThatIsWrong() {
    assertThat(Distribution.normalise("weights", new double[] {1, 3})).containsExactly(0.25, 0.75);
    assertThatThrownBy(() -> Distribution.normalise("weights", new double[] {1, -2}))
        .hasMessage("weights, item 2 must be a finite weight of at least 0: got -2.0");
    assertThatThrownBy(() -> Distribution.normalise("weights", new double[] {Double.NaN}))
        .hasMessage("weights, item 1 must be a finite weight of at least 0: got NaN");
    assertThatThrownBy(() -> Distribution.normalise("weights", new double[] {0, 0}))
        .hasMessage("weights must have a positive, finite sum: got 0.0");
    assertThatThrownBy(() -> Distribution.normalise("target", new double[0]))
        .hasMessage("target must have at least 1 symbol: got 0");
  }

  @Test
  void orderIsDescendingAndStable() {
    Random random = new Random(1);
    for (int n : new int[] {0, 1, 2, 64, 65, 5000}) {
      for (double step : new double[] {0.1, 1e-9}) {
        double[] mass = random.doubles(n).map(x -> step * Math.floor(x / step) - 0.1).toArray();
        int[] order = DescendingOrder.of(mass);
        assertThat(Arrays.stream(order).sorted().toArray())
            .isEqualTo(IntStream.range(0, n).toArray());
        for (int i = 1; i < n; i++) {
          double before = mass[order[i - 1]];
          double now = mass[order[i]];
          assertThat(before > now || (before == now && order[i - 1] < order[i])).isTrue();
        }
      }
    }
    assertThat(DescendingOrder.of(new double[] {0, -0.0, 1})).containsExactly(2, 0, 1);
  }

  @Test
  void meetIsMajorisedByBoth() {
    double[] p = {.5, .3, .2};
    double[] q = {.2, .6, .1, .1};
    double[] meet = Majorization.meet(p, q);
    assertThat(meet).containsExactly(new double[] {.5, .3, .1, .1}, within(1e-12));
  }

  @Test
  void composingThroughTheIdentityChangesNothing() {
    Coupling joint = Coupling.ofDense(new double[][] {{.1, .2}, {.3, 0}, {.15, .25}});
    Coupling identity = Coupling.ofDense(new double[][] {{.55, 0}, {0, .45}});
    Coupling composed = joint.compose(identity, 100);
    assertThat(composed.entropyBits()).isCloseTo(joint.entropyBits(), within(1e-12));
    assertThat(composed.rowMargin()).containsExactly(joint.rowMargin(), within(1e-12));
    assertThatThrownBy(() -> joint.compose(identity, 3)).hasMessageContaining("at most 3 cells");
  }

  @Test
  void informationIsSymmetricNoughtWhenIndependentAndNeverNegative() {
    double[] p = {.2, .5, .3};
    double[] q = {.6, .4};
    assertThat(Coupling.independent(p, q).mutualInformationBits()).isCloseTo(0, within(1e-12));
    Coupling joint = Coupling.ofDense(new double[][] {{.5, 0}, {0, .5}});
    assertThat(joint.mutualInformationBits()).isCloseTo(1, within(1e-12));
  }
}
