package offprint.papers.mlicv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Values computed once, elsewhere, from formulas. */
class GoldenTest {
  @Test
  void roundingUpHasItsKnownChances() {
    assertThat(Annealing.up(.3, .5)).isCloseTo(.246835443038, within(1e-11));
    assertThat(Annealing.up(.3, .1)).isCloseTo(.003766598479, within(1e-11));
    assertThat(Annealing.up(-1.8, .25)).isCloseTo(.027027027027, within(1e-11));
    assertThat(Annealing.up(.5, .5)).isCloseTo(.5, within(1e-12));
    assertThat(Annealing.temperature(35, 100)).isEqualTo(.5);
    assertThat(Annealing.temperature(100, 100)).isCloseTo(.5 * Math.exp(-1.3), within(1e-12));
  }

  @Test
  void qualitiesAreTheSixLambdasAndTheirStep() {
    double[] lambdas = {.0018, .0035, .0067, .013, .025, .0483};
    for (int i = 0; i < 6; i++) {
      assertThat(Quality.of(i + 1).lambda()).isCloseTo(lambdas[i], within(1e-12));
    }
    assertThat(Quality.of(4).step()).isCloseTo(44.6936f, within(1e-3f));
    assertThat(Quality.of(4).gain()).isZero();
  }
}
