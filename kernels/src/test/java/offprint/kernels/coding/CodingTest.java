package offprint.kernels.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import offprint.kernels.special.ErrorFunction;
import org.junit.jupiter.api.Test;

class CodingTest {
  private static final GaussianTables TABLES = new GaussianTables();

  private static int[] cumulative(FrequencyTable table) {
    return IntStream.rangeClosed(0, table.symbols()).map(table::cumulative).toArray();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void erfcHasItsKnownValues() {
    assertThat(ErrorFunction.erfc(0.5)).isCloseTo(0.4795001221869535, within(1e-15));
    assertThat(ErrorFunction.erfc(2.4) / 6.885138966450786e-4).isCloseTo(1, within(1e-12));
    assertThat(ErrorFunction.erfc(3) / 2.209049699858544e-5).isCloseTo(1, within(1e-12));
    assertThat(ErrorFunction.erfc(-1)).isCloseTo(1.8427007929497148, within(1e-15));
    assertThat(ErrorFunction.erfc(40)).isZero();
  }

  @Test
  void tablesHaveTheKnownEntries() {
    assertThat(IntStream.of(0, 8, 20, 40, 63).map(i -> TABLES.get(i).high()))
        .containsExactly(1, 2, 7, 76, 1024);
    assertThat(GaussianTables.sigma(20)).isCloseTo(1.2889411577389158, within(1e-14));
    assertThat(cumulative(TABLES.get(0))).containsExactly(0, 1, 65534, 65535, 65536);
    assertThat(cumulative(TABLES.get(8))).containsExactly(0, 1, 2932, 62603, 65534, 65535, 65536);
    assertThat(cumulative(TABLES.get(20)))
        .containsExactly(
            0, 1, 3, 19, 221, 1723, 8017, 22876, 42659, 57518, 63812, 65314, 65516, 65532, 65534,
            65535, 65536);
    assertThat(Arrays.copyOfRange(cumulative(TABLES.get(63)), 1024, 1028))
        .containsExactly(32716, 32815, 32915, 33015);
  }

  @Test
  void allEntriesHaveTheKnownHash() throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int entries = 0;
    for (int i = 0; i < GaussianTables.SCALES; i++) {
      FrequencyTable table = TABLES.get(i);
      word(all, table.high());
      for (int j = 0; j < table.symbols(); j++) {
        word(all, table.cumulative(j));
        assertThat(table.cumulative(j)).isLessThan(table.cumulative(j + 1));
      }
      entries += 1 + table.symbols();
    }
    assertThat(entries).isEqualTo(21_628);
    assertThat(hex(MessageDigest.getInstance("SHA-256").digest(all.toByteArray())))
        .isEqualTo("5021ababb75dab41aa4ad0212a441f4d0575686d33f1b5d7b5dc9b68b9a7c96c");
  }

  private static void word(ByteArrayOutputStream out, int value) {
    out.write(value);
    out.write(value >> 8);
  }

  @Test
  void scaleIndexIsRoundedHalfUpAndClamped() {
    assertThat(TABLES.at(19.5f)).isSameAs(TABLES.get(20));
    assertThat(TABLES.at(19.49f)).isSameAs(TABLES.get(19));
    assertThat(TABLES.at(-3)).isSameAs(TABLES.get(0));
    assertThat(TABLES.at(1e9f)).isSameAs(TABLES.get(63));
    assertThat(GaussianTables.index(GaussianTables.sigma(17.25))).isCloseTo(17.25, within(1e-12));
  }

  @Test
  void streamsAreTheKnownBytes() {
    RansEncoder coder = new RansEncoder();
    assertThat(hex(coder.finish())).isEqualTo("0000000000000080");
    coder.put(TABLES.get(0), 0);
    assertThat(hex(coder.finish())).isEqualTo("0000000004800180");
    int[] values = {0, 1, -1, 0, 2, -2, 3, 0, 0, -1, 5000, -70000, 0, 1};
    int[] tables = {0, 4, 8, 12, 16, 20, 24, 0, 0, 8, 10, 63, 30, 31};
    for (int i = 0; i < values.length; i++) {
      coder.put(TABLES.get(tables[i]), values[i]);
    }
    byte[] stream = coder.finish();
    assertThat(hex(stream)).isEqualTo("a40400001e506dc5a43e2f125e68e7ffc08da673");
    RansDecoder decoder = new RansDecoder(stream);
    for (int i = 0; i < values.length; i++) {
      assertThat(decoder.get(TABLES.get(tables[i]))).isEqualTo(values[i]);
    }
    decoder.end();
  }

  @Test
  void formulaLatentHasTheKnownBitsAndBytes() throws Exception {
    RansEncoder coder = new RansEncoder();
    double exact = 0;
    double table = 0;
    for (int i = 0; i < 3 * 6 * 8; i++) {
      int value = (int) Math.rint(8 * Math.sin(0.9 * i) * Math.exp(-i / 72.0));
      int index = 5 * i % 64;
      coder.put(TABLES.get(index), value);
      table += TABLES.get(index).bits(value);
      double sigma = GaussianTables.sigma(index);
      double mass =
          ErrorFunction.normalDistribution((0.5 - Math.abs(value)) / sigma)
              - ErrorFunction.normalDistribution((-0.5 - Math.abs(value)) / sigma);
      exact -= Math.log(Math.max(mass, 1e-9)) / Math.log(2);
    }
    byte[] stream = coder.finish();
    assertThat(exact).isCloseTo(1217.0053570147, within(1e-8));
    assertThat(table).isCloseTo(1094.1069724227, within(1e-9));
    assertThat(stream).hasSize(144);
    assertThat(hex(MessageDigest.getInstance("SHA-256").digest(stream)))
        .startsWith("052033bdfb0786cb");
  }

