package offprint.kernels.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GeneralEigenTest {
  private static final double[] TURNING = {.9, .2, 0, -.2, .9, .1, 0, 0, .5};

  @Test
  void valuesComeByFallingModulus() {
    GeneralEigen eigen = GeneralEigen.of(TURNING, 3);
    assertThat(eigen.value(0).re()).isCloseTo(.9, within(1e-12));
    assertThat(eigen.value(0).im()).isCloseTo(.2, within(1e-12));
    assertThat(eigen.value(1).im()).isCloseTo(-.2, within(1e-12));
    assertThat(eigen.value(2).re()).isCloseTo(.5, within(1e-12));
    assertThat(eigen.radius()).isCloseTo(Math.sqrt(.85), within(1e-12));
    assertThat(eigen.value(0).angle()).isCloseTo(Math.atan2(.2, .9), within(1e-12));
  }

  @Test
  void vectorsSolveTheirEquation() {
    SplittableRandom random = new SplittableRandom(3);
    int n = 7;
    double[] a = random.doubles(n * n, -1, 1).toArray();
    GeneralEigen eigen = GeneralEigen.of(a, n);
    for (int e = 0; e < n; e++) {
      check(a, n, eigen.value(e), eigen.right(e), false);
      check(a, n, eigen.value(e), eigen.left(e), true);
    }
  }

  private static void check(
      double[] a, int n, GeneralEigen.Complex value, GeneralEigen.ComplexVector v, boolean left) {
    double norm = 0;
    for (int i = 0; i < n; i++) {
      double re = 0;
      double im = 0;
      for (int j = 0; j < n; j++) {
        double entry = left ? a[j * n + i] : a[i * n + j];
        re += entry * v.re()[j];
        im += entry * v.im()[j];
      }
      assertThat(re).isCloseTo(value.re() * v.re()[i] - value.im() * v.im()[i], within(1e-8));
      assertThat(im).isCloseTo(value.re() * v.im()[i] + value.im() * v.re()[i], within(1e-8));
      norm += v.re()[i] * v.re()[i] + v.im()[i] * v.im()[i];
    }
    assertThat(norm).isCloseTo(1, within(1e-12));
  }

  @Test
  void clippingMovesOnlyWhatIsOutsideTheCircle() {
    double[] grown = TURNING.clone();
    grown[0] = 1.1;
    grown[4] = 1.1;
    GeneralEigen before = GeneralEigen.of(grown, 3);
    GeneralEigen after = GeneralEigen.of(before.clipped(), 3);
    assertThat(after.radius()).isCloseTo(1, within(1e-9));
    assertThat(after.value(0).angle()).isCloseTo(before.value(0).angle(), within(1e-9));
    assertThat(after.value(2).re()).isCloseTo(.5, within(1e-9));
    assertThat(GeneralEigen.of(TURNING, 3).clipped()).containsExactly(TURNING);
  }

  @Test
  void numbersThatAreNotFiniteAreRefused() {
    assertThatThrownBy(() -> GeneralEigen.of(new double[] {Double.NaN}, 1))
        .hasMessage("eigenvalues: the matrix has an entry that is not finite");
  }
}
