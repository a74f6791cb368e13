package offprint.papers.spatiotemporalentropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import offprint.engine.Examples;
import offprint.kernels.image.VideoFormat;
import offprint.kernels.image.YuvColour;
import offprint.kernels.image.YuvFrame;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodecTest {
  private static Model model;
  private static LatentCoder coder;

  @BeforeAll
  static void shipped() throws IOException {
    model = Clips.shipped();
    coder = new LatentCoder(new Frequencies(model.sizes().channels()));
  }

  private static ClipEncoder encoder(
      VideoFormat format, int quality, int gop, boolean t, boolean s) {
    LatentCoder.Priors priors =
        new LatentCoder.Priors(t, s ? Encode.Spatial.CHECKERBOARD : Encode.Spatial.NONE);
    return new ClipEncoder(model, coder, new ClipEncoder.Setting(quality, gop, priors), format);
  }

  private static List<YuvFrame> decode(byte[] file) {
    ClipDecoder decoder = new ClipDecoder(model, coder, file, false);
    List<YuvFrame> frames = new ArrayList<>();
    while (decoder.hasNext()) {
      frames.add(decoder.next());
    }
    decoder.end();
    return frames;
  }

  private static void same(List<YuvFrame> a, List<YuvFrame> b) {
    assertThat(a).hasSameSizeAs(b);
    for (int t = 0; t < a.size(); t++) {
      assertThat(a.get(t).sameAs(b.get(t))).as("frame %d", t).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 0, 1",
    "33, 17, 1, 0",
    "40, 56, 3, 2",
    "16, 16, 2, 12",
    "65, 3, 0, 9999",
    "7, 90, 3, 1"
  })
  void whatIsDecodedIsWhatTheEncoderShowed(int width, int height, int quality, int gop) {
    ClipEncoder encoder = encoder(Clips.format(width, height), quality, gop, true, true);
    List<YuvFrame> shown = new ArrayList<>();
    for (int t = 0; t < 5; t++) {
      shown.add(encoder.add(Clips.waves(width, height, t, t)));
    }
    same(decode(encoder.file()), shown);
  }

  @Test
  void everySwitchAndGopShowsEqualPixels() throws IOException {
    List<YuvFrame> clip = Clips.people(4);
    List<YuvFrame> first = List.of();
    for (int gop : new int[] {1, 0, 2}) {
      for (int off = 0; off < 4; off++) {
        ClipEncoder encoder =
            encoder(Clips.format(128, 96), 2, gop, (off & 1) == 0, (off & 2) == 0);
        clip.forEach(encoder::add);
        List<YuvFrame> decoded = decode(encoder.file());
        first = first.isEmpty() ? decoded : first;
        same(decoded, first);
      }
    }
  }

  @Test
  void theShippedFileIsWhatTheEncoderWrites() throws IOException {
    VideoFormat format = new VideoFormat(320, 192, 12, 1, YuvColour.LIMITED, 0, false);
    ClipEncoder encoder = encoder(format, 2, 12, true, true);
    Clips.example("cisco-people").forEach(encoder::add);
    try (InputStream in = Examples.get("cisco-coded").open()) {
      assertThat(encoder.file()).isEqualTo(in.readAllBytes());
    }
  }

  @Test
  void priorsSaveBytes() throws IOException {
    List<YuvFrame> clip = Clips.example("cisco-people").subList(0, 6);
    int[] bytes = new int[4];
    for (int off = 0; off < 4; off++) {
      ClipEncoder encoder = encoder(Clips.format(320, 192), 2, 12, (off & 1) == 0, (off & 2) == 0);
      clip.forEach(encoder::add);
      bytes[off] = encoder.fileBytes();
    }
    ClipEncoder alone = encoder(Clips.format(320, 192), 2, 1, true, true);
    clip.forEach(alone::add);
    assertThat(bytes[0]).isLessThan((int) (0.75 * alone.fileBytes()));
    assertThat(bytes[0]).isLessThan(bytes[1]).isLessThan(bytes[2]);
    assertThat(bytes[1]).isLessThan(bytes[3]);
  }

  @Test
  void aRepeatedFrameTakesOneByte() {
    ClipEncoder encoder = encoder(Clips.format(48, 32), 1, 0, true, true);
    YuvFrame frame = Clips.waves(48, 32, 0, 1);
    encoder.add(frame);
    int before = encoder.fileBytes();
    encoder.add(frame);
    assertThat(encoder.fileBytes()).isEqualTo(before + 1);
    assertThat(encoder.rows().getLast().type()).isEqualTo("R");
    same(decode(encoder.file()).subList(0, 1), decode(encoder.file()).subList(1, 2));
  }

  @Test
  void filesAreAsLongAsTheTablesSay() throws IOException {
    ClipEncoder encoder = encoder(Clips.format(320, 192), 1, 12, true, true);
    Clips.example("cisco-people").subList(0, 3).forEach(encoder::add);
    for (ClipEncoder.Row row : encoder.rows()) {
      double tables = row.bits().total() / 8;
      assertThat(row.bytes() - tables).isBetween(0.0, 0.001 * tables + 16);
    }
  }

  @Test
  void greyClipsStayGrey() {
    VideoFormat format = new VideoFormat(20, 20, 1, 1, YuvColour.FULL, 0, true);
    ClipEncoder encoder = encoder(format, 2, 12, true, true);
    YuvFrame grey = YuvFrame.grey(20, 20, Clips.waves(20, 20, 0, 1).y());
    encoder.add(grey);
    ClipDecoder decoder = new ClipDecoder(model, coder, encoder.file(), false);
    assertThat(decoder.header().format()).isEqualTo(format);
    ClipEncoder colour = encoder(format, 0, 12, true, true);
    colour.add(Clips.waves(20, 20, 0, 1));
    assertThatThrownBy(() -> decode(colour.file())).hasMessageContaining("grey clip");
  }

  @Test
  void anchorsDoNotSeeTheOthers() throws IOException {
    YuvFrame frame = Clips.example("cisco-people").getFirst();
    Latents y = model.transform().analyse(frame, 2);
    Latents moved = new Latents(y.channels(), y.height(), y.width(), y.values().clone());
    for (int i = 0; i < y.values().length; i++) {
      int p = i % y.area();
      moved.values()[i] += Pass.anchor(p / y.width(), p % y.width()) ? 0 : 3;
    }
    Pass anchors = Pass.of(y.height(), y.width(), Encode.Spatial.CHECKERBOARD).getFirst();
    for (int c = 0; c < y.channels(); c += 7) {
      assertThat(features(y, anchors, c)).isEqualTo(features(moved, anchors, c));
    }
  }

  private static List<Float> features(Latents y, Pass pass, int channel) {
    Surroundings surroundings = new Surroundings(coder.neighbours(), y, y, true);
    surroundings.begin(pass);
    List<Float> all = new ArrayList<>();
    Surroundings.Known known = new Surroundings.Known();
    for (int c = 0; c <= channel; c++) {
      surroundings.channel(c);
      for (int k = 0; k < pass.positions().length && c == channel; k++) {
        surroundings.at(c, k, known);
        for (int f = 0; f < Surroundings.INTRA; f++) {
          all.add(known.features[f]);
        }
        all.add(known.around);
      }
      surroundings.finish(c);
    }
    return all;
  }

  @Test
  void anyFrameIsReachedFromTheOneCodedByItselfBeforeIt() throws IOException {
    ClipEncoder encoder = encoder(Clips.format(128, 96), 3, 3, true, true);
    Clips.people(8).forEach(encoder::add);
    byte[] file = encoder.file();
    List<YuvFrame> all = decode(file);
    ClipDecoder decoder = new ClipDecoder(model, coder, file, false);
    decoder.seek(7);
    decoder.nextLatents();
    same(List.of(decoder.next()), List.of(all.get(7)));
  }

  @Test
  void damageIsFoundOrConcealed() throws IOException {
    ClipEncoder encoder = encoder(Clips.format(128, 96), 3, 3, true, true);
    Clips.people(6).forEach(encoder::add);
    byte[] file = encoder.file();
    List<YuvFrame> good = decode(file);
    int second = 29 + encoder.rows().getFirst().bytes();
    byte[] bad = file.clone();
    bad[second + 40] ^= 0x10;
    assertThatThrownBy(() -> decode(bad)).hasMessageContaining("frame 1");
    ClipDecoder decoder = new ClipDecoder(model, coder, bad, true);
    List<YuvFrame> shown = new ArrayList<>();
    while (decoder.hasNext()) {
      shown.add(decoder.next());
    }
    assertThat(decoder.concealed()).containsExactly(1, 2);
    same(shown.subList(1, 3), List.of(good.get(0), good.get(0)));
    same(shown.subList(3, 6), good.subList(3, 6));
    byte[] other = file.clone();
    System.arraycopy(
        new Header(2, Clips.format(128, 96), 6, 3, 3, LatentCoder.Priors.ALL, "0badcafe").bytes(),
        0,
        other,
        0,
        Header.BYTES);
    assertThatThrownBy(() -> decode(other)).hasMessageContaining("made with model 0badcafe, given");
  }

  @Test
  void noDamageHangsOrEscapes() {
    ClipEncoder encoder = encoder(Clips.format(40, 24), 2, 2, true, true);
    for (int t = 0; t < 3; t++) {
      encoder.add(Clips.waves(40, 24, t, t));
    }
    byte[] file = encoder.file();
    SplittableRandom random = new SplittableRandom(11);
    int refused = 0;
    for (int i = 0; i < 150; i++) {
      byte[] bad = file.clone();
      for (int k = 0; k <= i % 3; k++) {
        bad[random.nextInt(Header.BYTES, bad.length)] = (byte) random.nextInt();
      }
      byte[] cut = i % 2 == 0 ? bad : Arrays.copyOf(file, random.nextInt(file.length));
      try {
        decode(cut);
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).isNotEmpty();
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(140);
  }
}
