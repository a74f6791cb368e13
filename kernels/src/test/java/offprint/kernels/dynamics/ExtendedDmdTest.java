package offprint.kernels.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import offprint.kernels.linalg.GeneralEigen;
import org.junit.jupiter.api.Test;

class ExtendedDmdTest {
  private final double[][] from = new double[12][];
  private final double[][] to = new double[12][];

  ExtendedDmdTest() {
    for (int i = 0; i < 12; i++) {
      double x = .1 * i - .6;
      double y = Math.cos(3 * i);
      from[i] = new double[] {x, y};
      to[i] = new double[] {.9 * x, .5 * y + .31 * x * x};
    }
  }

  @Test
  void closedDictionaryGivesTheExactEigenvalues() {
    Monomials dictionary = Monomials.of(2, new int[] {1, 0}, new int[] {0, 1}, new int[] {2, 0});
    ExtendedDmd fit = ExtendedDmd.fit(dictionary, from, to);
    List<GeneralEigen.Complex> values = fit.eigen().values();
    double[] expected = {.9, .81, .5};
    for (int i = 0; i < 3; i++) {
      assertThat(values.get(i).re()).isCloseTo(expected[i], within(1e-9));
      assertThat(values.get(i).im()).isZero();
    }
    double[][] forecast = fit.forecast(new double[] {.4, .2}, 2);
    assertThat(forecast[0]).containsExactly(new double[] {.36, .1496}, within(1e-12));
    assertThat(forecast[1])
        .containsExactly(new double[] {.324, .0748 + .31 * .36 * .36}, within(1e-12));
  }

  @Test
  void allProductsToDegreeTwo() {
    List<GeneralEigen.Complex> values =
        ExtendedDmd.fit(Monomials.upTo(2, 2), from, to).eigen().values();
    assertThat(values).hasSize(6);
    double[] real = {1, .9, .81, .5, .309627986157, .309627986157};
    double[] imaginary = {0, 0, 0, 0, .050888064175, -.050888064175};
    for (int i = 0; i < 6; i++) {
      assertThat(values.get(i).re()).isCloseTo(real[i], within(1e-9));
      assertThat(values.get(i).im()).isCloseTo(imaginary[i], within(1e-9));
    }
  }

  @Test
  void dynamicModeDecompositionWithoutConstant() {
    GeneralEigen eigen = ExtendedDmd.fit(Monomials.linear(2), from, to).eigen();
    assertThat(eigen.value(0).re()).isCloseTo(.9, within(1e-9));
    assertThat(eigen.value(1).re()).isCloseTo(.508854883096, within(1e-9));
  }

  @Test
  void columnsThatRepeatDoNotSpoilTheFit() {
    double[][] twiceFrom = new double[12][];
    double[][] twiceTo = new double[12][];
    for (int i = 0; i < 12; i++) {
      twiceFrom[i] = new double[] {from[i][0], from[i][0]};
      twiceTo[i] = new double[] {to[i][0], to[i][0]};
    }
    ExtendedDmd fit = ExtendedDmd.fit(Monomials.upTo(2, 1), twiceFrom, twiceTo);
    assertThat(fit.forecast(new double[] {1, 1}, 3)[2])
        .containsExactly(new double[] {.729, .729}, within(1e-12));
  }

  @Test
  void productsAreCountedAndEvaluated() {
    Monomials cubic = Monomials.upTo(3, 3);
    assertThat(cubic.size()).isEqualTo(20).isEqualTo((int) Monomials.count(3, 3));
    double[] features = new double[20];
    cubic.evaluate(new double[] {2, 3, 5}, features, 0);
    for (int f = 0; f < 20; f++) {
      int[] e = cubic.exponents(f);
      assertThat(features[f]).isEqualTo(Math.pow(2, e[0]) * Math.pow(3, e[1]) * Math.pow(5, e[2]));
    }
    assertThatThrownBy(() -> Monomials.of(2, new int[] {1}))
        .hasMessage("exponents must be 2 numbers of at least 0: got [1]");
    assertThatThrownBy(() -> ExtendedDmd.fit(cubic, new double[0][], new double[0][]))
        .hasMessage("there must be at least one pair of states: got none");
    Monomials squares = Monomials.of(2, new int[] {2, 0}, new int[] {0, 2});
    assertThatThrownBy(() -> ExtendedDmd.fit(squares, from, to).forecast(from[0], 1))
        .hasMessage("a forecast needs every variable among the features");
  }
}
