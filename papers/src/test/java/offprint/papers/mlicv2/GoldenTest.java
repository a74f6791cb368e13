package offprint.papers.mlicv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import offprint.kernels.neural.TorchEngine;
import offprint.kernels.torch.Initializer;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.Test;

/** Values computed once, elsewhere, from formulas. */
class GoldenTest {
  private int tensors;

  /** Tensor number j has the values 0.3 sin(0.37 i + j + 1). */
  private Initializer formula() {
    int j = tensors++;
    int[] i = new int[1];
    return _ -> 0.3 * Math.sin(0.37 * i[0]++ + j + 1);
  }

  private void convolution(Parameters.Declaration list, String name, int in, int size) {
    list.add(name + ".weight", formula(), 4, in, size, size).add(name + ".bias", formula(), 4);
  }

  private void norm(Parameters.Declaration list, String name) {
    list.add(name + ".weight", formula(), 4).add(name + ".bias", formula(), 4);
  }

  private void gate(Parameters.Declaration list, String name) {
    norm(list, name + ".norm");
    convolution(list, name + ".in", 4, 1);
    convolution(list, name + ".depth", 1, 3);
    convolution(list, name + ".out", 4, 1);
  }

  private static double[] on(
      Parameters.Declaration list, BiFunction<TokenMixing<NDArray>, NDArray, NDArray> network) {
    try (Session session = Session.open();
        NDScope _ = new NDScope()) {
      Parameters parameters = list.on(session, new SplittableRandom(1), DataType.FLOAT64);
      double[] x = new double[96];
      Arrays.setAll(x, i -> Math.sin(0.5 * i));
      NDArray maps = session.constant(x, 1, 4, 4, 6);
      TokenMixing<NDArray> mixing = new TokenMixing<>(new TorchEngine(parameters.views()));
      return network.apply(mixing, maps).toDoubleArray();
    }
  }

  private static double squares(double[] x) {
    return Arrays.stream(x).map(v -> v * v).sum();
  }

  @Test
  void gateHasItsKnownValues() {
    Parameters.Declaration list = Parameters.declare();
    gate(list, "g");
    double[] y = on(list, (mixing, x) -> mixing.gate("g", x));
    assertThat(Arrays.stream(y).sum()).isCloseTo(1.969286158466, within(1e-10));
    assertThat(squares(y)).isCloseTo(14.425728471123, within(1e-10));
  }

  @Test
  void tokenMixingHasItsKnownValues() {
    Parameters.Declaration list = Parameters.declare();
    norm(list, "m.norm");
    convolution(list, "m.in", 4, 1);
    convolution(list, "m.depth", 1, 3);
    convolution(list, "m.out", 4, 1);
    convolution(list, "m.spread", 1, 5);
    convolution(list, "m.token", 4, 1);
    gate(list, "m.gate");
    double[] y = on(list, (mixing, x) -> mixing.mix("m", x));
    assertThat(Arrays.stream(y).sum()).isCloseTo(2.041145790342, within(1e-10));
    assertThat(squares(y)).isCloseTo(122.055837470702, within(1e-9));
    assertThat(y[0]).isCloseTo(.117171631031, within(1e-11));
    assertThat(y[95]).isCloseTo(-.082717775585, within(1e-11));
  }

  @Test
  void anchorsHaveAnOddSum() {
    assertThat(Checkerboard.anchors(4, 6).values())
        .startsWith(0, 1, 0, 1, 0, 1, 1, 0)
        .endsWith(1, 0, 1, 0);
  }

  @Test
  void qualitiesAreTheSixLambdasAndTheirStep() {
    double[] lambdas = {.0018, .0035, .0067, .013, .025, .0483};
    for (int i = 0; i < 6; i++) {
      assertThat(Quality.of(i + 1).lambda()).isCloseTo(lambdas[i], within(1e-12));
    }
    assertThat(Quality.of(4).step()).isCloseTo(44.6936f, within(1e-3f));
    assertThat(Quality.of(4).gain()).isZero();
  }
}
