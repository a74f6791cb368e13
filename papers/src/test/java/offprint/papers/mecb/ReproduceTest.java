package offprint.papers.mecb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import offprint.papers.mecb.BruteForce.Optimum;
import org.junit.jupiter.api.Test;

class ReproduceTest {
  @Test
  void bruteForceNeverFindsLessThanTheBestMapAndMatchesTheorem3() {
    double[] p = {.7, .2, .1};
    for (double rate : new double[] {0.2, 0.5, 0.8, 1.05}) {
      Optimum brute = BruteForce.search(p, rate, 4, 12, () -> {});
      assertThat(brute.entropyBits()).isLessThanOrEqualTo(rate + 1e-9);
      assertThat(brute.informationBits())
          .isGreaterThanOrEqualTo(Compressor.EXACT.compress(p, rate).entropyBits() - 1e-9)
          .isCloseTo(
              NearDeterministic.best(NearDeterministic.maps(p, rate), rate, 4).informationBits(),
              within(5e-6));
    }
  }

  @Test
  void bruteForceOnTwoEqualSymbolsIsTheNoisySplit() {
    Optimum brute = BruteForce.search(new double[] {.5, .5}, 0.5, 3, 12, () -> {});
    Encoder filled =
        NearDeterministic.best(NearDeterministic.maps(new double[] {.5, .5}, 0.5), 0.5, 3);
    assertThat(brute.informationBits()).isGreaterThanOrEqualTo(filled.informationBits() - 1e-9);
  }
}
