package offprint.papers.funbat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import offprint.kernels.gp.Matern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InferenceTest {
  private static final SplittableRandom RANDOM = new SplittableRandom(1);

  /** Table T: two modes, coordinates [2][23], and values. */
  private record Rows(double[][] coordinates, double[] y) {
    static Rows table() {
      List<double[]> rows = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        for (int j = 0; j < 5; j++) {
          if ((5 * i + j) % 4 != 3) {
            double x = i / 5.0;
            double z = j / 4.0;
            double wave = 0.05 * Math.sin(37.0 * (rows.size() + 1));
            double y = Math.sin(2 * x) * Math.exp(-z) + 0.5 * Math.cos(3 * x) * z + wave;
            rows.add(new double[] {x, z, y});
          }
        }
      }
      return of(rows);
    }

    static Rows of(List<double[]> rows) {
      double[][] columns = new double[3][rows.size()];
      for (int n = 0; n < rows.size(); n++) {
        for (int c = 0; c < 3; c++) {
          columns[c][n] = rows.get(n)[c];
        }
      }
      return new Rows(new double[][] {columns[0], columns[1]}, columns[2]);
    }

    Rows reversed() {
      List<double[]> rows = new ArrayList<>();
      for (int n = y.length - 1; n >= 0; n--) {
        rows.add(new double[] {coordinates[0][n], coordinates[1][n], y[n]});
      }
      return of(rows);
    }

    Rows swapped() {
      return new Rows(new double[][] {coordinates[1], coordinates[0]}, y);
    }

    Inference inference(Design design) {
      return new Inference(Axis.of(coordinates), y, design, RANDOM);
    }
  }

  private static Design design(Design.Form form, Matern kernel) {
    return new Design(
        form, 2, kernel, List.of(0.5), List.of(1.0), 200, Design.Start.COS, 1, 10, 1, 0, false);
  }

  private static Inference after(int sweeps, Rows rows, Design design) {
    Inference inference = rows.inference(design);
    for (int sweep = 0; sweep < sweeps; sweep++) {
      inference.sweep(() -> {});
    }
    return inference;
  }

  @ParameterizedTest
  @CsvSource({
    "TUCKER, MATERN12, -31.0168536576, -28.2306288217, -26.9590980592, -26.9581267186,"
        + " 4.0767971418, .2541034762, .1449376800",
    "TUCKER, MATERN32, -28.8274044935, -26.8052060519, -25.5595870762, -25.5590872961,"
        + " 4.6135073099, .3270501004, .0872043881369",
    "CP, MATERN12, -29.1604123430, -27.2089200149, -25.9872263839, -25.9777053499,"
        + " 4.1727661395, .3171068259, .3889527507",
    "CP, MATERN32, -25.3087780509, -23.9799819474, -23.2914771225, -23.2841977566,"
        + " 5.0487455861, .3812193432, .0984234308"
  })
  void boundNoiseAndPredictionAreTheKnownOnes(
      Design.Form form,
      Matern kernel,
      double first,
      double second,
      double tenth,
      double last,
      double tau,
      double mean,
      double variance) {
    Inference inference = Rows.table().inference(design(form, kernel));
    double[] bound = new double[201];
    for (int sweep = 1; sweep <= 200; sweep++) {
      inference.sweep(() -> {});
      bound[sweep] = inference.bound();
      assertThat(sweep == 1 ? bound[1] : bound[sweep] - bound[sweep - 1])
          .isGreaterThan(sweep == 1 ? -100 : -1e-11);
    }
    assertThat(bound[1]).isCloseTo(first, within(1e-9));
    assertThat(bound[2]).isCloseTo(second, within(1e-9));
    assertThat(bound[10]).isCloseTo(tenth, within(1e-9));
    assertThat(bound[200]).isCloseTo(last, within(1e-9));
    assertThat(inference.noisePrecision()).isCloseTo(tau, within(1e-9));
    Posterior.Prediction at = inference.posterior().predict(new double[][] {{0.5}, {0.6}});
    assertThat(at.mean()[0]).isCloseTo(mean, within(1e-9));
    assertThat(at.variance()[0]).isCloseTo(variance, within(1e-9));
  }

  @ParameterizedTest
  @EnumSource
  void theFirstCoreIsTheKnownOne(Matern kernel) {
    Inference inference = after(1, Rows.table(), design(Design.Form.TUCKER, kernel));
    double[] known = {
      0.4192937574734646, 0.1563131803429375, -0.021242935346648, -0.3523604143474097
    };
    assertThat(inference.posterior().core().mean()).containsExactly(known, within(1e-12));
  }

  @Test
  void theFirstFunctionsAndNoiseAreTheKnownOnes() {
    Inference tucker = after(1, Rows.table(), design(Design.Form.TUCKER, Matern.MATERN32));
    assertThat(Arrays.copyOf(tucker.posterior().factors()[0].mean(), 2))
        .containsExactly(new double[] {0.5397199276795475, 0.6411742030897644}, within(1e-11));
    Inference cp = after(1, Rows.table(), design(Design.Form.CP, Matern.MATERN32));
    assertThat(Arrays.copyOf(cp.posterior().factors()[0].mean(), 2))
        .containsExactly(new double[] {0.2377810249226217, -0.2364422182253986}, within(1e-11));
    assertThat(cp.noisePrecision()).isCloseTo(7.1559951855384, within(1e-10));
    Inference rough = after(1, Rows.table(), design(Design.Form.TUCKER, Matern.MATERN12));
    assertThat(rough.noisePrecision()).isCloseTo(6.371766343209826, within(1e-10));
  }

  @ParameterizedTest
  @EnumSource
  void theOrderOfRowsDoesNotMatter(Design.Form form) {
    Design design = design(form, Matern.MATERN32);
    double bound = after(5, Rows.table(), design).bound();
    assertThat(after(5, Rows.table().reversed(), design).bound()).isCloseTo(bound, within(1e-10));
  }

  /** At the fixed point the order of updates no longer matters. */
  @ParameterizedTest
  @EnumSource
  void modesMayChangePlaces(Design.Form form) {
    Design design = design(form, Matern.MATERN32);
    Posterior.Prediction straight =
        after(2000, Rows.table(), design).posterior().predict(new double[][] {{0.3}, {0.6}});
    Posterior.Prediction swapped =
        after(2000, Rows.table().swapped(), design)
            .posterior()
            .predict(new double[][] {{0.6}, {0.3}});
    assertThat(swapped.mean()[0]).isCloseTo(straight.mean()[0], within(1e-6));
    assertThat(swapped.variance()[0]).isCloseTo(straight.variance()[0], within(1e-6));
  }

  /** Far outside the functions return to their prior: mean 0, variance R s2^K in the CP form. */
  @Test
  void farOutsideThePriorReturns() {
    Posterior posterior =
        after(20, Rows.table(), design(Design.Form.CP, Matern.MATERN12)).posterior();
    Posterior.Prediction far = posterior.predict(new double[][] {{-60, 60}, {70, -50}});
    assertThat(far.mean()).containsExactly(new double[] {0, 0}, within(1e-12));
    assertThat(far.variance()).containsExactly(new double[] {2, 2}, within(1e-12));
  }

  /** A row given twice tells as much as one row of half the noise variance, not as one row. */
  @Test
  void aRowGivenTwiceCountsTwice() {
    Rows rows = Rows.table();
    List<double[]> twice = new ArrayList<>();
    for (int copy = 0; copy < 2; copy++) {
      for (int n = 0; n < rows.y().length; n++) {
        twice.add(new double[] {rows.coordinates()[0][n], rows.coordinates()[1][n], rows.y()[n]});
      }
    }
    Design design = design(Design.Form.CP, Matern.MATERN32);
    double[][] at = {{0.5}, {0.6}};
    double once = after(50, rows, design).posterior().predict(at).variance()[0];
    double both = after(50, Rows.of(twice), design).posterior().predict(at).variance()[0];
    assertThat(both).isLessThan(0.8 * once);
  }

  @Test
  void dampingTakesAnotherWayToTheSamePlace() {
    Design plain = design(Design.Form.CP, Matern.MATERN32);
    Design damped =
        new Design(
            plain.form(),
            2,
            plain.kernel(),
            List.of(0.5),
            List.of(1.0),
            1,
            plain.start(),
            1,
            10,
            1,
            0.5,
            false);
    assertThat(after(1, Rows.table(), damped).bound())
        .isNotCloseTo(after(1, Rows.table(), plain).bound(), within(0.1));
    assertThat(after(3000, Rows.table(), damped).bound())
        .isCloseTo(after(3000, Rows.table(), plain).bound(), within(1e-6));
  }
}
