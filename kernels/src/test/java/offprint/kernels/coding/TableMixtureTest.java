package offprint.kernels.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TableMixtureTest {
  private static final PhasedGaussianTables GAUSSIANS = new PhasedGaussianTables();

  @Test
  void itHasTheMassOfItsParts() {
    List<FrequencyTable> parts = List.of(GAUSSIANS.get(30, 3), GAUSSIANS.get(10, -8));
    int[] bases = {2, -5};
    int[] weights = {192, 64};
    FrequencyTable mixed = TableMixture.of(parts, bases, weights);
    assertThat(mixed.low()).isEqualTo(Math.min(2 + parts.get(0).low(), -5 + parts.get(1).low()));
    for (int value = mixed.low(); value <= mixed.high(); value++) {
      double mass = 0;
      for (int k = 0; k < 2; k++) {
        FrequencyTable part = parts.get(k);
        int symbol = value - bases[k] - part.low();
        if (symbol >= 0 && symbol < part.symbols() - 1) {
          mass += weights[k] / 256.0 * (part.cumulative(symbol + 1) - part.cumulative(symbol));
        }
      }
      double got = Math.pow(2, 16 - mixed.bits(value));
      assertThat(got).isCloseTo(mass, within(2.5 + 0.01 * mass));
    }
  }

  @Test
  void oneTableMixedWithItselfIsNearlyThatTable() {
    FrequencyTable one = GAUSSIANS.get(20, 5);
    FrequencyTable mixed =
        TableMixture.of(List.of(one, one), new int[2], TableMixture.weights(new double[] {.4, .6}));
    assertThat(mixed.symbols()).isEqualTo(one.symbols());
    for (int j = 0; j <= one.symbols(); j++) {
      assertThat(mixed.cumulative(j)).isCloseTo(one.cumulative(j), within(one.symbols()));
    }
  }

  @Test
  void valuesComeBack() {
    SplittableRandom random = new SplittableRandom(6);
    RansEncoder encoder = new RansEncoder();
    FrequencyTable[] tables = new FrequencyTable[500];
    int[] values = new int[tables.length];
    for (int i = 0; i < tables.length; i++) {
      int[] bases = {random.nextInt(-60, 60), random.nextInt(-60, 60), random.nextInt(-60, 60)};
      double a = random.nextDouble();
      double b = (1 - a) * random.nextDouble();
      tables[i] =
          TableMixture.of(
              List.of(
                  GAUSSIANS.get(random.nextInt(40), 0),
                  GAUSSIANS.get(random.nextInt(40), 7),
                  GAUSSIANS.get(random.nextInt(40), -3)),
              bases,
              TableMixture.weights(new double[] {1 - a - b, a, b}));
      values[i] = random.nextInt(-200, 200);
      encoder.put(tables[i], values[i]);
    }
    RansDecoder decoder = new RansDecoder(encoder.finish());
    for (int i = 0; i < tables.length; i++) {
      assertThat(decoder.get(tables[i])).isEqualTo(values[i]);
    }
    decoder.end();
  }

  @Test
  void weightsAddUpAndAreNeverNothing() {
    for (double p = 0; p <= 1; p += 1.0 / 64) {
      int[] weights = TableMixture.weights(new double[] {0, p, 1 - p});
      assertThat(weights[0] + weights[1] + weights[2]).isEqualTo(256);
      assertThat(weights).doesNotContain(0);
    }
    FrequencyTable one = GAUSSIANS.get(20, 5);
    assertThatThrownBy(() -> TableMixture.of(List.of(one), new int[1], new int[] {255}))
        .hasMessageContaining("weights of 256");
  }
}
