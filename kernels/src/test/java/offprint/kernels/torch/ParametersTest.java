package offprint.kernels.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ParametersTest {
  @Test
  void gradientsOfNamedPartsAgreeWithFiniteDifferences() {
    try (Session session = Session.open()) {
      Parameters parameters =
          Parameters.declare()
              .linear("first", 3, 4)
              .linear("second", 4, 2)
              .on(session, new SplittableRandom(3), DataType.FLOAT64);
      NDArray x = session.constant(new double[] {0.3, -1, 2, 0.7, 0.1, -0.4}, 2, 3);
      Gradient.of(() -> loss(parameters, x));
      double[] gradient = parameters.flat().getGradient().toDoubleArray();
      double[] values = parameters.values();
      assertThat(gradient).hasSize(26);
      for (int i = 0; i < values.length; i++) {
        double[] moved = values.clone();
        moved[i] += 1e-5;
        parameters.set(moved);
        double up = loss(parameters, x).getDouble();
        moved[i] -= 2e-5;
        parameters.set(moved);
        double down = loss(parameters, x).getDouble();
        assertThat(gradient[i]).isCloseTo((up - down) / 2e-5, within(1e-8));
      }
    }
  }

  private static NDArray loss(Parameters parameters, NDArray x) {
    var p = parameters.views();
    NDArray h = Functional.gelu(Functional.linear(x, p.get("first.weight"), p.get("first.bias")));
    return Functional.linear(h, p.get("second.weight"), p.get("second.bias")).square().mean();
  }

  @Test
  void restoreBringsBackASnapshotEvenFromNaN() {
    try (Session session = Session.open()) {
      Parameters parameters =
          Parameters.declare()
              .add("w", Initializer.normal(1), 5)
              .on(session, new SplittableRandom(1));
      double[] before = parameters.values();
      double[] broken = new double[5];
      Arrays.fill(broken, Double.NaN);
      parameters.set(broken);
      assertThat(parameters.values()).containsOnly(Double.NaN);
      parameters.set(before);
      assertThat(parameters.values()).isEqualTo(before);
      assertThat(Gradient.of(() -> parameters.views().get("w").square().sum())).isPositive();
    }
  }

  @Test
  void linearStartsWithinPytorchsBound() {
    try (Session session = Session.open()) {
      Parameters parameters =
          Parameters.declare().linear("l", 100, 50).on(session, new SplittableRandom(5));
      double[] values = parameters.values();
      assertThat(values).hasSize(5050);
      assertThat(Arrays.stream(values).map(Math::abs).max().orElseThrow()).isBetween(0.099, 0.1);
      double variance = Arrays.stream(values).map(v -> v * v).average().orElseThrow();
      assertThat(variance).isCloseTo(0.01 / 3, within(3e-4));
    }
  }

  @Test
  void aNonFiniteLossIsReportedAndLeavesNoGradient() {
    try (Session session = Session.open()) {
      Parameters parameters =
          Parameters.declare()
              .add("w", Initializer.constant(-1), 1)
              .on(session, new SplittableRandom(1));
      assertThatThrownBy(() -> Gradient.of(() -> parameters.views().get("w").log().sum()))
          .isInstanceOf(ArithmeticException.class)
          .hasMessage("the loss is NaN");
      assertThat(parameters.flat().getGradient().toFloatArray()).containsOnly(0);
    }
  }

  @Test
  void twoParametersOfOneNameAreRefused() {
    assertThatThrownBy(
            () ->
                Parameters.declare()
                    .add("w", Initializer.constant(0), 1)
                    .add("w", Initializer.constant(0), 2))
        .hasMessage("parameter w is declared twice");
  }

  @Test
  void aPartIsTrainedBesideAnotherThatStays() {
    Parameters.Declaration all =
        Parameters.declare()
            .add("fixed", Initializer.constant(3), 1)
            .add("free", Initializer.constant(2), 1);
    assertThat(all.only(name -> name.equals("none")).names()).isEmpty();
    try (Session session = Session.open()) {
      SplittableRandom random = new SplittableRandom(1);
      Parameters fixed = all.only(name -> name.equals("fixed")).on(session, random);
      Parameters free = all.only(name -> name.equals("free")).on(session, random);
      Parameters.Views own = fixed.views();
      double product =
          Gradient.of(
              () -> {
                Parameters.Views both = own.and(free.views());
                return both.get("fixed").mul(both.get("free")).sum();
              });
      assertThat(product).isEqualTo(6);
      assertThat(free.flat().getGradient().toFloatArray()).containsExactly(3);
    }
  }
}
