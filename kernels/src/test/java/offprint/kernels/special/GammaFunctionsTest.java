package offprint.kernels.special;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Values of scipy.special. */
class GammaFunctionsTest {
  @Test
  void incompleteFunctionsAreThoseOfScipy() {
    assertThat(GammaFunctions.lowerGamma(2.5, 1.7)).isCloseTo(0.36143007689620493, within(1e-13));
    assertThat(GammaFunctions.lowerGamma(0.3, 4)).isCloseTo(0.9979774893543891, within(1e-13));
    assertThat(GammaFunctions.incompleteBeta(2.5, 0.7, 0.4))
        .isCloseTo(0.06306575319746537, within(1e-13));
  }

  @Test
  void inversesAreThoseOfScipy() {
    assertThat(GammaFunctions.inverseLowerGamma(0.3, 0.2))
        .isCloseTo(0.0032703395246849493, within(1e-14));
    assertThat(GammaFunctions.inverseLowerGamma(50, 0.9))
        .isCloseTo(59.24900190553106, within(1e-10));
    assertThat(GammaFunctions.inverseIncompleteBeta(2.5, 0.7, 0.4))
        .isCloseTo(0.7827550629209414, within(1e-12));
    assertThat(GammaFunctions.inverseIncompleteBeta(20, 1.5, 0.01))
        .isCloseTo(0.7556050646152765, within(1e-12));
  }
}
