package offprint.papers.bitstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import offprint.kernels.linalg.SingularTriplets;
import offprint.kernels.lm.checkpoint.HashedWeights;
import offprint.kernels.quantization.SignBits;
import offprint.papers.bitstack.AbsoluteDecomposition.Rounding;
import offprint.papers.bitstack.AbsoluteDecomposition.Svd;
import org.junit.jupiter.api.Test;

/** Blocks of two matrices given by a formula, against values computed apart. */
class DecompositionTest {
  private static double[] a() {
    return HashedWeights.matrix(3, 35, 1);
  }

  private static double[] g() {
    return HashedWeights.matrix(9, 960, 1);
  }

  private static Term[] terms(
      double[] matrix, int rows, int rank, Rounding rounding, Svd svd, int count) {
    AbsoluteDecomposition decomposition =
        new AbsoluteDecomposition(
            matrix.clone(), rows, matrix.length / rows, rank, rounding, svd, 1);
    Term[] terms = new Term[count];
    Arrays.setAll(terms, _ -> decomposition.next());
    return terms;
  }

  /** Relative norm of what each number of terms leaves. */
  private static double[] residuals(
      double[] matrix, int rows, int rank, Rounding rounding, int count) {
    double[] left = matrix.clone();
    double[] norms = new double[count];
    Term[] terms = terms(matrix, rows, rank, rounding, Svd.EXACT, count);
    for (int i = 0; i < count; i++) {
      terms[i].addTo(left, -1, rows);
      norms[i] = AbsoluteDecomposition.norm(left) / AbsoluteDecomposition.norm(matrix);
    }
    return norms;
  }

