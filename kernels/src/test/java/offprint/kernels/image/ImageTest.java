package offprint.kernels.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ImageTest {
  /** Picture A of the sheet, and B, which is A with a ripple. */
  static Bitmap formula(boolean ripple) {
    Bitmap picture = Bitmap.blank(192, 176, 3);
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < 176; y++) {
        for (int x = 0; x < 192; x++) {
          double value =
              Math.floor(
                  128
                      + 70 * Math.sin(.11 * x + .07 * y * (c + 1))
                      + 40 * Math.cos(.031 * x * (c + 1) - .05 * y));
          if (ripple) {
            value = Math.floor(value + 9 * Math.sin(1.3 * x + 2.1 * y + c) + .5);
          }
          picture.planes().get(c)[y * 192 + x] = (byte) Math.clamp((long) value, 0, 255);
        }
      }
    }
    return picture;
  }

  private static long sum(Bitmap picture) {
    long sum = 0;
    for (byte[] plane : picture.planes()) {
      for (byte b : plane) {
        sum += b & 0xFF;
      }
    }
    return sum;
  }

  @Test
  void measuresHaveTheKnownValues() {
    Bitmap a = formula(false);
    Bitmap b = formula(true);
    assertThat(sum(a)).isEqualTo(12_918_225);
    assertThat(sum(b)).isEqualTo(12_918_296);
    assertThat(Distortion.psnr(a, b)).isCloseTo(32.0127215632, within(1e-10));
    assertThat(StructuralSimilarity.msSsim(a, b)).isCloseTo(.9918477719, within(1e-10));
    assertThat(StructuralSimilarity.ssim(a, b)).isCloseTo(.8740260889, within(1e-10));
    assertThat(StructuralSimilarity.ssim(a, a)).isEqualTo(1);
    assertThatThrownBy(
            () -> StructuralSimilarity.msSsim(a.crop(0, 0, 160, 176), b.crop(0, 0, 160, 176)))
        .hasMessage("MS-SSIM needs pictures of at least 161 pixels a side: got 160 x 176");
  }

  @Test
  void meanRateDifferenceIsTheKnownOne() {
    List<BjontegaardRate.Point> test = curve(.17, 28.2, .36, 31.1, .66, 33.9, 1.08, 36.4);
    List<BjontegaardRate.Point> anchor = curve(.2, 28, .4, 31, .7, 33.5, 1.1, 36);
    assertThat(BjontegaardRate.percent(test, anchor)).isCloseTo(-13.0802560225, within(1e-9));
    assertThat(BjontegaardRate.percent(anchor, anchor)).isZero();
    assertThatThrownBy(() -> BjontegaardRate.percent(curve(1, 10, 2, 20), anchor))
        .hasMessageContaining("share a range of quality");
  }

  private static List<BjontegaardRate.Point> curve(double... values) {
    BjontegaardRate.Point[] points = new BjontegaardRate.Point[values.length / 2];
    Arrays.setAll(points, i -> new BjontegaardRate.Point(values[2 * i], values[2 * i + 1]));
    return List.of(points);
  }

  @Test
  void pngKeepsEverySampleOfEveryKind() throws Exception {
    for (int channels = 1; channels <= 4; channels++) {
      Bitmap picture = Bitmap.blank(13, 7, channels);
      SplittableRandom random = new SplittableRandom(channels);
      picture.planes().forEach(random::nextBytes);
      BitmapReader.Decoded read =
          BitmapReader.read(new ByteArrayInputStream(BitmapWriter.png(picture)));
      assertThat(read.bitmap().sameAs(picture)).as("%d channels", channels).isTrue();
      assertThat(read.notices()).isEmpty();
    }
  }

  @Test
  void sixteenBitsAreRoundedAndTold() throws Exception {
    BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(0, 0, 0, 65_535);
    deep.getRaster().setSample(1, 0, 0, 386);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(deep, "png", file);
    BitmapReader.Decoded read = BitmapReader.read(new ByteArrayInputStream(file.toByteArray()));
    assertThat(read.bitmap().planes().getFirst()).containsExactly(-1, 2);
    assertThat(read.notices()).containsExactly("Samples of 16 bits were rounded to 8.");
  }

  @Test
  void netpbmIsReadWithCommentsAndShortFilesAreRefused() throws Exception {
    byte[] file = "P6 # two pixels\n2 1\n255\nabcdef".getBytes(StandardCharsets.US_ASCII);
    Bitmap picture = BitmapReader.read(new ByteArrayInputStream(file)).bitmap();
    assertThat(picture.at(0, 0, 1)).isEqualTo('d');
    assertThat(picture.at(2, 0, 0)).isEqualTo('c');
    assertRefused(Arrays.copyOf(file, file.length - 1), "must have 6 bytes of samples: got 5");
    assertRefused("P5 70000 1 255\n".getBytes(StandardCharsets.US_ASCII), "70000 x 1");
    assertRefused("hello".getBytes(StandardCharsets.US_ASCII), "must be PNG");
    byte[] png = BitmapWriter.png(Bitmap.blank(9, 9, 3));
    assertRefused(Arrays.copyOf(png, png.length / 2), "does not read as png");
  }

  private static void assertRefused(byte[] file, String message) {
    assertThatThrownBy(() -> BitmapReader.read(new ByteArrayInputStream(file)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void jpegGrowsAndImprovesWithQuality() throws IOException {
    Bitmap a = formula(true);
    int size = 0;
    double psnr = 0;
    for (int quality = 10; quality <= 90; quality += 20) {
      byte[] file = JpegCodec.encode(a, quality);
      double now = Distortion.psnr(a, JpegCodec.decode(file));
      assertThat(file.length).isGreaterThan(size);
      assertThat(now).isGreaterThan(psnr);
      size = file.length;
      psnr = now;
    }
  }

  @Test
  void installedCodecsGrowAndImproveWithQuality() throws IOException {
    Bitmap a = formula(true);
    for (ExternalCodec codec : ExternalCodec.values()) {
      if (codec.isInstalled()) {
        ExternalCodec.Coded coarse = codec.code(a, codec.qualities().getFirst());
        ExternalCodec.Coded fine = codec.code(a, codec.qualities().getLast());
        assertThat(fine.bytes()).as(codec.label()).isGreaterThan(coarse.bytes());
        assertThat(Distortion.psnr(a, fine.decoded().rgb()))
            .as(codec.label())
            .isGreaterThan(Distortion.psnr(a, coarse.decoded().rgb()));
      }
    }
  }
}
