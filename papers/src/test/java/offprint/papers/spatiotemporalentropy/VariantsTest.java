package offprint.papers.spatiotemporalentropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.kernels.image.VideoFormat;
import offprint.kernels.image.YuvFrame;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A serial scan, and differences in place of frames, with weights at random. */
class VariantsTest {
  private static final int CHANNELS = 24;

  /** A model file; convolutions are exact in 16 bits, so that training computes with the same. */
  static byte[] file(boolean residual, boolean serial, int mixture) throws IOException {
    Sizes sizes = new Sizes(CHANNELS, 3, 6, 5, 8, 0, Train.Skip.DCT, mixture, residual);
    Weights weights = new Weights(sizes);
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    SplittableRandom random = new SplittableRandom(8);
    try (Session session = Session.open()) {
      for (boolean video : new boolean[] {false, true}) {
        List<Parameters.Declaration> all =
            List.of(weights.linear(video, serial), weights.network(video));
        for (Parameters.Declaration declaration : all) {
          declaration
              .on(session, random)
              .tensors()
              .forEach((name, tensor) -> tensors.put(name, drawn(name, tensor, random)));
        }
      }
    }
    return Clips.file(sizes, Levels.plain(CHANNELS, .4f), tensors);
  }

  private static Safetensors.Tensor drawn(
      String name, Safetensors.Tensor tensor, SplittableRandom random) {
    long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
    float[] values = new float[tensor.data().remaining() / 4];
    boolean wide = name.endsWith("linear.bias") || name.endsWith("serial.bias"); // few escapes
    double centre = wide ? 2.2 : name.endsWith("weights") ? .1 : name.endsWith("near") ? .3 : 0;
    for (int i = 0; i < values.length; i++) {
      double drawn = centre + .06 * random.nextGaussian();
      values[i] = Float.float16ToFloat(Float.floatToFloat16((float) drawn));
    }
    return Safetensors.Tensor.of(values, shape);
  }

  private static LatentCoder.Priors priors(boolean temporal, String spatial) {
    return new LatentCoder.Priors(temporal, Encode.Spatial.valueOf(spatial));
  }