  private static void near(double[] found, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).as("number %d", i).isCloseTo(expected[i], within(1e-12));
    }
  }

  private static String hex(short[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(values);
    return HexFormat.of().formatHex(bytes.array());
  }

  @Test
  void signsSingularValuesAndBytesAreThoseOfTheFormula() {
    double[] a = a();
    near(a, -.48828125, .75390625, -.07421875, .44921875, -.55078125, -.68359375, .87109375);
    near(new double[] {AbsoluteDecomposition.norm(a)}, 3.6052021163597314);
    assertThat(HexFormat.of().formatHex(SignBits.pack(a))).isEqualTo("536d3cdb40");
    assertThat(Block.bytes(5, 7, 1)).isEqualTo(29);
    double[] size = Arrays.stream(a).map(Math::abs).toArray();
    near(
        SingularTriplets.exact(size, 5, 7, 5).values(),
        3.332055801212,
        .983271613046,
        .702407537089,
        .602538703608,
        .267645539641);
  }

  @Test
  void exactTermsLeaveWhatTheFormulaSays() {
    near(
        residuals(a(), 5, 1, Rounding.NONE, 5),
        .381822903948,
        .196116195823,
        .082135548227,
        .031102635860,
        .013285458709);
    near(
        residuals(a(), 5, 2, Rounding.NONE, 5),
        .267213994415,
        .060428401416,
        .013934744948,
        .002511038313,
        .000227302577);
    Term[] terms = terms(a(), 5, 1, Rounding.NONE, Svd.EXACT, 4);
    assertThat(Arrays.stream(terms).skip(1).map(t -> HexFormat.of().formatHex(t.signs())))
        .containsExactly("6aa80960e0", "b7786653c0", "ee932a6140");
    double[] g1 = residuals(g(), 24, 1, Rounding.NONE, 8);
    near(
        new double[] {g1[0], g1[1], g1[3], g1[7]},
        .508120800077,
        .243654542756,
        .069667971327,
        .013862408977);
    double[] g3 = residuals(g(), 24, 3, Rounding.NONE, 8);
    near(
        new double[] {g3[0], g3[1], g3[3], g3[7]},
        .448857051639,
        .208775940878,
        .051862282991,
        .004562707306);
  }

  @Test
  void laterTermsRepairTheRoundingOfEarlierOnes() {
    near(
        residuals(a(), 5, 1, Rounding.STORED, 4),
        .381822961558,
        .196147162613,
        .082229201938,
        .031162933995);
    near(
        residuals(a(), 5, 1, Rounding.REFERENCE, 4),
        .381822961558,
        .196147178956,
        .082250490760,
        .031171012155);
    assertThat(residuals(g(), 24, 3, Rounding.NONE, 16)[15]).isCloseTo(2.13e-4, within(5e-7));
    assertThat(residuals(g(), 24, 3, Rounding.STORED, 16)[15]).isCloseTo(2.33e-4, within(5e-7));
    assertThat(residuals(g(), 24, 3, Rounding.REFERENCE, 16)[15]).isCloseTo(3.61e-4, within(5e-7));
  }

  @Test
  void factorsAreStoredToTheBit() {
    Block block = Block.of(terms(a(), 5, 1, Rounding.STORED, Svd.EXACT, 1)[0]);
    assertThat(hex(block.u())).isEqualTo("7e3a0e3c483c0d38e637");
    assertThat(hex(block.v())).isEqualTo("c938023a89386039173b49392939");
  }

  @Test
  void scalesKeepLargeFactorsInsideHalfPrecision() {
    double[] large = Arrays.stream(g()).map(x -> 1e12 * x).toArray();
    assertThatThrownBy(() -> Block.of(terms(large, 24, 1, Rounding.NONE, Svd.EXACT, 1)[0]))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageStartingWith("a factor of a block is beyond fp16: ");
    double damping = Scales.damping(AbsoluteDecomposition.norm(large));
    double[] damped = Arrays.stream(large).map(x -> x / damping).toArray();
    double left = residuals(damped, 24, 1, Rounding.STORED, 4)[3];
    assertThat(left).isCloseTo(residuals(g(), 24, 1, Rounding.STORED, 4)[3], within(1e-4));
    assertThat(Scales.damping(100)).isEqualTo(1);
    assertThat(Scales.damping(0)).isEqualTo(1);
  }

  @Test
  void eachTermTakesTheEnergyOfItsSingularValues() {
    double[] left = g();
    for (Term term : terms(g(), 24, 3, Rounding.NONE, Svd.EXACT, 4)) {
      double[] size = Arrays.stream(left).map(Math::abs).toArray();
      double[] sigma = SingularTriplets.exact(size, 24, 40, 3).values();
      double before = Math.pow(AbsoluteDecomposition.norm(left), 2);
      term.addTo(left, -1, 24);
      double after = Math.pow(AbsoluteDecomposition.norm(left), 2);
      double taken = Arrays.stream(sigma).map(x -> x * x).sum();
      assertThat(before - after).isCloseTo(taken, within(1e-12 * before));
    }
  }

  @Test
  void aMatrixAndItsTransposeLeaveTheSame() {
    double[] g = g();
    double[] turned = new double[960];
    for (int i = 0; i < 960; i++) {
      turned[i % 40 * 24 + i / 40] = g[i];
    }
    double[] straight = residuals(g, 24, 2, Rounding.NONE, 4);
    near(residuals(turned, 40, 2, Rounding.NONE, 4), straight);
  }

  @Test
  void oneTermHoldsASignedProductAndZerosCountAsPlus() {
    double[] product = new double[24];
    for (int i = 0; i < 24; i++) {
      product[i] = (i % 3 == 1 ? -1 : 1) * (1 + i / 6) * (0.3 + i % 6);
    }
    assertThat(residuals(product, 4, 1, Rounding.NONE, 1)[0]).isLessThan(1e-15 * 10);
    assertThat(residuals(product, 4, 1, Rounding.STORED, 1)[0]).isLessThan(1e-3);
    double[] left = {0, -0.0, 0, 0, -1, 1, 0, 0, 0};
    assertThat(HexFormat.of().formatHex(SignBits.pack(left))).isEqualTo("f780");
    for (int i = 0; i < left.length; i++) {
      assertThat(SignBits.sign(SignBits.pack(left), i)).isEqualTo(left[i] < 0 ? -1 : 1);
    }
    Term zero = terms(new double[6], 2, 1, Rounding.STORED, Svd.EXACT, 1)[0];
    assertThat(zero.u()).containsOnly(0);
  }

  @Test
  void randomVectorsFindNearlyWhatAFullDecompositionFinds() {
    double[] size = Arrays.stream(HashedWeights.matrix(4, 90_000, 1)).map(Math::abs).toArray();
    double exact = missing(size, SingularTriplets.exact(size, 300, 300, 8));
    double random = missing(size, SingularTriplets.randomised(size, 300, 300, 8, 1));
    assertThat(random / exact).isBetween(1.0, 1.01);
    SingularTriplets again = SingularTriplets.randomised(size, 300, 300, 8, 1);
    assertThat(again.left()).isEqualTo(SingularTriplets.randomised(size, 300, 300, 8, 1).left());
  }

  private static double missing(double[] matrix, SingularTriplets t) {
    double taken = Arrays.stream(t.values()).map(x -> x * x).sum();
    return Math.sqrt(Math.pow(AbsoluteDecomposition.norm(matrix), 2) - taken);
  }
}
