package offprint.papers.bitstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.kernels.lm.checkpoint.HashedWeights;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.inference.WindowLoss;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.TokenBatch;
import offprint.kernels.task.Progress;
import offprint.kernels.torch.Session;
import offprint.papers.bitstack.AbsoluteDecomposition.Rounding;
import offprint.papers.bitstack.AbsoluteDecomposition.Svd;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The GPT-2 formula model in float64, compressed and ordered, against values computed apart. */
class TinyModelTest {
  static final ModelConfig CONFIG =
      ModelConfig.read(
          """
          {"model_type": "gpt2", "vocab_size": 11, "n_positions": 16, "n_embd": 8, "n_layer": 2,
           "n_head": 2, "n_inner": 32}
          """);
  private static Session session;
  private static LanguageModel model;
  private static double full;
  private static Compressor compressor;
  private static UniversalOrder measured;
  private static StackIndex index;

  static int[][] sequences(int from, int to) {
    int[][] rows = new int[to - from][12];
    for (int j = from; j < to; j++) {
      for (int t = 0; t < 12; t++) {
        rows[j - from][t] = (int) (HashedWeights.hash(16 * j + t, 77) % 11);
      }
    }
    return rows;
  }

  @BeforeAll
  static void compress() {
    session = Session.open();
    model = LanguageModel.of(session, CONFIG, HashedWeights.of(CONFIG, false), DataType.FLOAT64);
    full = perplexity(4, 8);
    compressor = Compressor.of(model, 1, Scales.measure(model, sequences(0, 4), () -> {}));
    compressor.decompose(4, Rounding.STORED, Svd.EXACT, 1, Progress.NONE);
    measured = UniversalOrder.measure(compressor, 4, sequences(4, 8), List.of(), Progress.NONE);
    index = compressor.index(0, 4, UniversalOrder.sorted(measured.scores(), 12));
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static double perplexity(int from, int to) {
    return Math.exp(WindowLoss.mean(model, sequences(from, to), () -> {}));
  }

  private static void near(double[] found, double digits, double... expected) {
    assertThat(found).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).as("number %d", i).isCloseTo(expected[i], within(digits));
    }
  }

  @Test
  void inputsAreScaledByTheirNorms() {
    assertThat(sequences(0, 1)[0]).containsExactly(10, 2, 7, 9, 6, 5, 9, 7, 0, 3, 10, 8);
    near(
        compressor.scales().get("0.ATTENTION_IN"),
        5e-9,
        3.78510046,
        2.57625914,
        3.03470683,
        3.3512125,
        2.77484488,
        3.63846493,
        3.70384598,
        3.98315024);
  }

  @Test
  void levelsAndScoresAreThoseOfTheReference() {
    assertThat(full).isCloseTo(45.5158762874, within(1e-9));
    near(
        measured.levels().stream().mapToDouble(x -> x).toArray(),
        1e-7,
        47.763329359,
        47.243893769,
        41.385537772,
        44.617806484);
    near(
        measured.scores().getFirst(),
        1e-7,
        40.62469506,
        51.12851622,
        46.73973275,
        52.52307117,
        53.28432343,
        44.44452843,
        55.43282499,
        49.76191967,
        46.63266092,
        49.90056295,
        49.13184907,
        44.44194064);
  }

  @Test
  void theStackHasTheOrderOfTheReference() {
    List<String> names = new ArrayList<>();
    for (int item : index.order().subList(12, 48)) {
      names.add(compressor.projections().get(index.projection(item)).name());
    }
    assertThat(String.join(" ", names))
        .isEqualTo(
            "0.q 1.proj 0.proj 1.v 0.v 1.fc 1.k 1.o 0.k 0.o 0.fc 1.q"
                + " 0.k 1.k 1.o 0.o 1.proj 0.v 0.proj 0.fc 1.fc 1.v 1.q 0.q"
                + " 0.v 1.v 1.q 0.o 1.proj 1.o 1.k 0.proj 1.fc 0.fc 0.k 0.q");
    assertThat(index.shapes().stream().map(StackIndex.Shape::bytes).distinct())
        .containsExactly(40L, 112L);
    assertThat(index.levelBytes()).isEqualTo(768);
    assertThat(index.fullBytes() - index.scaleBytes()).isEqualTo(3072);
  }

  @Test
  void aBudgetIsTheLongestPrefix() {
    StackIndex.Prefix prefix = index.prefix((double) (index.scaleBytes() + 1500), false);
    assertThat(prefix.bytes() - index.scaleBytes()).isEqualTo(1496);
    int[] counts = index.counts(prefix);
    assertThat(counts).containsExactly(2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2);
    for (int p = 0; p < counts.length; p++) {
      compressor.show(p, counts[p]);
    }
    assertThat(perplexity(4, 8)).isCloseTo(46.9049159413, within(1e-8));
    try (NDScope _ = new NDScope()) {
      double[] logits =
          model
              .forward(TokenBatch.of(new int[] {1, 5, 2, 7, 3}), ActivationHook.NONE)
              .toDoubleArray();
      near(Arrays.copyOfRange(logits, 44, 48), 1e-7, .16412892, -1.05004492, .14808819, 2.15487481);
    }
  }

  @Test
  void aMissingScoreTakesTheNextLevelsPlace() {
    List<double[]> repaired =
        UniversalOrder.repaired(List.of(new double[] {Double.NaN, 5, 9}, new double[] {2, 3, 4}));
    assertThat(repaired.getFirst()).containsExactly(11, 5, 9);
    assertThat(UniversalOrder.sorted(repaired, 3)).containsExactly(0, 1, 2, 4, 5, 3, 6, 7, 8);
  }

  @Test
  void aWideLlamaCountsAsTheFormulaSays() {
    List<StackIndex.Shape> shapes = new ArrayList<>();
    for (int layer = 0; layer < 32; layer++) {
      for (int[] shape :
          new int[][] {
            {4096, 4096},
            {1024, 4096},
            {1024, 4096},
            {4096, 4096},
            {14336, 4096},
            {14336, 4096},
            {4096, 14336}
          }) {
        shapes.add(new StackIndex.Shape(shape[0], shape[1], 16));
      }
    }
    StackIndex llama =
        new StackIndex(shapes, 2_101_878_784L, 0, 16, StackIndex.plainOrder(shapes.size(), 16));
    assertThat(shapes.stream().map(StackIndex.Shape::bytes).distinct())
        .containsExactly(2_359_296L, 688_128L, 7_929_856L);
    assertThat(llama.levelBytes()).isEqualTo(956_301_312L);
    assertThat(llama.minimumBytes() / 1048576.0).isEqualTo(2916.5078125);
    double room = 5541.0 * 1048576 - llama.baseBytes();
    assertThat(room / llama.levelBytes()).isCloseTo(3.877733, within(5e-7));
    assertThat(AbsoluteDecomposition.automaticRank(4096, 4096)).isEqualTo(16);
    assertThat(AbsoluteDecomposition.automaticRank(128, 128)).isEqualTo(1);
  }
}