  private static List<YuvFrame> clip() {
    List<YuvFrame> clip = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      clip.add(Clips.waves(70, 50, t, t));
    }
    return clip;
  }

  @ParameterizedTest
  @CsvSource({
    "false, SERIAL, true, 1",
    "false, SERIAL, false, 1",
    "true, SERIAL, true, 1",
    "true, CHECKERBOARD, true, 1",
    "true, CHECKERBOARD, false, 1",
    "true, NONE, true, 1",
    "false, CHECKERBOARD, true, 2",
    "false, SERIAL, true, 3",
    "false, NONE, false, 2"
  })
  void filesComeBackAndTrainingCountsTheirBits(
      boolean residual, String spatial, boolean temporal, int mixture) throws IOException {
    byte[] file = file(residual, true, mixture);
    Model model = ModelTensors.of(file).model();
    LatentCoder coder = new LatentCoder(new Frequencies(CHANNELS));
    LatentCoder.Priors priors = priors(temporal, spatial);
    ClipEncoder encoder =
        new ClipEncoder(model, coder, new ClipEncoder.Setting(1, 0, priors), Clips.format(70, 50));
    List<YuvFrame> shown = new ArrayList<>();
    clip().forEach(frame -> shown.add(encoder.add(frame)));
    ClipDecoder decoder = new ClipDecoder(model, coder, encoder.file(), false);
    assertThat(decoder.header().priors()).isEqualTo(priors);
    for (YuvFrame frame : shown) {
      assertThat(decoder.next().sameAs(frame)).isTrue();
    }
    decoder.end();
    Safetensors tensors = ModelTensors.of(file).tensors();
    Weights weights = new Weights(model.sizes());
    Latents before = model.transform().analyse(clip().get(1), 1);
    Latents y = model.transform().analyse(clip().get(2), 1);
    try (Session session = Session.open()) {
      for (boolean video : new boolean[] {false, true}) {
        SplittableRandom random = new SplittableRandom(4);
        Parameters linear = weights.linear(video, true).on(session, random);
        linear.load(tensors);
        Parameters network = weights.network(video).on(session, random);
        network.load(tensors);
        EntropyLoss loss =
            new EntropyLoss(session, coder.neighbours(), video, mixture, residual, linear, network);
        List<Example> one = List.of(new Example(y, video ? before : null, 1));
        double perPixel =
            session.evaluate(() -> loss.bitsPerPixel(one, priors, Course.Middle.INSTANCE))[0];
        LatentCoder.Bits bits = new LatentCoder.Bits(y.area());
        coder.encode(
            video ? model.video() : model.intra(), y, video ? before : null, 1, priors, bits);
        assertThat(perPixel * y.area() * 256).isCloseTo(bits.total(), within(0.03 * bits.total()));
      }
    }
  }

  @Test
  void aSerialScanSeesOnlyWhatCameBefore() throws IOException {
    Model model = ModelTensors.of(file(false, true, 1)).model();
    LatentCoder coder = new LatentCoder(new Frequencies(CHANNELS));
    Latents y = model.transform().analyse(clip().get(2), 1);
    Latents before = model.transform().analyse(clip().get(1), 1);
    int changed = 2 * y.width() + 2;
    Latents other = new Latents(y.channels(), y.height(), y.width(), y.values().clone());
    for (int c = 0; c < y.channels(); c++) {
      other.values()[c * y.area() + changed] += 2;
    }
    LatentCoder.Priors serial = priors(true, "SERIAL");
    LatentCoder.Bits a = new LatentCoder.Bits(y.area());
    LatentCoder.Bits b = new LatentCoder.Bits(y.area());
    EntropyModel video = model.video();
    // z of the whole frame would differ, so the networks are left out here
    EntropyModel alone =
        new EntropyModel(
            video.sizes(),
            true,
            false,
            video.checkerboard(),
            video.serial(),
            null,
            video.engine(),
            video.network(),
            video.tables());
    coder.encode(alone, y, before, 1, serial, a);
    coder.encode(alone, other, before, 1, serial, b);
    for (int p = 0; p < y.area(); p++) {
      if (p < changed) {
        assertThat(a.cells[p]).as("position %d", p).isEqualTo(b.cells[p]);
      }
    }
    assertThat(a.cells[changed + 1]).isNotEqualTo(b.cells[changed + 1]);
  }

  @Test
  void aFileOfVersion1ComesBack() throws IOException {
    Model model = ModelTensors.of(file(false, false, 2)).model();
    LatentCoder coder = new LatentCoder(new Frequencies(CHANNELS));
    LatentCoder.Priors all = LatentCoder.Priors.ALL;
    VideoFormat format = Clips.format(70, 50);
    ByteArrayOutputStream old = new ByteArrayOutputStream();
    old.writeBytes(new Header(1, format, 3, 0, 1, all, model.fingerprint()).bytes());
    ClipEncoder encoder = new ClipEncoder(model, coder, new ClipEncoder.Setting(1, 0, all), format);
    List<YuvFrame> shown = new ArrayList<>();
    Latents before = null;
    for (YuvFrame frame : clip()) {
      shown.add(encoder.add(frame));
      Latents y = model.transform().analyse(frame, 1);
      EntropyModel entropy = before == null ? model.intra() : model.video();
      old.writeBytes(Container.frame(coder.put(entropy, y, before, 1, all, null).finish(), y));
      before = y;
    }
    assertThat(shown).hasSize(3);
    assertThat(encoder.file()[4]).isEqualTo((byte) 2);
    assertThat(encoder.fileBytes()).isLessThan(old.size());
    ClipDecoder decoder = new ClipDecoder(model, coder, old.toByteArray(), false);
    for (YuvFrame frame : shown) {
      assertThat(decoder.next().sameAs(frame)).isTrue();
    }
    decoder.end();
  }

  @Test
  void aModelWithoutASerialScanSaysSo() throws IOException {
    Model model = ModelTensors.of(file(false, false, 1)).model();
    LatentCoder coder = new LatentCoder(new Frequencies(CHANNELS));
    ClipEncoder.Setting setting = new ClipEncoder.Setting(1, 0, priors(true, "SERIAL"));
    ClipEncoder encoder = new ClipEncoder(model, coder, setting, Clips.format(70, 50));
    assertThatThrownBy(() -> encoder.add(clip().getFirst()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not trained for a serial scan: got serial");
  }
}
