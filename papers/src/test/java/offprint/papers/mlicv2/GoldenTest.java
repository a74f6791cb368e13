package offprint.papers.mlicv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Values computed once, elsewhere, from formulas. */
class GoldenTest {
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
