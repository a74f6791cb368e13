package offprint.kernels.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MaternSmootherTest {
  private static final double[] X = {0, 0.1, 0.35, 0.7, 1};
  private static final double[] Y = {0.5, -0.2, 0.3, 1.1, 0.4};

  private static void close(double[] actual, double tolerance, double... expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).as("entry %d", i).isCloseTo(expected[i], within(tolerance));
    }
  }

  @Test
  void transitionsAreTheKnownOnes() {
    double[] a = new double[4];
    double[] q = new double[4];
    new MaternProcess(Matern.MATERN32, 0.3, 1.5).transition(0.1, a, q);
    close(a, 1e-12, 0.8854990675495, 0.0561383913799, -1.8712797126631, 0.2372687600484);
    close(q, 1e-11, 0.1662611527174, 1.8195303353402, 1.8195303353402, 41.9326451307182);
    new MaternProcess(Matern.MATERN12, 0.3, 1.5).transition(0.1, a, q);
    assertThat(a[0]).isCloseTo(0.7165313105738, within(1e-12));
    assertThat(q[0]).isCloseTo(0.7298743214511, within(1e-12));
  }

  @Test
  void theNoiseOfATransitionKeepsTheStationaryCovariance() {
    MaternProcess process = new MaternProcess(Matern.MATERN32, 0.7, 2);
    double[] a = new double[4];
    double[] q = new double[4];
    for (double distance : new double[] {0, 1e-9, 1e-3, 0.3, 5}) {
      process.transition(distance, a, q);
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
          double moved =
              a[2 * i] * process.stationary(0) * a[2 * j]
                  + a[2 * i + 1] * process.stationary(1) * a[2 * j + 1];
          double stationary = i == j ? process.stationary(i) : 0;
          assertThat(q[2 * i + j]).isCloseTo(stationary - moved, within(1e-14 * 20));
        }
      }
    }
  }

  @Test
  void smoothingIsTheKnownOne() {
    MaternRegression rough = regression(Matern.MATERN12);
    close(
        rough.smooth().mean(),
        1e-12,
        0.467797576479225,
        -0.1671880518836,
        0.296852031701263,
        1.071163434721866,
        0.399822258572088);
    close(
        rough.smooth().covariance(),
        1e-12,
        0.037974070955255,
        0.037758845232336,
        0.038629976453657,
        0.038703526753022,
        0.038807976688619);
    assertThat(rough.logEvidence()).isCloseTo(-5.817025184792, within(1e-11));
    MaternRegression smooth = regression(Matern.MATERN32);
    close(
        smooth.smooth().mean(),
        1e-12,
        0.423464619649088,
        -0.117524026382886,
        0.286969763269839,
        1.070030858337629,
        0.403947930572487);
    close(
        smooth.smooth().covariance(),
        1e-12,
        0.035721089321257,
        0.034664850571872,
        0.038116809877067,
        0.038412004759337,
        0.038653106258081);
    assertThat(smooth.logEvidence()).isCloseTo(-5.684118235443, within(1e-11));
  }

  private static MaternRegression regression(Matern kernel) {
    double[] noise = new double[X.length];
    Arrays.fill(noise, 0.04);
    return new MaternRegression(new MaternProcess(kernel, 0.3, 1.5), X, Y, noise);
  }

  @ParameterizedTest
  @EnumSource
  void smoothingIsTheDenseGaussianProcess(Matern kernel) {
    SplittableRandom random = new SplittableRandom(5);
    int n = 400;
    double[] x = random.doubles(n, 0, 3).toArray();
    double[] y = random.doubles(n, -1, 1).toArray();
    double[] noise = new double[n];
    Arrays.fill(noise, 0.05);
    double[] query = {-0.5, 0.4, 1.7, 3.2};
    MaternRegression line = new MaternRegression(new MaternProcess(kernel, 0.4, 1.3), x, y, noise);
    DenseGp.Covariance covariance = new DenseGp.Covariance(kernel, new double[] {0.4}, 1.3);
    DenseGp dense =
        new DenseGp(
            covariance,
            Arrays.stream(x).mapToObj(v -> new double[] {v}).toArray(double[][]::new),
            y,
            0.05);
    Moments moments = line.smooth(query);
    for (int i = 0; i < moments.x().length; i++) {
      double[] place = {moments.x()[i]};
      assertThat(moments.mean()[i]).isCloseTo(dense.mean(place), within(1e-9));
      assertThat(moments.covariance()[i]).isCloseTo(dense.variance(place), within(1e-9));
    }
    assertThat(line.logEvidence()).isCloseTo(dense.logEvidence(), within(1e-8));
  }

  /** Three components coupled by the evidence, against the joint Gaussian of all of them. */
  @ParameterizedTest
  @EnumSource
  void coupledComponentsAreTheJointGaussian(Matern kernel) {
    PseudoObservations evidence = coupled(6, 3, 2);
    MaternProcess process = new MaternProcess(kernel, 0.5, 0.8);
    Moments moments = new MaternSmoother(process, 3).smooth(evidence);
    JointGaussian joint = JointGaussian.of(process, evidence);
    close(moments.mean(), 1e-10, joint.mean());
    close(moments.covariance(), 1e-10, joint.covariance());
    assertThat(moments.logNormaliser()).isCloseTo(joint.logNormaliser(), within(1e-10));
  }

  /** Precisions of rank 2 with nothing at the third place. */
  private static PseudoObservations coupled(int n, int components, double size) {
    SplittableRandom random = new SplittableRandom(8);
    double[] x = random.doubles(n, 0, 1).sorted().toArray();
    PseudoObservations evidence = PseudoObservations.none(x, components);
    for (int k = 0; k < n; k++) {
      for (int rank = 0; rank < 2 && k != 2; rank++) {
        double[] u = random.doubles(components, -size, size).toArray();
        for (int i = 0; i < components; i++) {
          for (int j = 0; j < components; j++) {
            evidence.precision()[(k * components + i) * components + j] += u[i] * u[j];
          }
          evidence.shift()[k * components + i] += 0.7 * u[i];
        }
      }
    }
    return evidence;
  }

  /** Rounding must not grow on the way back: many places of strong evidence. */
  @ParameterizedTest
  @EnumSource
  void longWaysBackStayExact(Matern kernel) {
    PseudoObservations evidence = coupled(300, 2, 10);
    MaternProcess process = new MaternProcess(kernel, 0.1, 1);
    Moments moments = new MaternSmoother(process, 2).smooth(evidence);
    JointGaussian joint = JointGaussian.of(process, evidence);
    close(moments.mean(), 1e-9, joint.mean());
    close(moments.covariance(), 1e-9, joint.covariance());
  }

  @Test
  void placesMayLieAsNearAsNumbersCan() {
    double[] x = {0.5, Math.nextUp(0.5), Math.nextUp(Math.nextUp(0.5))};
    double[] noise = {1e-3, 1e-3, 1e-3};
    MaternProcess process = new MaternProcess(Matern.MATERN32, 0.1, 1);
    Moments near = new MaternRegression(process, x, new double[] {1, 2, 3}, noise).smooth();
    double[] same = {0.5, 0.5, 0.5};
    Moments equal = new MaternRegression(process, same, new double[] {1, 2, 3}, noise).smooth();
    assertThat(near.mean()[1]).isCloseTo(equal.mean()[0], within(1e-12));
    assertThat(near.covariance()[1]).isCloseTo(equal.covariance()[0], within(1e-12));
  }

  @Test
  void farAwayThePriorReturns() {
    Moments far = regression(Matern.MATERN32).smooth(new double[] {-50, 50});
    assertThat(far.mean()[0]).isCloseTo(0, within(1e-12));
    assertThat(far.covariance()[far.indexOf(50)]).isCloseTo(1.5, within(1e-12));
  }

  @Test
  void wrongProcessesAndPlacesAreNamed() {
    assertThatThrownBy(() -> new MaternProcess(Matern.MATERN12, 0, 1))
        .hasMessage("lengthscale must be positive and finite: got 0.0");
    assertThatThrownBy(() -> new MaternProcess(Matern.MATERN12, 1, Double.NaN))
        .hasMessage("variance must be positive and finite: got NaN");
    assertThatThrownBy(() -> PseudoObservations.none(new double[] {1, 1}, 1))
        .hasMessage("places must ascend: got 1.0 after 1.0");
  }
}
