package offprint.kernels.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneCycleTest {
  @Test
  void followsThePublishedTenSteps() {
    double[] expected = {
      0.0004,
      0.01,
      0.009619399,
      0.00853554,
      0.00691343,
      0.00500002,
      0.00308661,
      0.0014645,
      0.000380641,
      4e-08
    };
    OneCycle schedule = new OneCycle(0.01, 10, 0.2);
    for (int step = 0; step < expected.length; step++) {
      assertThat(schedule.applyAsDouble(step)).isCloseTo(expected[step], within(5e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 100})
  void staysPositiveAndBelowTheMaximumForAnyLength(int steps) {
    OneCycle schedule = new OneCycle(0.01, steps, 0.2);
    for (int step = 0; step < steps; step++) {
      assertThat(schedule.applyAsDouble(step)).isPositive().isLessThanOrEqualTo(0.01);
    }
  }
}
