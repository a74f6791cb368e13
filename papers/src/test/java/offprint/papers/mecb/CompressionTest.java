package offprint.papers.mecb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.TreeSet;
import offprint.kernels.combinatorics.SetPartitions;
import offprint.kernels.information.Entropy;
import org.junit.jupiter.api.Test;

class CompressionTest {
  private static final double[] FOUR = {.4, .3, .2, .1};

  static double[] binomial9() {
    double[] p = new double[10];
    double c = 1;
    for (int k = 0; k < 10; k++) {
      p[k] = c / 512;
      c = c * (9 - k) / (k + 1);
    }
    return p;
  }

  static double[] geometric() {
    double[] p = new double[10];
    double sum = 0;
    for (int k = 0; k < 10; k++) {
      p[k] = .3 * Math.pow(.7, k);
      sum += p[k];
    }
    for (int k = 0; k < 10; k++) {
      p[k] /= sum;
    }
    return p;
  }

  @Test
  void greedyFindsTheKnownPartitionsOfFourSymbols() {
    greedy(0.5, 0.4689955935892812, 0, 0, 0, 1);
    greedy(0.9, 0.8812908992306927, 0, 0, 1, 1);
    greedy(1.2, 1.1567796494470395, 0, 0, 1, 2);
    greedy(1.5, 1.1567796494470395, 0, 0, 1, 2);
    greedy(1.7, 1.5709505944546684, 0, 1, 2, 2);
    greedy(2, 1.8464393446710154, 0, 1, 2, 3);
  }

  private static void greedy(double rate, double entropy, int... labels) {
    Code code = Compressor.GREEDY.compress(FOUR, rate);
    assertThat(code.labels()).containsExactly(labels);
    assertThat(code.entropyBits()).isCloseTo(entropy, within(1e-12));
  }

  @Test
  void refinedReachesTheKnownFloorsAndExactTheKnownOptima() {
    floors(FOUR, 1.5, 1.1567796494470395, 1.4854752972273344, 1.4854752972273344);
    floors(binomial9(), 0.8, 0.6582543036, 0.7993814602, 0.7993814602);
    floors(binomial9(), 1.6, 1.0131320946, 1.5961786648, 1.5999958264);
    floors(geometric(), 2, 1.7152137867, 1.9823874422, 1.9999906374);
  }

  private static void floors(double[] p, double rate, double greedy, double floor, double exact) {
    assertThat(Compressor.GREEDY.compress(p, rate).entropyBits()).isCloseTo(greedy, within(1e-9));
    assertThat(Compressor.EXACT.compress(p, rate).entropyBits()).isCloseTo(exact, within(1e-9));
    assertThat(Compressor.REFINED.compress(p, rate).entropyBits())
        .isBetween(floor - 1e-9, exact + 1e-9);
  }

  @Test
  void secondLargestMassOfTheBinomialBoundsTheGap() {
    double[] p = binomial9();
    Arrays.sort(p);
    assertThat(Entropy.binaryBits(p[8])).isCloseTo(0.8050279555733033, within(1e-12));
  }

  @Test
  void threeSymbolsHaveFiveDeterministicMaps() {
    TreeSet<Double> entropies = new TreeSet<>();
    double[] p = {.7, .2, .1};
    SetPartitions.forEach(
        3, (block, count) -> entropies.add(Code.ofMasks(p, block, count).entropyBits()));
    double[] expected = {
      0, 0.46899559358928133, 0.7219280948873623, 0.8812908992306927, 1.1567796494470395
    };
    assertThat(entropies.stream().mapToDouble(h -> h).toArray())
        .containsExactly(expected, within(1e-12));
  }

