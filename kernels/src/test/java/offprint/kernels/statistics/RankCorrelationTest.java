package offprint.kernels.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {
  @Test
  void handlesTies() {
    assertThat(RankCorrelation.of(new double[] {1, 2, 3}, new double[] {9, 5, 1})).isEqualTo(-1);
    assertThat(RankCorrelation.of(new double[] {1, 1, 2, 3}, new double[] {1, 2, 3, 4}))
        .isCloseTo(0.9486832980505138, within(1e-12));
    assertThat(RankCorrelation.of(new double[] {1, 1}, new double[] {1, 2})).isZero();
  }
}
