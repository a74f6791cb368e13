package offprint.kernels.special;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpecialTest {
  @Test
  void chiSquaredTailsAreTheTabulatedOnes() {
    assertThat(ChiSquared.tail(3.841458820694124, 1)).isCloseTo(0.05, within(1e-14));
    assertThat(ChiSquared.tail(5.991464547107979, 2)).isCloseTo(0.05, within(1e-14));
    assertThat(ChiSquared.tail(18.307038053275146, 10)).isCloseTo(0.05, within(1e-13));
    assertThat(ChiSquared.tail(0.5, 7)).isCloseTo(0.9994464813904249, within(1e-13));
    assertThat(ChiSquared.tail(200, 2) / Math.exp(-100)).isCloseTo(1, within(1e-12));
    assertThat(ChiSquared.tail(0, 3)).isEqualTo(1);
  }

  @Test
  void quadratureIsExactForPolynomialsOfDegreeTwoNLessOne() {
    for (int n = 1; n <= 16; n++) {
      GaussLegendre rule = GaussLegendre.composite(0, 2, 1, n);
      double sum = 0;
      double weight = 0;
      for (int i = 0; i < n; i++) {
        sum += rule.weight(i) * Math.pow(rule.node(i), 2 * n - 1);
        weight += rule.weight(i);
      }
      assertThat(weight).isCloseTo(2, within(1e-14));
      assertThat(sum / (Math.pow(2, 2 * n) / (2 * n))).as("n = %d", n).isCloseTo(1, within(1e-13));
    }
  }

  @Test
  void gammaAndItsDerivativeAreTheTabulatedOnes() {
    assertThat(GammaFunction.logGamma(0.5)).isCloseTo(0.5 * Math.log(Math.PI), within(1e-14));
    assertThat(GammaFunction.logGamma(1)).isCloseTo(0, within(1e-14));
    assertThat(GammaFunction.logGamma(12) / Math.log(39_916_800)).isCloseTo(1, within(1e-14));
    assertThat(GammaFunction.digamma(1)).isCloseTo(-0.5772156649015329, within(1e-14));
    assertThat(GammaFunction.digamma(0.5)).isCloseTo(-1.9635100260214235, within(1e-14));
    double slope =
        (GammaFunction.logGamma(37.5 + 1e-4) - GammaFunction.logGamma(37.5 - 1e-4)) / 2e-4;
    assertThat(GammaFunction.digamma(37.5)).isCloseTo(slope, within(1e-9));
  }
}