  @Test
  void greedyMissesTheBestMapByAtMostTheorem2() {
    RandomLaws laws = new RandomLaws();
    double gaps = 0;
    double refinedGaps = 0;
    for (int i = 0; i < 10_000; i++) {
      int n = i % 2 == 0 ? laws.size(1, 7) : 8;
      double[] p = laws.dirichlet(n);
      double rate = laws.upTo(1.05 * Entropy.bits(p));
      double exact = Compressor.EXACT.compress(p, rate).entropyBits();
      double greedy = Compressor.GREEDY.compress(p, rate).entropyBits();
      double second = n == 1 ? 0 : Arrays.stream(p).sorted().skip(n - 2).findFirst().orElseThrow();
      assertThat(exact - greedy)
          .as("seed %d, case %d, R = %s, p = %s", RandomLaws.SEED, i, rate, Arrays.toString(p))
          .isBetween(-1e-12, Entropy.binaryBits(second) + 1e-12);
      if (n == 8) {
        double refined = Compressor.REFINED.compress(p, rate).entropyBits();
        assertThat(refined).isBetween(greedy - 1e-12, exact + 1e-12);
        gaps += exact - greedy;
        refinedGaps += exact - refined;
      }
    }
    assertThat(refinedGaps / 5000).isLessThan(0.031).isLessThan(gaps / 5000 / 4);
  }

  @Test
  void everyCompressorKeepsTheRateAndPartitionsTheSymbols() {
    RandomLaws laws = new RandomLaws();
    for (int i = 0; i < 500; i++) {
      double[] p = laws.dirichlet(laws.size(1, 40));
      double rate = laws.upTo(6);
      for (Compressor method : Compressor.values()) {
        if (method == Compressor.EXACT && p.length > 8) {
          continue;
        }
        Code code = method.compress(p, rate);
        assertThat(code.entropyBits())
            .as("%s, seed %d, case %d, R = %s", method, RandomLaws.SEED, i, rate)
            .isLessThanOrEqualTo(Compressor.limit(rate) + 1e-12);
        assertThat(code.joint().mutualInformationBits())
            .isCloseTo(code.entropyBits(), within(1e-9));
        assertThat(Arrays.stream(code.mass()).sum()).isCloseTo(1, within(1e-12));
      }
    }
  }

  @Test
  void extremeRatesGiveOneBlockAndTheIdentity() {
    for (Compressor method : Compressor.values()) {
      assertThat(method.compress(FOUR, 0).blocks()).as("%s at 0", method).isEqualTo(1);
      assertThat(method.compress(new double[] {1}, 1).entropyBits()).isZero();
    }
    for (Compressor method : new Compressor[] {Compressor.GREEDY, Compressor.REFINED}) {
      assertThat(method.compress(FOUR, 1.8464393446710154).blocks()).isEqualTo(4);
      assertThat(method.compress(FOUR, 50).blocks()).isEqualTo(4);
    }
    assertThatThrownBy(() -> Compressor.GREEDY.compress(FOUR, Double.NaN))
        .hasMessage("rate must be at least 0: got NaN");
    assertThatThrownBy(() -> Compressor.EXACT.compress(new double[13], 1))
        .hasMessageContaining("2.7e7 partitions at n = 13");
  }

  @Test
  void permutingTheSymbolsPermutesTheCode() {
    double[] p = geometric();
    double[] reversed = new double[10];
    Arrays.setAll(reversed, i -> p[9 - i]);
    for (Compressor method : new Compressor[] {Compressor.GREEDY, Compressor.EXACT}) {
      Code a = method.compress(p, 1.3);
      Code b = method.compress(reversed, 1.3);
      for (int x = 0; x < 10; x++) {
        for (int y = 0; y < 10; y++) {
          assertThat(b.block(9 - x) == b.block(9 - y)).isEqualTo(a.block(x) == a.block(y));
        }
      }
    }
  }

  @Test
  void mergingDownToFewCodesTakesTheSmallestBlocks() {
    Code code = Code.identity(new double[] {.4, .05, .3, .05, .2}).atMost(3);
    assertThat(code.labels()).containsExactly(0, 1, 2, 1, 1);
    assertThat(Code.identity(FOUR).atMost(4).blocks()).isEqualTo(4);
    assertThat(Code.identity(FOUR).atMost(1).blocks()).isEqualTo(1);
  }

  @Test
  void refinedBeatsGreedyOnLargeTablesToo() {
    RandomLaws laws = new RandomLaws();
    for (int n : new int[] {300, 1500, 20_000}) {
      double[] p = laws.dirichlet(n);
      double greedy = Compressor.GREEDY.compress(p, 5.3).entropyBits();
      double refined = Compressor.REFINED.compress(p, 5.3).entropyBits();
      assertThat(refined).isGreaterThan(greedy).isLessThanOrEqualTo(5.3 + 1e-11);
      assertThat(5.3 - refined).isLessThan(1e-3);
    }
  }
}
