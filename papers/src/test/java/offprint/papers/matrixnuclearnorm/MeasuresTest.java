package offprint.papers.matrixnuclearnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import offprint.kernels.lm.checkpoint.HashedWeights;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.TokenBatch;
import offprint.kernels.torch.Session;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MeasuresTest {
  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.open();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static Measures of(int rows, int columns, double... raw) {
    return Measures.of(StateMatrix.of(raw.clone(), rows, columns, "m"), 0, true, session);
  }

  private static void is(Measures m, double norm, double nuclear, double entropy) {
    assertThat(m.norm()).isCloseTo(norm, within(6e-11 * Math.max(1, norm)));
    assertThat(m.nuclear()).isCloseTo(nuclear, within(6e-11 * Math.max(1, nuclear)));
    assertThat(m.entropy()).isCloseTo(entropy, within(6e-11));
  }

  private static double[] hash(int s, int rows, int columns) {
    return HashedWeights.matrix(s, rows * columns, 1);
  }

  @Test
  void smallMatricesHaveTheValuesOfTheReference() {
    is(of(3, 2, 1, 0, 0, 1, 2, 2), 2.4494897428, 2.4142135624, 0.9182958341);
    is(of(4, 3, 1, 2, 3, 4, 5, 6, 7, 8, 10, 2, 0, 1), 3.4317602904, 2.4637773428, 0.1671163189);
    double[] identity = new double[25];
    for (int i = 0; i < 5; i++) {
      identity[6 * i] = 1;
    }
    is(of(5, 5, identity), 5, 4.4721359550, 0.8613531161);
    is(
        of(6, 3, 1, 2, 3, -1, -2, -3, 1, 2, 3, -1, -2, -3, 1, 2, 3, -1, -2, -3),
        3.9279220242,
        2.4494897428,
        0);
    is(
        of(6, 3, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1),
        4.2426406871,
        3.4641016151,
        0.6309297536);
    double[] hadamard = new double[56];
    for (int i = 0; i < 8; i++) {
      for (int j = 1; j < 8; j++) {
        hadamard[i * 7 + j - 1] = Integer.bitCount(i & j) % 2 == 0 ? 1 : -1;
      }
    }
    is(of(8, 7, hadamard), 7.4833147735, 7.4833147735, 1);
  }

  @Test
  void hashedMatricesHaveTheValuesOfTheReference() {
    is(of(6, 4, hash(3, 6, 4)), 4.8748754359, 4.2758221786, 0.7106468964);
    is(of(4, 9, hash(4, 4, 9)), 3.2103606510, 3.3224529893, 0.4289087042);
    is(of(64, 16, hash(7, 64, 16)), 31.9640974539, 30.8183516695, 0.9486800578);
    is(of(16, 64, hash(8, 16, 64)), 9.1984483221, 15.0966936998, 0.6273165097);
  }

  @Test
  void formulaModelsHaveTheValuesOfTheReference() {
    ModelConfig gpt2 = ModelConfig.gpt2(11, 16, 8, 2, 2);
    is(finalStates(gpt2), 4.6493386809, 3.9622956066, 0.5047977184);
  }

  private static Measures finalStates(ModelConfig config) {
    int[] ids = {1, 5, 2, 7, 3};
    try (LanguageModel model =
            LanguageModel.of(session, config, HashedWeights.of(config, false), DataType.FLOAT64);
        NDScope _ = new NDScope()) {
      double[] states = model.hidden(TokenBatch.of(ids), ActivationHook.NONE).toDoubleArray();
      return of(5, config.width(), states);
    }
  }

  @Test
  void aRotationChangesMnnAlone() {
    DMatrixRMaj q = new DMatrixRMaj(16, 16, true, hash(9, 16, 16));
    var qr = DecompositionFactory_DDRM.qr(16, 16);
    assertThat(qr.decompose(q)).isTrue();
    DMatrixRMaj turned = new DMatrixRMaj(64, 16);
    CommonOps_DDRM.mult(
        new DMatrixRMaj(64, 16, true, hash(7, 64, 16)), qr.getQ(null, true), turned);
    is(of(64, 16, turned.getData()), 31.9197942783, 30.8183516695, 0.9486800578);
  }

  /** Random matrices; the seed is in the message. */
  @Test
  void invariantsAndBoundsHold() {
    for (int seed = 0; seed < 30; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int rows = 2 + random.nextInt(20);
      int columns = 2 + random.nextInt(20);
      double[] raw = new double[rows * columns];
      Arrays.setAll(raw, _ -> random.nextGaussian());
      double[] moved = new double[raw.length];
      for (int i = 0; i < raw.length; i++) {
        int row = i / columns;
        int column = i % columns;
        moved[(rows - 1 - row) * columns + columns - 1 - column] = 3 * raw[i] + column;
      }
      Measures m = of(rows, columns, raw);
      String name = "seed %d, %d x %d".formatted(seed, rows, columns);
      assertThat(of(rows, columns, moved).norm()).as(name).isCloseTo(m.norm(), within(1e-9));
      assertThat(of(rows, columns, moved).nuclear()).as(name).isCloseTo(m.nuclear(), within(1e-6));
      assertThat(m.norm() * m.norm()).as(name).isLessThanOrEqualTo(m.summed() * rows + 1e-9);
      assertThat(m.normPerRow())
          .as(name)
          .isGreaterThanOrEqualTo(Math.sqrt((double) m.summed() / columns / rows) - 1e-12);
      double all = Measures.norm(StateMatrix.of(raw.clone(), rows, columns, "m"), columns);
      assertThat(m.nuclear()).as(name).isLessThanOrEqualTo(all + 1e-9);
      assertThat(m.entropy())
          .as(name)
          .isLessThanOrEqualTo(Math.log(Math.min(rows - 1, columns)) / Math.log(columns) + 1e-9);
    }
  }

  @Test
  void rowsWrittenTwiceMultiplyMnnByRootTwo() {
    double[] raw = hash(3, 6, 4);
    double[] twice = new double[48];
    System.arraycopy(raw, 0, twice, 0, 24);
    System.arraycopy(raw, 0, twice, 24, 24);
    assertThat(of(12, 4, twice).norm())
        .isCloseTo(Math.sqrt(2) * of(6, 4, raw).norm(), within(1e-12));
  }

  @Test
  void largestColumnsAreSummed() {
    StateMatrix x = StateMatrix.of(hash(3, 6, 4), 6, 4, "m");
    double[] norms = Arrays.stream(x.columnNorms()).sorted().toArray();
    assertThat(Measures.norm(x, 1)).isEqualTo(norms[3]);
    assertThat(Measures.of(x, 2, false, session).norm()).isEqualTo(norms[2] + norms[3]);
    assertThat(Measures.of(x, 2, false, session).nuclear()).isNaN();
  }

  @Test
  void aRowAtTheMeanStaysZeroAndIsCounted() {
    Measures m = of(3, 2, -1, -1, 0, 0, 1, 1);
    assertThat(m.zeroRows()).isEqualTo(1);
    assertThat(m.norm()).isCloseTo(2, within(1e-12));
    assertThat(of(2, 1, 1, 2).entropy()).isNaN();
  }

  @Test
  void wrongMatricesAreNamed() {
    assertThatThrownBy(() -> StateMatrix.of(new double[3], 1, 3, "text 7"))
        .hasMessage("text 7 has 1 rows, needs at least 2");
    for (double same : List.of(0.0, 0.1)) {
      double[] equal = new double[6];
      Arrays.fill(equal, same);
      assertThatThrownBy(() -> StateMatrix.of(equal, 3, 2, "data"))
          .hasMessage("data has no variation: every centred row is zero");
    }
    assertThatThrownBy(() -> StateMatrix.of(new double[] {1, 2, 3, Double.NaN}, 2, 2, "data"))
        .hasMessage("data: row 2, column 2 must be a finite number: got NaN");
  }

  @Test
  void theAuthorsDecompositionHasTheSameSpectrum() {
    StateMatrix x = StateMatrix.of(hash(7, 64, 16), 64, 16, "m");
    double[] theirs = Spectrum.byDecomposition(session, x);
    double[] ours = Spectrum.of(session, x).squares();
    for (int i = 0; i < 16; i++) {
      assertThat(theirs[i]).isCloseTo(ours[15 - i] / 64, within(1e-13));
    }
  }

  @Test
  void theSlopeOfAPowerIsItsExponent() {
    assertThat(TimeStudy.slope(new double[] {1, 2, 4}, new double[] {3, 24, 192}))
        .isCloseTo(3, within(1e-12));
  }
}
