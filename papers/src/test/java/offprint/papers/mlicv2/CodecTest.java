package offprint.papers.mlicv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.BitmapWriter;
import offprint.kernels.image.Distortion;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.Rotation;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodecTest {
  private static byte[] file;
  private static PictureCodec codec;

  @TempDir Path folder;

  @BeforeAll
  static void makeModel() throws Exception {
    file = Tiny.file(1);
    codec = new PictureCodec(Model.of(file));
  }

  private static PictureCodec.Encoded encode(Bitmap picture, double quality) {
    return codec.encode(picture, Quality.of(quality), 8, _ -> {});
  }

  private static Bitmap decode(byte[] coded) {
    return codec.decode(Container.read(coded), _ -> {});
  }

  @Test
  void decodingGivesWhatTheEncoderShowsForEverySizeAndKind() {
    int[][] sizes = {{1, 1, 3}, {1, 40, 1}, {17, 33, 3}, {70, 100, 2}, {64, 64, 1}, {300, 270, 4}};
    for (int[] size : sizes) {
      Bitmap picture = Tiny.picture(size[0], size[1], size[2], 3);
      for (double quality : new double[] {1, 3.4, 6}) {
        PictureCodec.Encoded coded = encode(picture, quality);
        assertThat(decode(coded.file()).sameAs(coded.decoded()))
            .as("%s at %s", Arrays.toString(size), quality)
            .isTrue();
        assertThat(coded.decoded().channels()).isEqualTo(size[2]);
      }
    }
  }

  @Test
  void everyKindOfReferenceIsDecodedAsItWasCoded() throws Exception {
    Bitmap picture = Tiny.picture(80, 100, 3, 21);
    for (Rotation.Position position : Rotation.Position.values()) {
      References references =
          new References(
              true, true, true, true, position != Rotation.Position.NONE, true, position, 3);
      PictureCodec one = new PictureCodec(Model.of(Tiny.file(4, references)));
      assertThat(one.model().architecture().references()).isEqualTo(references);
      PictureCodec.Encoded coded = one.encode(picture, Quality.of(4), 8, _ -> {});
      Bitmap decoded = one.decode(Container.read(coded.file()), _ -> {});
      assertThat(decoded.sameAs(coded.decoded())).as("%s", position).isTrue();
    }
  }

  /** The layer through which they are heard starts at 0, and so does what they add to latents. */
  @Test
  void newReferencesChangeNothingBeforeTheyAreTrained() throws Exception {
    Model old = Model.of(Tiny.file(5, References.NONE));
    assertThat(old.architecture().references()).isEqualTo(References.NONE);
    Architecture more = old.architecture().with(References.ALL);
    Map<String, Safetensors.Tensor> tensors;
    try (Session session = Session.open()) {
      Parameters wider = Declaration.entropy(more).on(session, new SplittableRandom(6));
      tensors = new LinkedHashMap<>(wider.tensors());
    }
    assertThat(tensors)
        .containsKeys("slice1.inter.weigh.gate.out.weight", "slice0.others.rest1.bias");
    tensors.putAll(old.tensors().tensors());
    Model added = Model.of(Model.file(Tiny.header(more), tensors));
    Quality quality = Quality.of(4);
    FeatureMaps y = old.analyse(Pixels.tile(Tiny.picture(96, 64, 3, 7), 0, 0, 64, 96), quality);
    TileCoder.Coded before = new TileCoder(old, quality, false, () -> {}).encode(y);
    TileCoder.Coded after = new TileCoder(added, quality, false, () -> {}).encode(y);
    assertThat(Arrays.copyOfRange(after.bits(), 1, 9))
        .isEqualTo(Arrays.copyOfRange(before.bits(), 1, 9));
    assertThat(after.decoded().values()).isEqualTo(before.decoded().values());
  }

  private static PictureCodec.Options refined(Refinement refinement) {
    return new PictureCodec.Options(8, false, refinement);
  }

  @Test
  void refinementLowersTheCostAndLeavesTheDecoderAlone() throws Exception {
    Bitmap picture = Tiny.picture(64, 64, 3, 22);
    Refinement refinement = new Refinement(codec.model(), 40, new SplittableRandom(1));
    PictureCodec.Encoded coded = codec.encode(picture, Quality.of(4), refined(refinement), _ -> {});
    assertThat(coded.costs()[1]).isLessThan(coded.costs()[0]);
    assertThat(decode(coded.file()).sameAs(coded.decoded())).isTrue();
    PictureCodec.Encoded none =
        codec.encode(
            picture,
            Quality.of(4),
            refined(new Refinement(codec.model(), 1, new SplittableRandom(2))),
            _ -> {});
    assertThat(none.costs()[1]).isLessThanOrEqualTo(none.costs()[0]);
  }

  @Test
  void theMapHoldsTheBitsOfAllSlices() {
    PictureCodec.Encoded coded = encode(Tiny.picture(96, 64, 3, 23), 5);
    double sum = 0;
    for (float bits : coded.places().values()) {
      sum += bits;
    }
    assertThat(sum).isCloseTo(DoubleStream.of(coded.bits()).skip(1).sum(), withinPercentage(0.001));
  }

  @Test
  void aFinerQualityIsNearerAndLarger() {
    Bitmap picture = Tiny.picture(128, 128, 3, 5);
    double psnr = 0;
    int bytes = 0;
    for (int quality = 1; quality <= 6; quality++) {
      PictureCodec.Encoded coded = encode(picture, quality);
      double now = Distortion.psnr(picture, coded.decoded());
      assertThat(now).isGreaterThan(psnr);
      assertThat(coded.file().length).isGreaterThan(bytes);
      psnr = now;
      bytes = coded.file().length;
    }
    assertThat(psnr).isGreaterThan(30);
  }

  @Test
  void alphaIsKeptWithoutLossAndTinyPicturesAreKeptRaw() {
    Bitmap picture = Tiny.picture(70, 50, 4, 6);
    Bitmap decoded = decode(encode(picture, 2).file());
    assertThat(decoded.planes().get(3)).isEqualTo(picture.planes().get(3));
    Bitmap one = Tiny.picture(1, 1, 3, 7);
    byte[] raw = encode(one, 1).file();
    assertThat(Container.read(raw).head().raw()).isTrue();
    assertThat(decode(raw).sameAs(one)).isTrue();
  }

  @Test
  void theFileIsAsLongAsItsTablesSay() {
    Bitmap picture = Tiny.picture(256, 256, 3, 8);
    PictureCodec.Encoded coded = encode(picture, 5);
    int stream = Container.read(coded.file()).tiles().getFirst().stream().length;
    double bytes = DoubleStream.of(coded.bits()).sum() / 8;
    assertThat((double) stream).isBetween(bytes - 1, 1.001 * bytes + 12);
  }

  @Test
  void anotherProcessDecodesTheSameBits() throws Exception {
    Bitmap picture = Tiny.picture(150, 90, 3, 9);
    PictureCodec.Encoded coded = encode(picture, 4);
    Path model = Files.write(folder.resolve("model"), file);
    Path omli = Files.write(folder.resolve("omli"), coded.file());
    Path out = folder.resolve("out.png");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xint", // other machine code than here
                    "-cp",
                    System.getProperty("java.class.path"),
                    Elsewhere.class.getName(),
                    model.toString(),
                    omli.toString(),
                    out.toString()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(new File(folder.toFile(), "error"))
            .start();
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("error"))).isZero();
    assertThat(Files.readAllBytes(out)).isEqualTo(BitmapWriter.png(coded.decoded()));
  }

  @Test
  void damagedFilesGiveAMessageAndNeverWrongPictures() {
    Bitmap picture = Tiny.picture(60, 60, 4, 10);
    byte[] whole = encode(picture, 3).file();
    SplittableRandom random = new SplittableRandom(11);
    int head = 4 + 2 + 2 + 8;
    for (int round = 0; round < 300; round++) {
      byte[] bad =
          round % 3 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
      if (round % 3 > 0) {
        // behind the sizes and the fingerprint: those that announce a huge picture are below
        bad[head + random.nextInt(bad.length - head)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        Bitmap decoded = decode(bad);
        assertThat(decoded.width()).isEqualTo(60); // quality byte, or a bit Deflate ignores
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageMatching("(?s).*(tile|file|alpha|quality|number|stream).*");
      }
    }
  }

  @Test
  void theDamagedTileIsNamed() {
    byte[] whole = encode(Tiny.picture(300, 40, 3, 12), 3).file();
    byte[] bad = whole.clone();
    bad[bad.length - 3] ^= 1;
    assertThatThrownBy(() -> decode(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tile 2 of 2 is damaged");
  }

  @Test
  void filesOfOtherKindsModelsAndSizesAreRefused() throws Exception {
    byte[] whole = encode(Tiny.picture(60, 60, 3, 13), 3).file();
    PictureCodec other = new PictureCodec(Model.of(Tiny.file(2)));
    assertThatThrownBy(() -> other.decode(Container.read(whole), _ -> {}))
        .hasMessageContaining(codec.model().fingerprint())
        .hasMessageContaining(other.model().fingerprint());
    assertThatThrownBy(() -> Container.read("JFIF".getBytes(StandardCharsets.US_ASCII)))
        .hasMessageContaining("no .omli file");
    byte[] version = whole.clone();
    version[4] = 9;
    assertThatThrownBy(() -> Container.read(version))
        .hasMessage("the file must be of version 1: got 9");
    byte[] zero = whole.clone();
    zero[6] = 0;
    assertThatThrownBy(() -> Container.read(zero)).hasMessageContaining("got 0 x 60");
    assertThatThrownBy(() -> Container.read(Arrays.copyOf(whole, whole.length + 1)))
        .hasMessageContaining("1 bytes are left");
    byte[] huge = new byte[26];
    System.arraycopy(whole, 0, huge, 0, 6);
    byte[] side = {(byte) 0xFF, (byte) 0xFF, 3};
    System.arraycopy(side, 0, huge, 6, 3);
    System.arraycopy(side, 0, huge, 9, 3);
    assertThatThrownBy(() -> Container.read(huge)).hasMessageContaining("at most 2^28 pixels");
  }

  @Test
  void windowsLeaveNoSeam() {
    Model model = codec.model();
    Quality quality = Quality.of(3);
    Bitmap picture = Tiny.picture(640, 24, 3, 14);
    PictureCodec.Encoded coded = codec.encode(picture, quality, 10, _ -> {});
    FeatureMaps y = model.analyse(Pixels.tile(picture, 0, 0, 32, 640), quality);
    FeatureMaps latents = Tiny.encoded(model, quality, y).part(0, 0, 3, 80);
    FeatureMaps whole = model.synthesise(latents, quality);
    for (int column = 0; column < 640; column++) {
      int sample = (int) Math.rint(Math.clamp(whole.at(1, 9, column), 0, 1) * 255f);
      assertThat(coded.decoded().at(1, 9, column)).isEqualTo(sample);
    }
  }

  @Test
  void theTransformIsOrthonormal() {
    float[] basis = codec.model().tensors().floats(PictureTransform.BASIS, 32, 192);
    for (int a = 0; a < 32; a += 5) {
      for (int b = 0; b < 32; b++) {
        double dot = 0;
        for (int d = 0; d < 192; d++) {
          dot += basis[a * 192 + d] * basis[b * 192 + d];
        }
        assertThat(dot).isCloseTo(a == b ? 1 : 0, within(5e-4)); // 16-bit floats
      }
    }
  }
}
