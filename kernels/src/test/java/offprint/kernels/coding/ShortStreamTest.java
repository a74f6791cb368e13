package offprint.kernels.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShortStreamTest {
  private static final GaussianTables TABLES = new GaussianTables();

  /** {@code n} values of laws drawn from a seed, put into a coder or compared with a decoder's. */
  private static final class Values {
    final int[] tables;
    final int[] values;
    double bits;

    Values(long seed, int n) {
      SplittableRandom random = new SplittableRandom(seed);
      tables = random.ints(n, 0, 40).toArray();
      values = new int[n];
      for (int i = 0; i < n; i++) {
        double value = random.nextGaussian() * GaussianTables.sigma(tables[i]);
        values[i] = (int) Math.rint(random.nextInt(50) == 0 ? 100 * value : value);
        bits += TABLES.get(tables[i]).bits(values[i]);
      }
    }

    RansEncoder put() {
      RansEncoder coder = new RansEncoder();
      for (int i = 0; i < values.length; i++) {
        coder.put(TABLES.get(tables[i]), values[i]);
      }
      return coder;
    }

    int[] read(RansDecoder decoder) {
      int[] read = new int[values.length];
      for (int i = 0; i < read.length; i++) {
        read[i] = decoder.get(TABLES.get(tables[i]));
      }
      decoder.end();
      return read;
    }
  }

  @Test
  void valuesComeBackInFewerBytes() {
    int saved = 0;
    for (int n = 0; n < 400; n++) {
      Values values = new Values(n, n);
      byte[] stream = values.put().finishShort();
      assertThat(stream.length).isBetween((int) (values.bits / 8), 4 + (int) (values.bits / 8));
      saved += values.put().finish().length - stream.length;
      assertThat(values.read(RansDecoder.ofShort(stream))).as("of %d", n).isEqualTo(values.values);
    }
    assertThat(saved / 400).isEqualTo(3);
  }

  @Test
  void nothingIsThreeBytes() {
    assertThat(new RansEncoder().finishShort()).containsExactly(0, 0, 1);
    RansDecoder.ofShort(new byte[] {0, 0, 1}).end();
    for (byte[] bad : new byte[][] {{}, {1}, {0, 0, 0, 0, 0, 0, 0, -1}, {0, 0, 2}}) {
      assertThatThrownBy(() -> RansDecoder.ofShort(bad).end()).hasMessageContaining("damaged");
    }
  }

  @Test
  void damageGivesAMessageOrWrongValues() {
    Values values = new Values(1, 300);
    byte[] whole = values.put().finishShort();
    SplittableRandom random = new SplittableRandom(3);
    int found = 0;
    for (int round = 0; round < 2000; round++) {
      int length = round % 2 == 0 ? whole.length : random.nextInt(whole.length);
      byte[] bad = Arrays.copyOf(whole, length);
      for (int i = 0; i < 3 && bad.length > 0; i++) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
      }
      try {
        assertThat(values.read(RansDecoder.ofShort(bad))).isNotEqualTo(values.values);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("coded stream");
        found++;
      }
    }
    assertThat(found).isGreaterThan(1990);
  }
}
