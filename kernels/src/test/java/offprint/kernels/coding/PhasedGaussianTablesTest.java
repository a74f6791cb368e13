package offprint.kernels.coding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhasedGaussianTablesTest {
  private static final PhasedGaussianTables TABLES = new PhasedGaussianTables();

  private static int[] cumulative(int scale, int phase) {
    FrequencyTable table = TABLES.get(scale, phase);
    return IntStream.rangeClosed(0, table.symbols()).map(table::cumulative).toArray();
  }

  @Test
  void tablesHaveTheKnownValues() {
    assertThat(cumulative(8, 5)).containsExactly(0, 1, 191, 48358, 65532, 65535, 65536);
    assertThat(cumulative(0, -8)).containsExactly(0, 32767, 65534, 65535, 65536);
    assertThat(cumulative(0, 3)).containsExactly(0, 1, 65387, 65535, 65536);
    assertThat(cumulative(20, 5))
        .containsExactly(
            0, 1, 2, 9, 105, 959, 5237, 17319, 36557, 53837, 62592, 65092, 65494, 65531, 65534,
            65535, 65536);
    GaussianTables plain = new GaussianTables();
    for (int scale = 0; scale < GaussianTables.SCALES; scale++) {
      FrequencyTable table = plain.get(scale);
      assertThat(cumulative(scale, 0))
          .isEqualTo(IntStream.rangeClosed(0, table.symbols()).map(table::cumulative).toArray());
    }
  }

  @Test
  void allTablesHaveTheKnownHash() throws NoSuchAlgorithmException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int scale = 0; scale < GaussianTables.SCALES; scale++) {
      for (int phase = -8; phase < 8; phase++) {
        int[] c = cumulative(scale, phase);
        put(all, (c.length - 3) / 2);
        for (int i = 0; i < c.length - 1; i++) {
          put(all, c[i]);
        }
      }
    }
    assertThat(all.size()).isEqualTo(2 * 346_048);
    assertThat(
            HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(all.toByteArray())))
        .isEqualTo("54512b231648a6a73baf69bfa317eaef4dc1e13647669978b1bcbee9fbecc774");
  }

  private static void put(ByteArrayOutputStream out, int value) {
    out.write(value);
    out.write(value >> 8);
  }

  @Test
  void meansFallApartIntoBaseAndPhase() {
    for (int m = -1000; m <= 1000; m++) {
      int phase = PhasedGaussianTables.phase(m);
      assertThat(phase).isBetween(-8, 7);
      assertThat(16 * PhasedGaussianTables.base(m) + phase).isEqualTo(m);
    }
    assertThat(PhasedGaussianTables.sixteenths(-.032946384916f)).isEqualTo(-1);
    assertThat(PhasedGaussianTables.scale(.177777690669f)).isEqualTo(19);
    assertThat(PhasedGaussianTables.scale(-.127133538295f)).isEqualTo(17);
    assertThat(PhasedGaussianTables.scale(-9)).isEqualTo(0);
    assertThat(PhasedGaussianTables.scale(9)).isEqualTo(63);
  }
}
