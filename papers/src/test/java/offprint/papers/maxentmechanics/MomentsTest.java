package offprint.papers.maxentmechanics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MomentsTest {
  private static DensityFit solve(Domain domain, double low, double high, double... moments) {
    return new DensityFit(domain, low, high, moments, new Newton(1e-13, 200), () -> {});
  }

  @Test
  void meanOnTheHalfLineGivesTheExponential() {
    DensityFit fit = solve(Domain.HALF_LINE, 1, 0, 3.5);
    assertThat(fit.multiplier(1)).isCloseTo(0.4, within(1e-12));
    assertThat(fit.differentialEntropyNats()).isCloseTo(1 + Math.log(2.5), within(1e-12));
    assertThat(fit.quantile(0.05)).isCloseTo(1 - 2.5 * Math.log(0.95), within(1e-5));
    assertThat(fit.quantile(0.99)).isCloseTo(1 - 2.5 * Math.log(0.01), within(1e-4));
  }

  @Test
  void meanAndSquareOnTheLineGiveTheNormal() {
    DensityFit fit = solve(Domain.LINE, 0, 0, 1, 5);
    assertThat(fit.multiplier(1)).isCloseTo(-0.25, within(1e-11));
    assertThat(fit.multiplier(2)).isCloseTo(0.125, within(1e-11));
    assertThat(fit.moment(4)).isCloseTo(1 + 6 * 4 + 3 * 16, within(1e-8));
    assertThat(fit.quantile(0.95)).isCloseTo(1 + 2 * 1.6448536269514722, within(1e-5));
  }

  @Test
  void midpointOfAnIntervalGivesTheUniformAndTwoMomentsATruncatedNormal() {
    DensityFit uniform = solve(Domain.INTERVAL, 2, 6, 4);
    assertThat(uniform.density(17)).isCloseTo(0.25, within(1e-12));
    DensityFit fit = solve(Domain.INTERVAL, 0, 1, 0.4, 0.2);
    assertThat(fit.moment(1)).isCloseTo(0.4, within(1e-12));
    assertThat(fit.moment(2)).isCloseTo(0.2, within(1e-12));
    double ratio = fit.density(100) / fit.density(200);
    double x = fit.x(100);
    double y = fit.x(200);
    double exponent = fit.multiplier(1) * (y - x) + fit.multiplier(2) * (y * y - x * x);
    assertThat(Math.log(ratio)).isCloseTo(exponent, within(1e-11));
  }

  @Test
  void eightMomentsOfASkewLawAreMet() {
    double[] moments = new double[8];
    for (int k = 1; k <= 8; k++) {
      moments[k - 1] = 6.0 / ((k + 2) * (k + 3)); // Beta(2, 2): E x^k
    }
    DensityFit fit = solve(Domain.INTERVAL, 0, 1, moments);
    for (int k = 1; k <= 8; k++) {
      assertThat(fit.moment(k)).isCloseTo(moments[k - 1], within(1e-10));
    }
    assertThat(fit.differentialEntropyNats()).isCloseTo(-0.12509, within(1e-3));
  }

  @Test
  void momentsThatNoDensityHasAreRefused() {
    assertThatThrownBy(() -> solve(Domain.INTERVAL, 0, 1, 1.2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("E u^1");
    assertThatThrownBy(() -> solve(Domain.INTERVAL, 0, 1, 0.5, 0.2))
        .hasMessageContaining("targets cannot be met together");
    assertThatThrownBy(() -> solve(Domain.INTERVAL, 1, 1, 0.5)).hasMessageContaining("low");
    assertThatThrownBy(() -> solve(Domain.HALF_LINE, 0, 0, -1)).hasMessageContaining("moments");
    assertThatThrownBy(() -> solve(Domain.LINE, 0, 0, 1)).hasMessageContaining("even number");
    assertThatThrownBy(() -> solve(Domain.HALF_LINE, 0, 0, 1, 5)).hasMessageContaining("moments");
  }
}
