package offprint.kernels.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {
  private static double[][] waves() {
    double[][] chains = new double[4][100];
    for (int c = 0; c < 4; c++) {
      for (int t = 1; t <= 100; t++) {
        double u = .6180339887498949 * t * (c + 1);
        chains[c][t - 1] =
            Math.sin(.7 * t) + .3 * Math.cos(.05 * t * (c + 1)) + .1 * c + u - Math.floor(u);
      }
    }
    return chains;
  }

  @Test
  void theKnownChainsHaveTheKnownDiagnostics() {
    double[][] chains = waves();
    assertThat(Diagnostics.rHat(chains)).isCloseTo(1.01927615718, within(1e-11));
    assertThat(Diagnostics.bulkEss(chains)).isCloseTo(163.845571973, within(1e-9));
    assertThat(Diagnostics.tailEss(chains)).isCloseTo(300.528980865, within(1e-9));
    assertThat(Diagnostics.splitRHat(chains)).isCloseTo(1.0143464991, within(1e-10));
    assertThat(Diagnostics.meanEss(chains)).isCloseTo(160.091824897, within(1e-9));
    Diagnostics all = Diagnostics.of(chains);
    assertThat(all.standardError())
        .isCloseTo(all.deviation() / Math.sqrt(160.091824897), within(1e-11));
  }

  @Test
  void autocovariancesAreThoseOfTheSum() {
    double[] series = Arrays.copyOf(waves()[1], 37);
    double mean = Arrays.stream(series).average().orElseThrow();
    double[] covariance = Autocovariance.of(series);
    for (int t = 0; t < 37; t++) {
      double sum = 0;
      for (int s = 0; s + t < 37; s++) {
        sum += (series[s] - mean) * (series[s + t] - mean) / 37;
      }
      assertThat(covariance[t]).isCloseTo(sum, within(1e-14));
    }
  }

  @Test
  void rHatIsUndefinedForAConstantAndInfiniteForChainsThatStand() {
    double[][] chains = new double[2][20];
    assertThat(Diagnostics.rHat(chains)).isNaN();
    assertThat(Diagnostics.bulkEss(chains)).isEqualTo(40);
    Arrays.fill(chains[1], 1);
    assertThat(Diagnostics.rHat(chains)).isInfinite();
  }

  @Test
  void shortAndUnequalChainsAreRefused() {
    assertThatThrownBy(() -> Diagnostics.of(new double[2][7]))
        .hasMessage("a chain must have at least 8 draws: got 7");
    assertThatThrownBy(() -> Diagnostics.of(new double[][] {new double[9], new double[8]}))
        .hasMessage("chains must be equally long: got 9 and 8 draws");
  }

  /** AR(1) of coefficient r has τ = (1 + r) / (1 - r). */
  @Test
  void anAutoregressionHasItsKnownErrorAndTime() {
    RandomGenerator random = new SplittableRandom(11);
    double r = .8;
    double[][] chains = new double[4][50_000];
    for (double[] chain : chains) {
      for (int t = 1; t < chain.length; t++) {
        chain[t] = r * chain[t - 1] + random.nextGaussian();
      }
    }
    double tau = (1 + r) / (1 - r);
    assertThat(200_000 / Diagnostics.meanEss(chains) / tau).isCloseTo(1, within(.08));
    assertThat(AutocorrelationTime.of(chains) / tau).isCloseTo(1, within(.08));
    double exact = Math.sqrt(tau / 50_000) / Math.sqrt(1 - r * r);
    assertThat(BatchMeans.standardError(chains[0], 50) / exact).isCloseTo(1, within(.3));
    assertThatThrownBy(() -> BatchMeans.standardError(chains[0], 1))
        .hasMessageContaining("batches must be from 2");
  }
}
