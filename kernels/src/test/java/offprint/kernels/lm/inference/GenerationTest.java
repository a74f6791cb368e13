package offprint.kernels.lm.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.SplittableRandom;
import offprint.kernels.lm.checkpoint.HashedWeights;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.model.HashedModels;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.TokenBatch;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GenerationTest {
  private static final ModelConfig GPT2 = HashedModels.GPT2;
  private static final ModelConfig LLAMA = HashedModels.LLAMA;
  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.open();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static LanguageModel model(ModelConfig config) {
    return LanguageModel.of(session, config, HashedWeights.of(config, false), DataType.FLOAT64);
  }

  private static int[][] run(LanguageModel model, Sampling sampling, int tokens, int[]... prompts) {
    return new Generation(model, sampling, tokens, -1, 3).run(_ -> {}, prompts);
  }

  @Test
  void greedyContinuationsAreThoseOfTheReference() {
    try (LanguageModel gpt2 = model(GPT2);
        LanguageModel llama = model(LLAMA)) {
      assertThat(run(gpt2, Sampling.GREEDY, 6, HashedModels.IDS)[0])
          .containsExactly(4, 4, 4, 4, 4, 0);
      assertThat(run(llama, Sampling.GREEDY, 6, HashedModels.IDS)[0])
          .containsExactly(3, 1, 1, 9, 10, 0);
    }
  }

  /** The reference recomputes everything for each token. */
  @Test
  void sampledWithTheCacheEqualsSampledWithout() {
    try (LanguageModel model = model(LLAMA)) {
      Sampling sampling = new Sampling(1.3, 0, 0.9);
      int[] prompt = {1, 5, 2};
      int[] found = run(model, sampling, 20, prompt)[0];
      SplittableRandom random = new SplittableRandom(3);
      int[] all = prompt;
      for (int t = 0; t < 20; t++) {
        all = Arrays.copyOf(all, all.length + 1);
        try (NDScope _ = new NDScope()) {
          TokenBatch batch = TokenBatch.of(Arrays.copyOf(all, all.length - 1));
          float[] logits = model.next(batch, null).toType(DataType.FLOAT32, false).toFloatArray();
          all[all.length - 1] = sampling.draw(logits, random);
        }
      }
      assertThat(found).isEqualTo(Arrays.copyOfRange(all, 3, 23));
      assertThat(Arrays.stream(found).distinct().count()).isGreaterThan(3);
    }
  }

  @Test
  void aRowOfABatchIsContinuedAsIfAlone() {
    try (LanguageModel gpt2 = model(GPT2);
        LanguageModel llama = model(LLAMA)) {
      for (LanguageModel model : new LanguageModel[] {gpt2, llama}) {
        int[][] both = run(model, Sampling.GREEDY, 8, HashedModels.IDS, new int[] {4, 0});
        assertThat(both[1]).isEqualTo(run(model, Sampling.GREEDY, 8, new int[] {4, 0})[0]);
        assertThat(both[0]).isEqualTo(run(model, Sampling.GREEDY, 8, HashedModels.IDS)[0]);
      }
    }
  }

  @Test
  void endsARowAtTheStop() {
    try (LanguageModel llama = model(LLAMA)) {
      int[][] rows = new Generation(llama, Sampling.GREEDY, 6, 9, 0).run(_ -> {}, HashedModels.IDS);
      assertThat(rows[0]).containsExactly(3, 1, 1, 9);
    }
  }

  @Test
  void topKAndTopPKeepTheLikeliest() {
    float[] logits = {0, 3, 2, -1, 1};
    SplittableRandom random = new SplittableRandom(1);
    boolean[] seen = new boolean[5];
    for (int i = 0; i < 500; i++) {
      seen[new Sampling(2, 3, 1).draw(logits, random)] = true;
    }
    assertThat(seen).containsExactly(false, true, true, false, true);
    int[] counts = new int[5];
    for (int i = 0; i < 20_000; i++) {
      counts[new Sampling(1, 0, 0.7).draw(logits, random)]++;
    }
    assertThat(counts[0] + counts[3] + counts[4]).isZero();
    assertThat(counts[1] / 20_000.0).isCloseTo(1 / (1 + Math.exp(-1)), within(0.02));
  }

  @Test
  void likelihoodIsThatOfTheReferenceAndOfItsWindows() {
    try (LanguageModel model = model(LLAMA)) {
      Likelihood likelihood = new Likelihood(model);
      double[] law = likelihood.logProbabilities(HashedModels.IDS);
      assertThat(-Arrays.stream(law).average().orElseThrow())
          .isCloseTo(4.824457116751, within(1e-12));
      assertThat(likelihood.nll(HashedModels.IDS, 5, 4, _ -> {}))
          .isCloseTo(4.824457116751, within(1e-12));
      double[] first = likelihood.logProbabilities(new int[] {1, 5, 2});
      double[] second = likelihood.logProbabilities(new int[] {2, 7, 3});
      assertThat(likelihood.nll(HashedModels.IDS, 3, 2, _ -> {}))
          .isCloseTo(-(first[0] + first[1] + second[0] + second[1]) / 4, within(1e-12));
      double[] middle = likelihood.logProbabilities(new int[] {5, 2, 7});
      assertThat(likelihood.nll(HashedModels.IDS, 3, 1, _ -> {}))
          .isCloseTo(-(first[0] + first[1] + middle[1] + second[1]) / 4, within(1e-12));
    }
  }

  @Test
  void wrongInputIsNamed() {
    try (LanguageModel gpt2 = model(GPT2)) {
      assertThatThrownBy(() -> run(gpt2, Sampling.GREEDY, 13, HashedModels.IDS))
          .hasMessage("the text must have at most 16 tokens, the model's context: got 17");
      assertThat(run(gpt2, Sampling.GREEDY, 12, HashedModels.IDS)[0]).hasSize(12);
      assertThatThrownBy(() -> run(gpt2, Sampling.GREEDY, 1, new int[] {1, 11}))
          .hasMessage("token 1 of row 0 must be in 0..10: got 11");
      assertThatThrownBy(() -> run(gpt2, Sampling.GREEDY, 1, new int[0]))
          .hasMessage("row 0 must have at least 1 token: got 0");
      assertThatThrownBy(() -> new Likelihood(gpt2).logProbabilities(new int[] {1}))
          .hasMessage("the text must have at least 2 tokens: got 1");
    }
    assertThatThrownBy(() -> new Sampling(1, 0, 0))
        .hasMessage("topP must be above 0 and at most 1: got 0.0");
    assertThatThrownBy(() -> Sampling.GREEDY.draw(new float[] {Float.NaN}, new SplittableRandom()))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("the logit of token 0 is NaN");
  }
}
