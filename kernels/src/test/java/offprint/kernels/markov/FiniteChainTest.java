package offprint.kernels.markov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FiniteChainTest {
  private static final long SEED = Long.getLong("seed", 20110527);

  @Test
  void stationaryLawSolvesItsEquationOverRandomChains() {
    RandomGenerator random = new SplittableRandom(SEED);
    for (int n = 1; n <= 40; n++) {
      double[][] p = randomChain(n, random);
      double[] law = StationaryLaw.of(p);
      for (int j = 0; j < n; j++) {
        double in = 0;
        for (int i = 0; i < n; i++) {
          in += law[i] * p[i][j];
        }
        assertThat(in).as("seed %d n %d", SEED, n).isCloseTo(law[j], within(1e-15));
      }
    }
  }

  @Test
  void ratesTwelveDecadesApartKeepRelativeAccuracy() {
    double e = 1e-12;
    double[][] rates = {{0, e, 0}, {1, 0, e}, {0, 1, 0}};
    double[] law = StationaryLaw.of(rates);
    double z = 1 + e + e * e;
    assertThat(law[1] * z / e).isCloseTo(1, within(1e-15));
    assertThat(law[2] * z / (e * e)).isCloseTo(1, within(1e-15));
  }

  @Test
  void transientStatesHaveNoMassAndTwoClosedClassesAreNamed() {
    double[][] absorbing = {{0.5, 0.5, 0}, {0, 0.5, 0.5}, {0, 0.5, 0.5}};
    assertThat(StationaryLaw.of(absorbing))
        .containsExactly(new double[] {0, 0.5, 0.5}, within(1e-15));
    double[][] split = {{1, 0, 0}, {0.2, 0.6, 0.2}, {0, 0, 1}};
    assertThatThrownBy(() -> StationaryLaw.of(split))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0]")
        .hasMessageContaining("[2]");
    CommunicatingClasses classes = CommunicatingClasses.of(split);
    assertThat(classes.count()).isEqualTo(3);
    assertThat(classes.isClosed(classes.classOf(1))).isFalse();
  }

  @Test
  void classesOfACycleWithATailAreTheCycleAndTheTail() {
    double[][] p = {{0, 1, 0, 0}, {0, 0, 1, 0}, {1, 0, 0, 0}, {0.5, 0, 0, 0.5}};
    CommunicatingClasses classes = CommunicatingClasses.of(p);
    assertThat(classes.list().stream().map(int[]::clone))
        .containsExactly(new int[] {0, 1, 2}, new int[] {3});
  }

  @Test
  void perronPairOfATwoByTwoMatrixIsItsClosedForm() {
    double[][] m = {{2, 3}, {1, 4}};
    Perron perron = Perron.of(m);
    assertThat(perron.root()).isCloseTo(5, within(1e-14));
    assertThat(perron.right()).containsExactly(new double[] {1, 1}, within(1e-14));
    assertThat(perron.left()).containsExactly(new double[] {0.25, 0.75}, within(1e-14));
  }

  @Test
  void perronPairSolvesItsEquationsAlsoForPeriodicAndBadlyScaledMatrices() {
    RandomGenerator random = new SplittableRandom(SEED);
    assertThat(Perron.of(new double[][] {{0, 4}, {1, 0}}).root()).isCloseTo(2, within(1e-14));
    for (int n = 2; n <= 30; n++) {
      double[][] m = new double[n][n];
      for (double[] row : m) {
        for (int j = 0; j < n; j++) {
          row[j] = Math.exp(10 * random.nextGaussian());
        }
      }
      Perron perron = Perron.of(m);
      for (int i = 0; i < n; i++) {
        double right = 0;
        double left = 0;
        for (int j = 0; j < n; j++) {
          right += m[i][j] * perron.right()[j];
          left += m[j][i] * perron.left()[j];
        }
        assertThat(right / (perron.root() * perron.right()[i]))
            .as("seed %d n %d", SEED, n)
            .isCloseTo(1, within(1e-11));
        assertThat(left / (perron.root() * perron.left()[i]))
            .as("seed %d n %d", SEED, n)
            .isCloseTo(1, within(1e-11));
      }
    }
    assertThatThrownBy(() -> Perron.of(new double[][] {{1, 0}, {1, 1}}))
        .hasMessage("the matrix must be irreducible: got 2 classes");
  }

  @Test
  void spectrumOfTheCycleIsTheRootsOfUnityAndOfTheLazyWalkItsCosines() {
    int n = 12;
    double[][] walk = new double[n][n];
    double[][] drift = new double[n][n];
    double[] law = new double[n];
    for (int i = 0; i < n; i++) {
      law[i] = 1.0 / n;
      walk[i][i] = 0.5;
      walk[i][(i + 1) % n] = 0.25;
      walk[i][(i + n - 1) % n] = 0.25;
      drift[i][(i + 1) % n] = 1;
    }
    double cosine = Math.cos(2 * Math.PI / n);
    assertThat(Spectrum.isReversible(walk, law)).isTrue();
    assertThat(Spectrum.of(walk, law).absoluteGap()).isCloseTo(0.5 - 0.5 * cosine, within(1e-14));
    assertThat(Spectrum.isReversible(drift, law)).isFalse();
    assertThat(Spectrum.of(drift, law).absoluteGap()).isCloseTo(0, within(1e-12));
    assertThat(Spectrum.of(drift, law).gap()).isCloseTo(1 - cosine, within(1e-12));
  }

  @Test
  void asymptoticVarianceOfTwoStatesIsItsClosedForm() {
    double a = 0.1;
    double b = 0.3;
    double[][] p = {{1 - a, a}, {b, 1 - b}};
    double[] law = StationaryLaw.of(p);
    double expected = a * b * (2 - a - b) / Math.pow(a + b, 3);
    assertThat(AsymptoticVariance.of(p, law, new double[] {0, 1}))
        .isCloseTo(expected, within(1e-14));
  }

  @Test
  void asymptoticCovarianceIsTheSumOfAllLaggedCovariances() {
    RandomGenerator random = new SplittableRandom(SEED);
    int n = 6;
    double[][] p = randomChain(n, random);
    double[] law = StationaryLaw.of(p);
    double[][] f = {random.doubles(n).toArray(), random.doubles(n).toArray()};
    double[][] covariance = AsymptoticVariance.covariance(p, law, f);
    double[] mean = new double[2];
    for (int i = 0; i < n; i++) {
      mean[0] += law[i] * f[0][i];
      mean[1] += law[i] * f[1][i];
    }
    double[][] power = new double[n][n];
    for (int i = 0; i < n; i++) {
      power[i][i] = 1;
    }
    double sum = 0;
    for (int lag = 0; lag < 400; lag++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double forth = (f[0][i] - mean[0]) * (f[1][j] - mean[1]);
          double back = (f[1][i] - mean[1]) * (f[0][j] - mean[0]);
          sum += law[i] * power[i][j] * (lag == 0 ? forth : forth + back);
        }
      }
      power = product(power, p);
    }
    assertThat(covariance[0][1]).as("seed %d", SEED).isCloseTo(sum, within(1e-12));
    assertThat(covariance[1][0]).isEqualTo(covariance[0][1]);
  }

  @Test
  void irreversibilityVanishesOnlyInDetailedBalanceAndIsInfiniteWithoutReverse() {
    double[][] reversible = {{0.5, 0.5, 0}, {0.25, 0.5, 0.25}, {0, 0.5, 0.5}};
    double[][] driven = {{0, 0.6, 0.4}, {0.4, 0, 0.6}, {0.6, 0.4, 0}};
    assertThat(TransitionMatrix.irreversibilityNats(reversible, StationaryLaw.of(reversible)))
        .isCloseTo(0, within(1e-15));
    assertThat(TransitionMatrix.irreversibilityNats(driven, StationaryLaw.of(driven)))
        .isCloseTo(0.2 * Math.log(1.5), within(1e-15));
    double[][] oneWay = {{0, 1, 0}, {0, 0, 1}, {1, 0, 0}};
    assertThat(TransitionMatrix.irreversibilityNats(oneWay, StationaryLaw.of(oneWay))).isInfinite();
  }

  @Test
  void rowsThatAreNoDistributionsAreNamed() {
    assertThatThrownBy(() -> TransitionMatrix.checked(new double[][] {{1, 0}, {0.5, 0.4}}))
        .hasMessage("transition row 2: must sum to 1: got 0.9");
    assertThatThrownBy(() -> TransitionMatrix.checked(new double[][] {{1, 0}, {-0.5, 1.5}}))
        .hasMessage("transition row 2, column 1: must be a probability: got -0.5");
  }

  private static double[][] randomChain(int n, RandomGenerator random) {
    double[][] p = new double[n][n];
    for (double[] row : p) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        row[j] = -Math.log(1 - random.nextDouble());
        sum += row[j];
      }
      for (int j = 0; j < n; j++) {
        row[j] /= sum;
      }
    }
    return p;
  }

  private static double[][] product(double[][] a, double[][] b) {
    int n = a.length;
    double[][] c = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        for (int j = 0; j < n; j++) {
          c[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return c;
  }
}
