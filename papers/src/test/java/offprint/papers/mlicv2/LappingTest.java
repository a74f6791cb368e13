package offprint.papers.mlicv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.Distortion;
import offprint.kernels.linalg.SymmetricEigen;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LappingTest {
  private static byte[] file;
  private static PictureCodec codec;

  @BeforeAll
  static void makeModel() throws Exception {
    file = Tiny.lapped(1);
    codec = new PictureCodec(Model.of(file));
  }

  private static FeatureMaps noise(int height, int width, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    FeatureMaps x = new FeatureMaps(3, height, width);
    for (int i = 0; i < x.values().length; i++) {
      x.values()[i] = (float) random.nextGaussian();
    }
    return x;
  }

  private static double squares(FeatureMaps x) {
    double sum = 0;
    for (float value : x.values()) {
      sum += (double) value * value;
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16})
  void itIsUndoneKeepsTheSumOfSquaresAndConstantPictures(int stride) {
    Lapping lapping = Lapping.of(stride);
    FeatureMaps x = noise(3 * stride, 5 * stride, stride);
    FeatureMaps lapped = lapping.lap(x);
    assertThat(squares(lapped)).isCloseTo(squares(x), within(1e-4 * squares(x)));
    assertThat(lapped.at(0, stride, 1)).isNotCloseTo(x.at(0, stride, 1), within(1e-3f));
    FeatureMaps back = lapping.unlap(lapped);
    for (int i = 0; i < x.values().length; i++) {
      assertThat(back.values()[i]).isCloseTo(x.values()[i], within(1e-5f));
    }
    FeatureMaps constant = new FeatureMaps(1, 2 * stride, 2 * stride);
    Arrays.fill(constant.values(), 0.3f);
    for (float value : lapping.lap(constant).values()) {
      assertThat(value).isCloseTo(0.3f, within(1e-6f));
    }
  }

  /** Coding gain over blocks alone for a first-order process of correlation 0.95. */
  @Test
  void eightOfSixteenPixelsCodeBetterThanEightAlone() {
    assertThat(gain(false)).isCloseTo(8.846, within(0.005)); // KLT of 8, in dB
    assertThat(gain(true)).isBetween(9.1, 9.4);
  }

  private static double gain(boolean lapped) {
    int n = 8;
    int length = 3 * n;
    float[] line = Lapping.of(n).line(length);
    double[] middle = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int a = 0; a < length; a++) {
          for (int b = 0; b < length; b++) {
            double left = lapped ? line[(n + i) * length + a] : a == n + i ? 1 : 0;
            double right = lapped ? line[(n + j) * length + b] : b == n + j ? 1 : 0;
            middle[i * n + j] += left * right * Math.pow(0.95, Math.abs(a - b));
          }
        }
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(middle, n);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += Math.log10(eigen.value(i));
    }
    return -10 * sum / n;
  }

  @Test
  void decodingGivesWhatTheEncoderShowsForEverySize() {
    for (int[] size : new int[][] {{1, 1, 3}, {17, 33, 3}, {70, 100, 2}, {300, 270, 3}}) {
      Bitmap picture = Tiny.picture(size[0], size[1], size[2], 3);
      PictureCodec.Encoded coded = codec.encode(picture, Quality.of(4), 8, _ -> {});
      Bitmap decoded = codec.decode(Container.read(coded.file()), _ -> {});
      assertThat(decoded.sameAs(coded.decoded())).as(Arrays.toString(size)).isTrue();
    }
  }

  /** What tiles make of a picture's blocks is what the whole picture makes of them. */
  @Test
  void tilesSeeThePictureAroundThem() {
    Bitmap picture = Tiny.picture(552, 40, 3, 5);
    Quality quality = Quality.of(3);
    FeatureMaps whole = codec.model().analyse(Pixels.tile(picture, 0, 0, 40, 552), quality);
    for (int left = 0; left < 552; left += 256) {
      int width = Math.min(256, 552 - left);
      PictureCodec.Area area = new PictureCodec.Area(0, left, 64, (width + 31) / 32 * 32);
      FeatureMaps inside = codec.latents(picture, area, quality).part(0, 0, 5, width / 8);
      assertThat(inside.values()).isEqualTo(whole.part(0, left / 8, 5, width / 8).values());
    }
  }

  /**
   * Fine steps leave little: nothing is lost at borders of tiles, of windows and of the picture.
   */
  @Test
  void aPictureOfManyTilesIsDecodedWithoutSeams() throws Exception {
    Bitmap picture = Tiny.picture(1100, 50, 3, 6);
    assertThat(codec.model().architecture().networks().lapped()).isTrue();
    PictureCodec.Encoded coded = codec.encode(picture, Quality.of(6), 8, _ -> {});
    double whole = Distortion.psnr(picture, coded.decoded());
    for (int border = 256; border < 1100; border += 256) {
      double squares = 0;
      for (int row = 0; row < 50; row++) {
        for (int column = border - 4; column < border + 4; column++) {
          double e = picture.at(1, row, column) - coded.decoded().at(1, row, column);
          squares += e * e / 400;
        }
      }
      assertThat(10 * Math.log10(255 * 255 / squares)).as("%d", border).isGreaterThan(whole - 3);
    }
  }

  @Test
  void trainingSeesWhatTheCodecComputes() throws Exception {
    Model model = codec.model();
    FeatureMaps x = Pixels.tile(Tiny.picture(64, 32, 3, 7), 0, 0, 32, 64);
    Quality quality = Quality.of(4);
    try (Session session = Session.open()) {
      JointTraining graph =
          JointTraining.of(
              model.architecture(),
              model.tensors().tensors(),
              Plan.Metric.MSE,
              session,
              new SplittableRandom(2));
      Supplier<Parameters.Views> weights = () -> graph.parameters().views().and(graph.fixed());
      float step = quality.step() / 255;
      FeatureMaps y = model.analyse(x, quality);
      float[] same =
          session.evaluate(
              () ->
                  graph
                      .transform(weights.get())
                      .analyse(session.constant(x.values(), 1, 3, 32, 64))
                      .div(step));
      assertThat(same).containsExactly(y.values(), within(2e-3f));
      FeatureMaps decoded = model.synthesise(y, quality);
      float[] picture =
          session.evaluate(
              () -> {
                NDArray level = session.constant(new float[] {quality.gain()}, 1, 1, 1, 1);
                NDArray width = session.constant(new float[] {step}, 1, 1, 1, 1);
                NDArray latents = session.constant(y.values(), 1, 32, 4, 8);
                return graph.synthesise(weights.get(), latents, width, level);
              });
      assertThat(picture).containsExactly(decoded.values(), within(1e-3f));
    }
  }

  @Test
  void blocksOverlapOnlyWhereNoNetworkStandsBeside() {
    assertThatThrownBy(
            () ->
                new Networks(
                    Networks.Transform.STM, 8, Networks.Init.LAPPED, Networks.Wiring.LOG_LINEAR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("init must be KLT or RANDOM for the transform STM: got LAPPED");
    assertThat(List.of(Networks.NONE.lapped(), Networks.NONE.closed()))
        .containsExactly(false, true);
  }
}
