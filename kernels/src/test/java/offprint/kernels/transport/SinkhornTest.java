package offprint.kernels.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDScope;
import java.util.Arrays;
import java.util.SplittableRandom;
import offprint.kernels.torch.Session;
import offprint.kernels.transport.Sinkhorn.Cloud;
import offprint.kernels.transport.Sinkhorn.Result;
import org.junit.jupiter.api.Test;

class SinkhornTest {
  private static final Sinkhorn SINKHORN = new Sinkhorn(0.2);

  private static Cloud x() {
    double[] x = new double[12];
    Arrays.setAll(x, k -> Math.sin(1 + 0.7 * k));
    return new Cloud(x, 3);
  }

  private static Cloud y() {
    double[] y = new double[15];
    Arrays.setAll(y, k -> Math.cos(0.4 * k));
    return new Cloud(y, 3);
  }

  /** One-hot words of the symbols 0 to 2. */
  private static Cloud words(String... words) {
    int length = words[0].length();
    double[] points = new double[words.length * length * 3];
    for (int w = 0; w < words.length; w++) {
      for (int t = 0; t < length; t++) {
        points[(w * length + t) * 3 + words[w].charAt(t) - '0'] = 1;
      }
    }
    return new Cloud(points, 3 * length);
  }

  @Test
  void valueAndGradientAreThoseOfTheReference() {
    Result own = SINKHORN.of(x(), y(), Sinkhorn.diameter(x(), y()));
    assertThat(own.value()).isCloseTo(0.365093107534, within(1e-11));
    Result three = SINKHORN.of(x(), y(), 3);
    assertThat(three.value()).isCloseTo(0.367932138407, within(1e-11));
    double[] first = {0.024546752302, 0.050773474019, -0.008384330308};
    assertThat(Arrays.copyOf(own.gradient(), 3)).containsExactly(first, within(1e-11));
  }

  @Test
  void wordsAreComparedByTheirDifferingLetters() {
    Cloud a = words("0002", "2222", "0100");
    Cloud b = words("0000", "2202", "2221");
    assertThat(SINKHORN.of(a, b, Math.sqrt(12)).value()).isCloseTo(1.33151774792, within(1e-10));
    assertThat(SINKHORN.of(a, a, Math.sqrt(12)).value()).isCloseTo(0, within(1e-12));
  }

  @Test
  void theDivergenceIsSymmetricNotNegativeAndBlindToOrder() {
    double there = SINKHORN.of(x(), y(), 3).value();
    assertThat(SINKHORN.of(y(), x(), 3).value()).isCloseTo(there, within(1e-12));
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 5; round++) {
      Cloud a = cloud(random, 20);
      Cloud b = cloud(random, 20);
      double value = SINKHORN.of(a, b, 4).value();
      assertThat(value).isGreaterThan(-1e-9);
      assertThat(SINKHORN.of(reversed(a), b, 4).value()).isCloseTo(value, within(1e-12));
    }
  }

  private static Cloud cloud(SplittableRandom random, int count) {
    double[] points = new double[count * 2];
    Arrays.setAll(points, _ -> random.nextGaussian());
    return new Cloud(points, 2);
  }

  private static Cloud reversed(Cloud cloud) {
    double[] points = new double[cloud.points().length];
    for (int i = 0; i < cloud.count(); i++) {
      System.arraycopy(cloud.points(), 2 * i, points, points.length - 2 * i - 2, 2);
    }
    return new Cloud(points, 2);
  }

  @Test
  void theNativeDivergenceIsTheSame() {
    SplittableRandom random = new SplittableRandom(5);
    Cloud a = cloud(random, 16);
    Cloud b = cloud(random, 16);
    Result expected = SINKHORN.of(a, b, 4);
    try (Session session = Session.open();
        NDScope _ = new NDScope()) {
      double[] found =
          new TorchSinkhorn(session)
              .of(
                  session.constant(a.points(), 16, 2),
                  session.constant(b.points(), 16, 2),
                  session.constant(SINKHORN.schedule(4), SINKHORN.schedule(4).length))
              .toDoubleArray();
      assertThat(found[0]).isCloseTo(expected.value(), within(1e-12));
      assertThat(Arrays.copyOfRange(found, 1, found.length))
          .containsExactly(expected.gradient(), within(1e-12));
    }
  }

  @Test
  void badShapesAreRefused() {
    assertThatThrownBy(() -> SINKHORN.value(x(), new Cloud(new double[4], 2)))
        .hasMessage("both clouds must have one dimension: got 3 and 2");
    assertThatThrownBy(() -> new Cloud(new double[4], 3))
        .hasMessage("a cloud must have whole points of 3 numbers: got 4 numbers");
    assertThatThrownBy(() -> new Sinkhorn(0)).hasMessage("blur must be positive: got 0.0");
  }
}
