package offprint.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class GzipTest {
  private final Gzip gzip = new Gzip();

  private static byte[] unzipped(byte[] bytes) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
  }

  private static byte[] text(int bytes) {
    SplittableRandom random = new SplittableRandom(1);
    byte[] text = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      text[i] = (byte) ('a' + random.nextInt(20));
    }
    return text;
  }

  @Test
  void comesBackAsItWas() throws IOException {
    for (int bytes : new int[] {0, 1, 1_000, 300_000}) {
      byte[] plain = text(bytes);
      byte[] zipped = gzip.of(plain);
      assertThat(unzipped(zipped)).isEqualTo(plain);
      assertThat(gzip.of(plain)).isEqualTo(zipped); // also with what the first has left
    }
  }

  @Test
  void piecesGiveTheWholeAndARestartForgets() throws IOException {
    byte[] plain = text(50_000);
    try (Gzip.Output out = gzip.output()) {
      out.write(text(70_000));
      out.restart();
      out.write(plain[0]);
      out.write(plain, 1, 30_000);
      out.write(Arrays.copyOfRange(plain, 30_001, plain.length));
      assertThat(out.size()).isEqualTo(plain.length);
      assertThat(unzipped(out.end())).isEqualTo(plain);
    }
  }

  @Test
  void manyAtOnceDoNotMixTheirTexts() throws IOException {
    try (Gzip.Output a = gzip.output();
        Gzip.Output b = gzip.output()) {
      a.write(text(10));
      b.write(text(20));
      assertThat(unzipped(a.end())).isEqualTo(text(10));
      assertThat(unzipped(b.end())).isEqualTo(text(20));
    }
  }
}
