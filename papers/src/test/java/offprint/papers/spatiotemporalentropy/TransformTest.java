package offprint.papers.spatiotemporalentropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.Distortion;
import offprint.kernels.image.FrameQuality;
import offprint.kernels.image.YuvColour;
import offprint.kernels.image.YuvFrame;
import org.junit.jupiter.api.Test;

class TransformTest {
  private static final Frequencies FREQUENCIES = new Frequencies(192);
  private static final Transform PLAIN = Transform.of(FREQUENCIES, Levels.plain(192, 0.5f));

  @Test
  void gridsHaveTheKnownSizes() {
    assertThat(List.of(Latents.grid(144), Latents.grid(176))).containsExactly(9, 11);
    assertThat(List.of(Latents.grid(193), Latents.grid(321))).containsExactly(13, 21);
    assertThat(Latents.grid(1)).isEqualTo(1);
  }

  @Test
  void frequenciesComeInTheKnownOrder() {
    List<String> luma = Frequencies.order(0, 16).stream().map(f -> f.i() + " " + f.j()).toList();
    assertThat(luma.subList(0, 8))
        .containsExactly("0 0", "0 1", "1 0", "1 1", "0 2", "2 0", "1 2", "2 1");
    assertThat(luma.get(127)).isEqualTo("11 4");
    assertThat(Frequencies.order(1, 8).get(31)).isEqualTo(new Frequencies.Frequency(1, 5, 2));
    assertThat(List.of(FREQUENCIES.first(1), FREQUENCIES.first(2), FREQUENCIES.first(3)))
        .containsExactly(128, 160, 192);
    assertThatThrownBy(() -> new Frequencies(100)).hasMessageContaining("got 100");
  }

  @Test
  void lumaAndColoursShareTheChannels() {
    for (int[] known :
        new int[][] {{64, 48, 8}, {192, 128, 32}, {320, 224, 48}, {376, 256, 60}, {384, 256, 64}}) {
      Frequencies frequencies = new Frequencies(known[0]);
      assertThat(List.of(frequencies.luma(), frequencies.chroma()))
          .containsExactly(known[1], known[2]);
      assertThat(frequencies.list()).hasSize(known[0]);
    }
    for (int channels = 48; channels <= 384; channels += 8) {
      assertThat(new Frequencies(channels).list()).hasSize(channels).doesNotHaveDuplicates();
    }
  }

  @Test
  void moreChannelsReachMoreThan36Decibels() throws Exception {
    YuvFrame frame = Clips.example("cisco-people").getFirst();
    double[] reached = new double[2];
    for (int i = 0; i < 2; i++) {
      int channels = i == 0 ? 192 : 320;
      Transform plain = Transform.of(new Frequencies(channels), Levels.plain(channels, 0.5f));
      YuvFrame back = plain.synthesise(plain.analyse(frame, 0), 0, 320, 192);
      reached[i] = FrameQuality.between(frame, back).weighted();
    }
    assertThat(reached[0]).isLessThan(36);
    assertThat(reached[1]).isGreaterThan(36);
  }

  @Test
  void plainCosinesCodeAFrameAsKnown() throws Exception {
    YuvFrame frame = Clips.example("cisco-people").getFirst();
    check(
        frame,
        1,
        new int[] {34, 0, 0, 0},
        10944,
        32058,
        32.717581,
        38.659965,
        37.657675,
        34.077891);
    check(
        frame, 3, new int[] {12, 0, 0, 0}, 4812, 10169, 29.038053, 34.786659, 33.212282, 30.278408);
  }

  @Test
  void plainCosinesCodeForemanAsKnown() throws Exception {
    YuvFrame frame = Clips.foreman().getFirst();
    check(
        frame,
        1,
        new int[] {43, -13, 8, -1},
        4159,
        12583,
        33.374789,
        41.644001,
        41.682652,
        35.446923);
    check(
        frame, 3, new int[] {16, -5, 3, 0}, 1846, 4004, 29.380095, 36.843336, 36.132267, 31.157022);
  }

  private static void check(
      YuvFrame frame,
      int quality,
      int[] first,
      int nonZeros,
      int sum,
      double y,
      double u,
      double v,
      double weighted) {
    Latents latents = PLAIN.analyse(frame, quality);
    for (int c = 0; c < 4; c++) {
      assertThat(latents.at(c, 0, 0)).isEqualTo(first[c]);
    }
    assertThat((int) Arrays.stream(latents.values()).filter(x -> x != 0).count())
        .isCloseTo(nonZeros, within(2));
    assertThat(Arrays.stream(latents.values()).map(Math::abs).sum()).isCloseTo(sum, within(2));
    YuvFrame back = PLAIN.synthesise(latents, quality, frame.width(), frame.height());
    FrameQuality q = FrameQuality.between(frame, back);
    assertThat(q.psnrY()).isCloseTo(y, within(2e-3));
    assertThat(q.psnrU()).isCloseTo(u, within(2e-3));
    assertThat(q.psnrV()).isCloseTo(v, within(2e-3));
    assertThat(q.weighted()).isCloseTo(weighted, within(2e-3));
  }

