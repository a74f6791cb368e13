package offprint.kernels.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.SplittableRandom;
import offprint.kernels.torch.Gradient;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.Test;

class DifferentiableSimilarityTest {
  private static double[] samples(Bitmap picture) {
    int area = picture.width() * picture.height();
    double[] x = new double[picture.channels() * area];
    Arrays.setAll(x, i -> picture.planes().get(i / area)[i % area] & 0xFF);
    return x;
  }

  private static float[] single(double[] x) {
    float[] out = new float[x.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) x[i];
    }
    return out;
  }

  private static void assertSame(Bitmap a, Bitmap b, double expected, double within) {
    long[] shape = {1, a.channels(), a.height(), a.width()};
    try (Session session = Session.open();
        NDScope _ = new NDScope()) {
      NDArray exact =
          DifferentiableSimilarity.msSsim(
              session.constant(samples(a), shape), session.constant(samples(b), shape));
      assertThat(exact.getDouble()).isCloseTo(expected, within(within));
      NDArray rough =
          DifferentiableSimilarity.msSsim(
              session.constant(single(samples(a)), shape),
              session.constant(single(samples(b)), shape));
      assertThat((double) rough.getFloat()).isCloseTo(expected, within(1e-6));
    }
  }

  @Test
  void equalsTheMeasure() {
    Bitmap a = ImageTest.formula(false);
    Bitmap b = ImageTest.formula(true);
    assertSame(a, b, .9918477719, 1e-10);
    SplittableRandom random = new SplittableRandom(1);
    Bitmap c = Bitmap.blank(171, 203, 3);
    Bitmap d = Bitmap.blank(171, 203, 3);
    for (int i = 0; i < 3 * 171 * 203; i++) {
      int value = (i * i / 700 + i / 9) % 256;
      c.planes().get(i % 3)[i / 3] = (byte) value;
      d.planes().get(i % 3)[i / 3] =
          (byte) Math.clamp(value + (long) (30 * random.nextGaussian()), 0, 255);
    }
    assertSame(c, d, StructuralSimilarity.msSsim(c, d), 1e-9);
    assertSame(c, c, 1, 1e-12);
    Bitmap least = c.crop(3, 5, 161, 161);
    assertThat(StructuralSimilarity.msSsim(least, d.crop(3, 5, 161, 161))).isBetween(0.05, 1.0);
  }

  @Test
  void theGradientIsTheSlope() {
    double[] a = samples(ImageTest.formula(false));
    double[] b = samples(ImageTest.formula(true));
    long[] shape = {1, 3, 176, 192};
    try (Session session = Session.open()) {
      Parameters x =
          Parameters.declare()
              .add("x", _ -> 0, shape)
              .on(session, new SplittableRandom(1), DataType.FLOAT64);
      x.set(b);
      Gradient.of(
          () ->
              DifferentiableSimilarity.msSsim(session.constant(a, shape), x.views().get("x"))
                  .sum());
      double[] slope = x.flat().getGradient().toDoubleArray();
      for (int at : new int[] {0, 40_000, 60_123, 101_375}) {
        double[] up = b.clone();
        double[] down = b.clone();
        up[at] += 0.01;
        down[at] -= 0.01;
        double difference = (value(session, a, up, shape) - value(session, a, down, shape)) / 0.02;
        assertThat(slope[at]).isCloseTo(difference, within(1e-9));
      }
    }
  }

  private static double value(Session session, double[] a, double[] b, long[] shape) {
    try (NDScope _ = new NDScope()) {
      return DifferentiableSimilarity.msSsim(session.constant(a, shape), session.constant(b, shape))
          .getDouble();
    }
  }

  @Test
  void smallPicturesAreRefused() {
    try (Session session = Session.open();
        NDScope _ = new NDScope()) {
      NDArray x = session.constant(new float[3 * 160 * 200], 1, 3, 160, 200);
      assertThatThrownBy(() -> DifferentiableSimilarity.msSsim(x, x))
          .hasMessage("MS-SSIM needs pictures of at least 161 pixels a side: got 200 x 160");
    }
  }
}
