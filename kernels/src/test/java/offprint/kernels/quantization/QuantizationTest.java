package offprint.kernels.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import offprint.kernels.torch.HalfPrecision;
import org.junit.jupiter.api.Test;

class QuantizationTest {
  @Test
  void signsComeBackFromAnyPlace() {
    SplittableRandom random = new SplittableRandom(7);
    double[] values = random.doubles(45, -1, 1).toArray();
    byte[] bits = SignBits.pack(values);
    assertThat(bits).hasSize(6);
    assertThat(bits[5] & 7).isZero();
    for (int i = 0; i < values.length; i++) {
      assertThat(SignBits.sign(bits, i)).isEqualTo(values[i] < 0 ? -1 : 1);
      int eight = SignBits.eight(bits, i);
      for (int j = 0; j < 8 && i + j < values.length; j++) {
        assertThat(eight >> (7 - j) & 1).isEqualTo(values[i + j] < 0 ? 0 : 1);
      }
    }
  }

  @Test
  void roundingKeepsTheEndsOfEachGroupAndCountsItsGrid() {
    double[] row = {-1, -.4, .3, 2, 5, 6, 7, 8};
    double[] grouped = new RoundToNearest(2, 4, false).rounded(row, 1, 8);
    assertThat(grouped).containsExactly(-1, 0, 0, 2, 5, 6, 7, 8);
    double[] whole = new RoundToNearest(2, 0, false).rounded(row, 1, 8);
    assertThat(whole).containsExactly(-1, -1, -1, 2, 5, 5, 8, 8);
    assertThat(new RoundToNearest(2, 64, false).bytes(512, 128)).isEqualTo(16_384 + 4096);
    assertThat(new RoundToNearest(3, 0, false).bytes(5, 7)).isEqualTo(14 + 20);
    assertThatThrownBy(() -> new RoundToNearest(9, 0, false))
        .hasMessage("bits must be in 1..8: got 9");
  }

  @Test
  void aNarrowerRangeNeverRaisesTheError() {
    double[] x = new SplittableRandom(3).doubles(256, -1, 1).map(v -> v * v * v).toArray();
    for (int bits = 1; bits <= 4; bits++) {
      double plain = error(x, new RoundToNearest(bits, 32, false).rounded(x, 4, 64));
      double narrow = error(x, new RoundToNearest(bits, 32, true).rounded(x, 4, 64));
      assertThat(narrow).isLessThan(plain);
    }
  }

  private static double error(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - y[i]) * (x[i] - y[i]);
    }
    return sum;
  }

  @Test
  void pruningKeepsTheLargest() {
    double[] x = {3, -1, 2, -5, 2, .5};
    assertThat(MagnitudePruning.pruned(x, 3)).containsExactly(3, 0, 2, -5, 0, 0);
    assertThat(MagnitudePruning.pruned(x, 0)).containsOnly(0);
    assertThat(MagnitudePruning.bytes(6, 3)).isEqualTo(7);
    assertThat(MagnitudePruning.fitting(6, 7.9)).isEqualTo(3);
    assertThat(MagnitudePruning.fitting(6, .5)).isZero();
  }

  /** Every fp16 number, and what lies between two of them. */
  @Test
  void numbersGoToTheNearestHalf() {
    for (int bits = 0; bits < 0x7BFF; bits++) {
      double low = HalfPrecision.value((short) bits);
      double high = HalfPrecision.value((short) (bits + 1));
      double middle = (low + high) / 2;
      assertThat(HalfPrecision.of(low)).isEqualTo((short) bits);
      assertThat(HalfPrecision.of(Math.nextDown(middle))).isEqualTo((short) bits);
      assertThat(HalfPrecision.of(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
      assertThat(HalfPrecision.of(middle)).isEqualTo((short) (bits + (bits & 1)));
      assertThat(HalfPrecision.round(-low)).isCloseTo(-low, within(0.0));
    }
    assertThat(HalfPrecision.round(65519.99)).isEqualTo(HalfPrecision.MAX);
    assertThat(HalfPrecision.round(65520)).isInfinite();
    assertThat(HalfPrecision.round(Double.NaN)).isNaN();
    assertThat(Arrays.stream(new double[] {1e300, 1e-300}).map(HalfPrecision::round).toArray())
        .containsExactly(Double.POSITIVE_INFINITY, 0);
  }
}