  @Test
  void tablesLoseLittleAgainstTheGaussian() {
    assertThat(100 * excess(10)).isCloseTo(.0031, within(5e-5));
    assertThat(100 * excess(31)).isCloseTo(.0045, within(5e-5));
    assertThat(100 * excess(50)).isCloseTo(.038, within(5e-4));
    assertThat(100 * excess(63)).isCloseTo(.085, within(5e-4));
  }

  /** Relative excess of the table's cross entropy over the entropy of the rounded Gaussian. */
  private static double excess(int i) {
    double sigma = GaussianTables.sigma(i);
    double entropy = 0;
    double cross = 0;
    for (int v = (int) (-12 * sigma) - 2; v <= 12 * sigma + 2; v++) {
      double mass =
          ErrorFunction.normalDistribution((0.5 - Math.abs(v)) / sigma)
              - ErrorFunction.normalDistribution((-0.5 - Math.abs(v)) / sigma);
      if (mass > 1e-300) {
        entropy -= mass * Math.log(mass) / Math.log(2);
        cross += mass * TABLES.get(i).bits(v);
      }
    }
    return cross / entropy - 1;
  }

  @Test
  void gaussianSymbolsCostTheirEntropy() {
    SplittableRandom random = new SplittableRandom(7);
    RansEncoder coder = new RansEncoder();
    double bits = 0;
    for (int i = 0; i < 20_000; i++) {
      int index = random.nextInt(40);
      int value = (int) Math.rint(random.nextGaussian() * GaussianTables.sigma(index));
      coder.put(TABLES.get(index), value);
      bits += TABLES.get(index).bits(value);
    }
    assertThat(coder.finish().length).isBetween((int) (bits / 8), (int) (bits / 8 * 1.001 + 12));
  }

  @Test
  void anyValuesComeBack() {
    for (long seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int n = random.nextInt(400);
      int[] tables = new int[n];
      int[] values = new int[n];
      RansEncoder coder = new RansEncoder();
      for (int i = 0; i < n; i++) {
        tables[i] = random.nextInt(64);
        values[i] = random.nextInt(-(1 << 20), (1 << 20) + 1) >> random.nextInt(21);
        coder.put(TABLES.get(tables[i]), values[i]);
        coder.putBits(i & 7, 3);
      }
      RansDecoder decoder = new RansDecoder(coder.finish());
      for (int i = 0; i < n; i++) {
        assertThat(decoder.get(TABLES.get(tables[i])))
            .as("seed %d at %d", seed, i)
            .isEqualTo(values[i]);
        assertThat(decoder.bits(3)).isEqualTo(i & 7);
      }
      decoder.end();
    }
  }

  @Test
  void damagedStreamsEndWithAMessageOrWrongValues() {
    RansEncoder coder = new RansEncoder();
    for (int i = 0; i < 300; i++) {
      coder.put(TABLES.get(i % 64), i % 5 - 2);
    }
    byte[] whole = coder.finish();
    SplittableRandom random = new SplittableRandom(3);
    int found = 0;
    for (int round = 0; round < 2000; round++) {
      byte[] bad =
          Arrays.copyOf(whole, round % 2 == 0 ? whole.length : random.nextInt(whole.length));
      for (int i = 0; i < 3 && bad.length > 0; i++) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
      }
      try {
        RansDecoder decoder = new RansDecoder(bad);
        for (int i = 0; i < 300; i++) {
          decoder.get(TABLES.get(i % 64));
        }
        decoder.end();
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("coded stream");
        found++;
      }
    }
    assertThat(found).isGreaterThan(1990);
    assertThatThrownBy(() -> new RansDecoder(Arrays.copyOf(whole, whole.length + 4)).end())
        .hasMessageContaining("bytes are left");
  }

  @Test
  void aTableOfTheEscapeAloneCodesAnyValue() {
    FrequencyTable escapes = new FrequencyTable(0, new int[] {0, 65536});
    RansEncoder encoder = new RansEncoder();
    int[] values = {0, -1, 7, 70_000};
    for (int value : values) {
      encoder.put(escapes, value);
    }
    RansDecoder decoder = new RansDecoder(encoder.finish());
    for (int value : values) {
      assertThat(decoder.get(escapes)).isEqualTo(value);
    }
    decoder.end();
  }

  @Test
  void refusesWhatIsNoTable() {
    assertThatThrownBy(() -> new FrequencyTable(0, new int[] {0, 5, 5, 65536}))
        .hasMessage("cumulative frequencies must rise strictly: got 5 after 5 at 2");
    assertThatThrownBy(() -> new FrequencyTable(0, new int[] {0, 5})).hasMessageContaining("65536");
    assertThatThrownBy(() -> new RansEncoder().put(TABLES.get(0), Integer.MAX_VALUE))
        .hasMessageContaining("got 2147483647");
  }
}
