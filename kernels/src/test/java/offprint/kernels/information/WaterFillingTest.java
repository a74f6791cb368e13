package offprint.kernels.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaterFillingTest {
  private static final WaterFilling FOUR = new WaterFilling(new double[] {8, 4, 1, .2}, 1);

  @ParameterizedTest
  @CsvSource({
    "0, .5625, .4375, 0, 0, 1.984395249018",
    ".05, .554713287304, .440530747927, .004754292602, .000001672167, 2.041086722867",
    ".5, .416055438957, .348461958235, .155689466390, .079793136413, 3.399131699198",
    "5, .278549930819, .264096010406, .235737721674, .221616337102, 3.983823445880"
  })
  void referencePowers(double gamma, double p1, double p2, double p3, double p4, double dimension) {
    double[] powers = FOUR.powers(gamma);
    assertThat(powers).containsExactly(new double[] {p1, p2, p3, p4}, within(1e-11));
    double nats = -Arrays.stream(powers).filter(p -> p > 0).map(p -> p * Math.log(p)).sum();
    assertThat(Math.exp(nats)).isCloseTo(dimension, within(1e-10));
  }

  @Test
  void noOtherSharesAreBetter() {
    for (double gamma : new double[] {0, .3}) {
      double[] powers = FOUR.powers(gamma);
      double best = objective(powers, gamma);
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
          double[] moved = powers.clone();
          double part = Math.min(1e-3, moved[i]);
          moved[i] -= part;
          moved[j] += part;
          assertThat(objective(moved, gamma)).isLessThanOrEqualTo(best + 1e-12);
        }
      }
    }
  }

  private static double objective(double[] powers, double gamma) {
    double[] gains = {8, 4, 1, .2};
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += 0.5 * Math.log1p(gains[i] * powers[i]);
      sum -= powers[i] > 0 ? gamma * powers[i] * Math.log(powers[i]) : 0;
    }
    return sum;
  }

  @Test
  void powerIsSpentWhateverItsSize() {
    for (double total : new double[] {1e-6, 3, 1e6}) {
      for (double gamma : new double[] {0, 1e-3, 1, 100}) {
        double[] powers = new WaterFilling(new double[] {1e3, 1, 1e-3}, total).powers(gamma);
        assertThat(Arrays.stream(powers).sum()).isCloseTo(total, within(1e-12 * total));
        assertThat(powers[0]).isGreaterThanOrEqualTo(powers[2]);
      }
    }
  }

  @Test
  void wrongNumbersAreNamed() {
    assertThatThrownBy(() -> new WaterFilling(new double[] {1, 0}, 1))
        .hasMessage("gain 2 must be finite and above 0: got 0.0");
    assertThatThrownBy(() -> new WaterFilling(new double[] {1}, -1))
        .hasMessage(
            "there must be a gain, and the power must be finite and above 0: got 1 and -1.0");
    assertThatThrownBy(() -> FOUR.powers(-1)).hasMessage("gamma must be at least 0: got -1.0");
  }
}