  @Test
  void leavingFrequenciesOutCostsWhatIsKnown() throws Exception {
    assertThat(truncated(Clips.example("cisco-people"), 0, 8)).isCloseTo(37.0906, within(1e-4));
  }

  @Test
  void leavingFrequenciesOutOfForemanCostsWhatIsKnown() throws Exception {
    assertThat(truncated(Clips.foreman(), 0, 8, 16, 24, 32)).isCloseTo(39.4636, within(1e-4));
  }

  private static double truncated(List<YuvFrame> clip, int... frames) {
    Cosine cosine = PLAIN.cosine();
    double sum = 0;
    for (int t : frames) {
      YuvFrame frame = clip.get(t);
      int gh = Latents.grid(frame.height());
      int gw = Latents.grid(frame.width());
      double[][] planes = Cosine.planes(frame);
      double[][] back = cosine.synthesise(cosine.analyse(planes, gh, gw), gh, gw);
      sum += FrameQuality.between(frame, rounded(frame, back, gw)).weighted();
    }
    return sum / frames.length;
  }

  private static YuvFrame rounded(YuvFrame like, double[][] planes, int gw) {
    byte[][] out = new byte[3][];
    for (int p = 0; p < 3; p++) {
      int w = p == 0 ? like.width() : like.chromaWidth();
      int stride = (p == 0 ? 16 : 8) * gw;
      out[p] = new byte[like.plane(p).length];
      for (int i = 0; i < out[p].length; i++) {
        double value = Math.floor(planes[p][i / w * stride + i % w] + 128.5);
        out[p][i] = (byte) Math.clamp(value, 0, 255);
      }
    }
    return new YuvFrame(like.width(), like.height(), out[0], out[1], out[2]);
  }

  @Test
  void allFrequenciesBringAFrameBack() {
    Transform whole = Transform.of(new Frequencies(384), Levels.plain(384, 0.5f));
    YuvFrame frame = Clips.waves(21, 19, 0, 3);
    double[] c = whole.coefficients(frame);
    double[][] planes = whole.cosine().synthesise(c, 2, 2);
    double[][] given = Cosine.planes(frame);
    for (int p = 0; p < 3; p++) {
      assertThat(planes[p]).containsExactly(given[p], within(1e-9));
    }
  }

  @Test
  void qualityOfNeighboursIsTheKnownOne() throws Exception {
    List<YuvFrame> cisco = Clips.example("cisco-people");
    FrameQuality c = FrameQuality.between(cisco.get(0), cisco.get(1));
    assertThat(c.psnrY()).isCloseTo(22.3472434138, within(1e-9));
    assertThat(c.psnrU()).isCloseTo(37.1338803257, within(1e-9));
    assertThat(c.psnrV()).isCloseTo(33.7910958061, within(1e-9));
    assertThat(c.weighted()).isCloseTo(25.6260545768, within(1e-9));
    assertThat(rgb(cisco)).isCloseTo(20.9566563034, within(1e-9));
    assertThat(FrameQuality.scales(320, 192)).isEqualTo(5);
    assertThat(FrameQuality.msSsim(cisco.get(0), cisco.get(1)))
        .isCloseTo(.9295803726, within(1e-9));
  }

  @Test
  void qualityOfForemansNeighboursIsTheKnownOne() throws Exception {
    List<YuvFrame> foreman = Clips.foreman();
    FrameQuality q = FrameQuality.between(foreman.get(0), foreman.get(1));
    assertThat(q.psnrY()).isCloseTo(28.6827203234, within(1e-9));
    assertThat(q.psnrU()).isCloseTo(45.1249612958, within(1e-9));
    assertThat(q.psnrV()).isCloseTo(45.1146813207, within(1e-9));
    assertThat(q.weighted()).isCloseTo(32.7919955696, within(1e-9));
    assertThat(rgb(foreman)).isCloseTo(27.2532170764, within(1e-9));
    assertThat(FrameQuality.scales(176, 144)).isEqualTo(4);
    assertThat(FrameQuality.msSsim(foreman.get(0), foreman.get(1)))
        .isCloseTo(.9273816764, within(1e-9));
    double weighted = 0;
    double luma = 0;
    double mse = 0;
    for (int t = 1; t < 36; t++) {
      FrameQuality step = FrameQuality.between(foreman.get(t - 1), foreman.get(t));
      weighted += step.weighted() / 35;
      luma += step.psnrY() / 35;
      mse += step.y() / 35;
    }
    assertThat(weighted).isCloseTo(32.9579510339, within(1e-9));
    assertThat(luma).isCloseTo(28.7973216108, within(1e-9));
    assertThat(FrameQuality.psnr(mse)).isCloseTo(28.3343856172, within(1e-9));
  }

  private static double rgb(List<YuvFrame> clip) {
    Bitmap a = YuvColour.LIMITED.toRgb(clip.get(0));
    return Distortion.psnr(a, YuvColour.LIMITED.toRgb(clip.get(1)));
  }
}
