package offprint.kernels.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpectrumEntropyTest {
  /** Covariance, by 1/rows, of (sin(1+i), .5 cos(2i+.3), .2 sin(.7 i²) + .3 sin(1+i)), i < 12. */
  private static double[] covariance() {
    double[][] z = new double[12][];
    double[] mean = new double[3];
    for (int i = 0; i < 12; i++) {
      double first = Math.sin(1 + i);
      z[i] =
          new double[] {first, .5 * Math.cos(2 * i + .3), .2 * Math.sin(.7 * i * i) + .3 * first};
      for (int d = 0; d < 3; d++) {
        mean[d] += z[i][d] / 12;
      }
    }
    double[] c = new double[9];
    for (double[] row : z) {
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          c[3 * i + j] += (row[i] - mean[i]) * (row[j] - mean[j]) / 12;
        }
      }
    }
    return c;
  }

  @Test
  void entropyOfTheReferenceSpectrum() {
    double[] c = covariance();
    double trace = c[0] + c[4] + c[8];
    double[] shares =
        Arrays.stream(SymmetricEigen.of(c, 3).values()).map(value -> value / trace).toArray();
    assertThat(shares)
        .containsExactly(new double[] {.804646342640, .182374120119, .012979537241}, within(1e-11));
    double nats = SpectrumEntropy.nats(shares);
    assertThat(nats).isCloseTo(.5416250368522444, within(1e-12));
    assertThat(Math.exp(nats)).isCloseTo(1.718797703570505, within(1e-12));
    assertThat(SpectrumEntropy.Gradient.of(covariance(), 3, 1e-8).nats())
        .isCloseTo(nats, within(1e-14));
  }

  @Test
  void gradientIsThatOfFiniteDifferences() {
    double[] c = covariance();
    double[] gradient = SpectrumEntropy.Gradient.of(c, 3, 1e-8).byCovariance();
    double h = 1e-6;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j <= i; j++) {
        double[] up = c.clone();
        double[] down = c.clone();
        up[3 * i + j] += h;
        down[3 * i + j] -= h;
        up[3 * j + i] = up[3 * i + j];
        down[3 * j + i] = down[3 * i + j];
        double slope =
            (SpectrumEntropy.Gradient.of(up, 3, 1e-8).nats()
                    - SpectrumEntropy.Gradient.of(down, 3, 1e-8).nats())
                / (2 * h);
        double expected = i == j ? gradient[3 * i + i] : 2 * gradient[3 * i + j];
        assertThat(slope).isCloseTo(expected, within(1e-6));
      }
    }
  }

  @Test
  void scaleDoesNotMatterRankOneIsZeroWhiteIsTheLogarithm() {
    double[] c = covariance();
    double[] scaled = c.clone();
    for (int i = 0; i < 9; i++) {
      scaled[i] *= 7;
    }
    assertThat(SpectrumEntropy.Gradient.of(scaled, 3, 1e-8).nats())
        .isCloseTo(SpectrumEntropy.Gradient.of(c, 3, 1e-8).nats(), within(1e-12));
    SplittableRandom random = new SplittableRandom(1);
    double[] u = random.doubles(4).toArray();
    double[] one = new double[16];
    double[] white = new double[16];
    for (int i = 0; i < 4; i++) {
      white[5 * i] = 3;
      for (int j = 0; j < 4; j++) {
        one[4 * i + j] = u[i] * u[j];
      }
    }
    assertThat(SpectrumEntropy.Gradient.of(one, 4, 1e-8).nats()).isCloseTo(0, within(1e-12));
    assertThat(SpectrumEntropy.Gradient.of(white, 4, 0).nats())
        .isCloseTo(Math.log(4), within(1e-12));
    assertThat(SpectrumEntropy.Gradient.of(new double[16], 4, 0).byCovariance()).containsOnly(0);
  }
}
