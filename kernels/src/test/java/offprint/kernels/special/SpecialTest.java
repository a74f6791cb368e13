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

  /** Against SciPy's ndtri. */
  @Test
  void normalQuantilesAreTheTabulatedOnes() {
    double[][] table = {
      {0.075, -1.4395314709384563},
      {0.3, -0.5244005127080409},
      {0.93, 1.475791028179171},
      {1e-3, -3.090232306167813},
      {1e-14, -7.6506280929352695},
      {1e-100, -21.273453560965322},
      {0.999999999, 5.997807019601637}
    };
    for (double[] row : table) {
      assertThat(NormalQuantile.at(row[0]) / row[1]).isCloseTo(1, within(1e-14));
    }
    assertThat(NormalQuantile.at(0.5)).isZero();
    assertThat(NormalQuantile.at(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(NormalQuantile.at(1.5)).isNaN();
  }

  /** Against SciPy's gammaln and digamma. */
  @Test
  void gammaAndItsDerivativeAreThoseOfSciPy() {
    double[][] table = {
      {1e-3, 6.907178885383853, -1000.5755719318103},
      {0.5, 0.5723649429247, -1.9635100260214235},
      {3.7, 1.428072326665388, 1.1671535393615113},
      {11.99, 17.477885575426185, 2.4417922836683346},
      {12.5, 18.73434751193645, 2.4851956512749123},
      {1e6, 12815504.569147611, 13.81551005796419}
    };
    for (double[] row : table) {
      assertThat(LogGamma.value(row[0]) / row[1]).isCloseTo(1, within(2e-14));
      assertThat(LogGamma.derivative(row[0]) / row[2]).isCloseTo(1, within(2e-14));
    }
    assertThat(LogGamma.value(-0.5)).isNaN();
    assertThat(LogGamma.derivative(0)).isNaN();
  }
}
