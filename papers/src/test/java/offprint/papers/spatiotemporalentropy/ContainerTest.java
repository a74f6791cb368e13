package offprint.papers.spatiotemporalentropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class ContainerTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final LatentCoder.Priors ALL = LatentCoder.Priors.ALL;
  private static final byte[] KNOWN =
      HEX.parseHex("4f4653560100b000900019000100240000000c00020badcafe87be8fd1");

  private static Header header(int frames, int gop) {
    return new Header(1, Clips.format(176, 144), frames, gop, 2, ALL, "0badcafe");
  }

  @Test
  void headerHasTheKnownBytes() {
    assertThat(HEX.formatHex(header(36, 12).bytes())).isEqualTo(HEX.formatHex(KNOWN));
    assertThat(Header.parse(KNOWN)).isEqualTo(header(36, 12));
    Header off =
        new Header(
            2,
            Clips.format(1, 65535),
            0xFFFFFFFFL,
            9999,
            0,
            new LatentCoder.Priors(false, Encode.Spatial.NONE),
            "00000000");
    assertThat(Header.parse(off.bytes())).isEqualTo(off);
  }

  @Test
  void lengthsHaveTheKnownBytes() {
    String all =
        IntStream.of(0, 127, 128, 300, 70000)
            .mapToObj(n -> HEX.formatHex(Container.leb128(n)))
            .collect(Collectors.joining(" "));
    assertThat(all).isEqualTo("00 7f 8001 ac02 f0a204");
  }

  @Test
  void framesAreOfTheKnownTypes() {
    assertThat(types(1, 12)).isEqualTo("I");
    assertThat(types(2, 12)).isEqualTo("IP");
    assertThat(types(33, 12)).isEqualTo("IPPPPPPPPPPPIPPPPPPPPPPPIPPPPPPPP");
    assertThat(types(4, 0)).isEqualTo("IPPP");
    assertThat(types(4, 1)).isEqualTo("IIII");
  }

  private static String types(int frames, int gop) {
    return IntStream.range(0, frames)
        .mapToObj(t -> header(frames, gop).intra(t) ? "I" : "P")
        .collect(Collectors.joining());
  }

  /** The known header with some bytes replaced and its CRC right. */
  private static byte[] changed(int at, int... bytes) {
    byte[] file = KNOWN.clone();
    for (int i = 0; i < bytes.length; i++) {
      file[at + i] = (byte) bytes[i];
    }
    CRC32 crc = new CRC32();
    crc.update(file, 0, 25);
    for (int i = 0; i < 4; i++) {
      file[25 + i] = (byte) (crc.getValue() >> 8 * i);
    }
    return file;
  }

  private static void refused(byte[] file, String... words) {
    var thrown = assertThatThrownBy(() -> new Container(file));
    thrown.isInstanceOf(IllegalArgumentException.class);
    for (String word : words) {
      thrown.hasMessageContaining(word);
    }
  }

  @Test
  void badHeadersAreRefusedWithTheirOffset() {
    refused(new byte[0], "OFSV", "offset 0");
    refused("RIFF____".getBytes(StandardCharsets.US_ASCII), "OFSV");
    refused(Arrays.copyOf(KNOWN, 20), "offset 20");
    byte[] flipped = KNOWN.clone();
    flipped[7] ^= 1;
    refused(flipped, "CRC-32", "offset 25");
    refused(changed(4, 0), "version", "got 0");
    refused(changed(4, 3), "version", "got 3");
    refused(changed(5, 96), "flags", "96");
    refused(changed(20, 4), "quality", "got 4");
    refused(changed(6, 0, 0), "0 x 144");
    refused(changed(6, 255, 255, 255, 255), "2^25");
    refused(changed(12, 0, 0), "25/0");
    refused(changed(14, 255, 255, 255, 255), "4294967295 frames");
    refused(changed(14, 0, 0, 0, 0), "got 0 (offset 14)");
  }

  private static Container frames(int count, int... bytes) {
    byte[] file = Arrays.copyOf(changed(14, count), 29 + bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      file[29 + i] = (byte) bytes[i];
    }
    return new Container(file);
  }

  @Test
  void badFramesAreRefusedWithTheirOffset() {
    assertThatThrownBy(() -> frames(1, 0, 0).next(4))
        .hasMessageContaining("frame 0")
        .hasMessageContaining("coded by itself")
        .hasMessageContaining("offset 29");
    assertThatThrownBy(() -> frames(1, 8, 1, 2).next(4))
        .hasMessageContaining("only 1 bytes are left");
    assertThatThrownBy(() -> frames(1, 0x80, 0x80, 0x80, 0x80, 0x80, 0).next(4))
        .hasMessageContaining("more than 5 bytes");
    assertThatThrownBy(() -> frames(1, 0x80).next(4)).hasMessageContaining("ends");
    Container two = frames(2, 1, 7, 9, 0, 5);
    assertThat(two.next(4).check()).isEqualTo(9);
    assertThat(two.next(4).repeats()).isTrue();
    assertThatThrownBy(two::end).hasMessageContaining("1 bytes follow (offset 33)");
  }
}
