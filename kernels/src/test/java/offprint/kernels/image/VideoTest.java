package offprint.kernels.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VideoTest {
  private static Bitmap colour(int r, int g, int b) {
    byte[][] planes = {{(byte) r}, {(byte) g}, {(byte) b}};
    return new Bitmap(1, 1, List.of(planes));
  }

  private static List<Integer> samples(byte[]... planes) {
    List<Integer> list = new java.util.ArrayList<>();
    for (byte[] plane : planes) {
      for (byte b : plane) {
        list.add(b & 0xFF);
      }
    }
    return list;
  }

  private static void check(
      Bitmap rgb, List<Integer> limited, List<Integer> full, List<Integer> back) {
    YuvFrame frame = YuvColour.LIMITED.toYuv(rgb);
    assertThat(samples(frame.y(), frame.u(), frame.v())).isEqualTo(limited);
    YuvFrame wide = YuvColour.FULL.toYuv(rgb);
    assertThat(samples(wide.y(), wide.u(), wide.v())).isEqualTo(full);
    assertThat(samples(YuvColour.LIMITED.toRgb(frame).planes().toArray(byte[][]::new)))
        .isEqualTo(back);
  }

  @Test
  void coloursHaveTheKnownValues() {
    check(
        colour(128, 128, 128),
        List.of(126, 128, 128),
        List.of(128, 128, 128),
        List.of(128, 128, 128));
    check(colour(255, 0, 0), List.of(81, 90, 240), List.of(76, 85, 255), List.of(254, 0, 0));
    check(colour(0, 255, 0), List.of(145, 54, 34), List.of(150, 44, 21), List.of(0, 255, 1));
    check(colour(0, 0, 255), List.of(41, 240, 110), List.of(29, 255, 107), List.of(0, 0, 255));
    check(colour(12, 200, 77), List.of(127, 102, 54), List.of(130, 98, 44), List.of(11, 200, 77));
  }

  @Test
  void oddPicturesHaveTheKnownValues() {
    Bitmap rgb = Bitmap.blank(7, 5, 3);
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 7; x++) {
        int i = y * 7 + x;
        rgb.planes().get(0)[i] = (byte) (37 * x + 101 * y + 11 * x * y);
        rgb.planes().get(1)[i] = (byte) (59 * x + 17 * y + 7);
        rgb.planes().get(2)[i] = (byte) (23 * x * x + 5 * y + 90);
      }
    }
    YuvFrame frame = YuvColour.LIMITED.toYuv(rgb);
    List<Integer> luma = samples(frame.y());
    assertThat(luma.subList(0, 7)).containsExactly(28, 70, 116, 141, 196, 102, 141);
    assertThat(luma.subList(28, 35)).containsExactly(103, 155, 147, 184, 121, 101, 151);
    assertThat(samples(frame.u()))
        .containsExactly(150, 107, 164, 136, 141, 111, 171, 138, 123, 107, 171, 134);
    assertThat(samples(frame.v()))
        .containsExactly(136, 129, 132, 153, 132, 88, 162, 118, 164, 78, 139, 106);
    Bitmap back = YuvColour.LIMITED.toRgb(frame);
    assertThat(List.of(back.at(0, 0, 0), back.at(1, 0, 0), back.at(2, 0, 0)))
        .containsExactly(27, 0, 58);
    assertThat(List.of(back.at(0, 4, 6), back.at(1, 4, 6), back.at(2, 4, 6)))
        .containsExactly(141, 159, 189);
    assertThat(sum(back.planes().toArray(byte[][]::new))).isEqualTo(13357);
    YuvFrame full = YuvColour.FULL.toYuv(rgb);
    assertThat(List.of(sum(full.y()), sum(full.u()), sum(full.v())))
        .containsExactly(4231, 1670, 1538);
    assertThat(sum(YuvColour.FULL.toRgb(full).planes().toArray(byte[][]::new))).isEqualTo(13353);
  }

  private static int sum(byte[]... planes) {
    return samples(planes).stream().mapToInt(Integer::intValue).sum();
  }

  private static Y4mReader reader(String header, int bytes, boolean wholeOnly) throws IOException {
    byte[] start = header.getBytes(StandardCharsets.ISO_8859_1);
    byte[] file = java.util.Arrays.copyOf(start, start.length + bytes);
    return new Y4mReader(new ByteArrayInputStream(file), wholeOnly);
  }

  @Test
  void clipsComeBackAsWritten() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    for (int siting = 0; siting < 3; siting++) {
      for (YuvColour range : YuvColour.values()) {
        VideoFormat format =
            new VideoFormat(5, 3, 30000, 1001, range, siting, siting + range.ordinal() == 0);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Y4mWriter writer = new Y4mWriter(format, file, false);
        byte[] y = new byte[15];
        random.nextBytes(y);
        YuvFrame frame = new YuvFrame(5, 3, y, new byte[6], new byte[] {1, 2, 3, 4, 5, 6});
        YuvFrame written = format.grey() ? YuvFrame.grey(5, 3, y) : frame;
        writer.write(written);
        writer.write(written);
        Y4mReader in = new Y4mReader(new ByteArrayInputStream(file.toByteArray()), false);
        assertThat(in.format()).isEqualTo(format);
        assertThat(in.next()).satisfies(read -> assertThat(read.sameAs(written)).isTrue());
        assertThat(in.next()).isNotNull();
        assertThat(in.next()).isNull();
        assertThat(in.notices()).isEmpty();
      }
    }
    assertThat(Y4mWriter.header(new VideoFormat(176, 144, 25, 1, YuvColour.LIMITED, 0, false)))
        .isEqualTo("YUV4MPEG2 W176 H144 F25:1 Ip A0:0 C420jpeg");
  }

  @Test
  void otherSamplingsAreAveraged() throws IOException {
    byte[] file = "YUV4MPEG2 H2 W2 F1:1 C444\nFRAME Ixyz\n".getBytes(StandardCharsets.US_ASCII);
    byte[] all = java.util.Arrays.copyOf(file, file.length + 12);
    byte[] planes = {1, 2, 3, 4, 10, 20, 30, 41, 0, 0, 0, 2};
    System.arraycopy(planes, 0, all, file.length, 12);
    Y4mReader in = new Y4mReader(new ByteArrayInputStream(all), false);
    YuvFrame frame = in.next();
    assertThat(frame).isNotNull();
    assertThat(samples(frame.y(), frame.u(), frame.v())).containsExactly(1, 2, 3, 4, 25, 1);
    assertThat(in.notices()).containsExactly("Chroma was averaged down to 4:2:0.");
    Y4mReader rows = reader("YUV4MPEG2 W3 H3 F1:1 C422 It A4:3\nFRAME\n", 9 + 2 * 6, false);
    assertThat(rows.next()).isNotNull();
    assertThat(rows.notices()).hasSize(3);
  }

  @Test
  void badClipsAreRefusedByName() throws IOException {
    assertThatThrownBy(() -> reader("RIFF W2 H2\n", 0, false)).hasMessageContaining("YUV4MPEG2");
    assertThatThrownBy(() -> reader("YUV4MPEG2 W2 F1:1\n", 0, false))
        .hasMessageContaining("W and H");
    assertThatThrownBy(() -> reader("YUV4MPEG2 W2 H2 F1:0\n", 0, false))
        .hasMessageContaining("1/0");
    assertThatThrownBy(() -> reader("YUV4MPEG2 W2 H2 C411\n", 0, false))
        .hasMessageContaining("411");
    assertThatThrownBy(() -> reader("YUV4MPEG2 W2 H2 C420p10\n", 0, false))
        .hasMessageContaining("more than 8 bits");
    assertThatThrownBy(() -> reader("YUV4MPEG2 W60000 H60000\n", 0, false))
        .hasMessageContaining("2^25");
    assertThatThrownBy(() -> reader("YUV4MPEG2 W2 H2 F1:1\nFRAMX\n", 6, false).next())
        .hasMessageContaining("frame 0");
    assertThatThrownBy(() -> reader("YUV4MPEG2 W2 H2 F1:1\nFRAME\n", 5, false).next())
        .hasMessageContaining("frame 0 of the Y4M file is cut: 5 of 6 bytes");
    Y4mReader whole = reader("YUV4MPEG2 W2 H2 F1:1\nFRAME\n", 5, true);
    assertThat(whole.next()).isNull();
    assertThat(whole.notices()).hasSize(1);
    VideoFormat format = new VideoFormat(2, 2, 1, 1, YuvColour.FULL, 0, false);
    RawYuvReader raw = new RawYuvReader(new ByteArrayInputStream(new byte[8]), format);
    assertThat(raw.next()).isNotNull();
    assertThatThrownBy(raw::next).hasMessageContaining("multiple of 6 bytes: 2 are left over");
  }
}
