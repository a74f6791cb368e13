package offprint.kernels.lm.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDScope;
import java.util.SplittableRandom;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.inference.Likelihood;
import offprint.kernels.lm.model.HashedModels;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SequenceTrainingTest {
  private static final ModelConfig CONFIG = HashedModels.config("llama");

  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.open();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static SequenceTraining start(int steps) {
    return SequenceTraining.start(session, CONFIG, steps, 1e-2, 10, new SplittableRandom(3));
  }

  /** The first of five random tokens comes again after the mark 0; it alone is judged. */
  private static SequenceTraining.Batch first(SplittableRandom random, int rows) {
    int[][] ids = new int[rows][];
    boolean[][] judged = new boolean[rows][];
    for (int r = 0; r < rows; r++) {
      int length = 3 + random.nextInt(4);
      ids[r] = random.ints(length, 1, 13).toArray();
      ids[r][length - 2] = 0;
      ids[r][length - 1] = ids[r][0];
      judged[r] = new boolean[length];
      judged[r][length - 1] = true;
    }
    return new SequenceTraining.Batch(ids, judged);
  }

  @Test
  void aModelLearnsWhatIsJudged() {
    SequenceTraining training = start(250);
    SplittableRandom random = new SplittableRandom(4);
    double begin = training.gather(first(random, 16));
    assertThat(begin).isCloseTo(Math.log(13), within(0.1));
    double last = begin;
    while (training.step() < 250) {
      training.advance();
      last = training.gather(first(random, 16));
    }
    assertThat(last).isLessThan(0.3);
  }

  @Test
  void theLossIsTheMeanOverJudgedTokensOfRowsOfAnyLength() {
    SequenceTraining training = start(10);
    int[][] rows = {{1, 5, 2, 7, 3}, {4, 6, 9}};
    boolean[][] judged = {{false, false, true, false, true}, {false, true, false}};
    double loss = training.gather(new SequenceTraining.Batch(rows, judged));
    try (LanguageModel model = training.model();
        NDScope _ = new NDScope()) {
      double[] a = new Likelihood(model).logProbabilities(rows[0]);
      double[] b = new Likelihood(model).logProbabilities(rows[1]);
      assertThat(loss).isCloseTo(-(a[1] + a[3] + b[0]) / 3, within(1e-6));
    }
  }

  @Test
  void rowsWithoutMarksAreRefused() {
    int[][] rows = {{1, 2}, {3}};
    boolean[][] judged = {{false, true}, {true}};
    assertThatThrownBy(() -> new SequenceTraining.Batch(rows, judged))
        .hasMessage("row 1 must have at least 2 tokens and as many marks: got 1 and 1");
  }
}
