package offprint.papers.uncomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import offprint.kernels.lm.cache.EvictionPolicy;
import offprint.kernels.lm.cache.PromptAttention;
import offprint.kernels.lm.cache.RaggedDecoder;
import offprint.kernels.lm.checkpoint.Checkpoint;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.table.Csv;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What must hold whatever the numbers, with the model that recalls. */
class PropertiesTest {
  private static final int N = 40;
  private static final int M = 6;

  private static Session session;
  private static LanguageModel model;
  private static List<RecallTask.Question> questions;

  @BeforeAll
  static void open() throws Exception {
    session = Session.open();
    model = LanguageModel.open(session, Checkpoint.open(Bench.example("recall-llama")));
    questions = new RecallTask(new SplittableRandom(5)).questions(30, 96, 5);
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static double[] states(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] x = new double[N * M];
    Arrays.setAll(x, i -> random.nextGaussian() * (1 + i % M));
    return x;
  }

  private static Spectrum spectrum(double[] x) {
    return Spectrum.of(session.constant(x, 1, N, M)).getFirst();
  }

  @Test
  void entropyIgnoresRotationAndShift() {
    double[] x = states(1);
    double[] moved = x.clone();
    double c = Math.cos(0.7);
    double s = Math.sin(0.7);
    for (int t = 0; t < N; t++) {
      double a = x[t * M];
      double b = x[t * M + 3];
      moved[t * M] = c * a - s * b + 5;
      moved[t * M + 3] = s * a + c * b - 2;
    }
    for (int k = 1; k <= M; k++) {
      assertThat(spectrum(moved).entropy(k)).isCloseTo(spectrum(x).entropy(k), within(1e-10));
    }
  }

  @Test
  void entropyIgnoresTheLengthOfCentredRows() {
    double[] x = states(2);
    for (int t = 0; t < N; t += 2) {
      for (int j = 0; j < M; j++) {
        x[(t + 1) * M + j] = -x[t * M + j]; // pairs of opposite rows: the mean is 0
      }
    }
    double[] scaled = x.clone();
    for (int t = 0; t < N; t++) {
      for (int j = 0; j < M; j++) {
        scaled[t * M + j] *= 1 + t / 2;
      }
    }
    assertThat(spectrum(scaled).entropy(M)).isCloseTo(spectrum(x).entropy(M), within(1e-10));
  }

  @Test
  void entropyIsAtMostThatOfEqualValues() {
    assertThat(spectrum(states(3)).entropy(M)).isBetween(0.0, Math.log(M));
    Spectrum few =
        Spectrum.of(session.constant(Arrays.copyOf(states(4), 3 * M), 1, 3, M)).getFirst();
    assertThat(few.entropy(M)).isLessThanOrEqualTo(Math.log(2) + 1e-9);
    assertThat(few.values()[2]).isCloseTo(0, within(1e-12));
  }

  @Test
  void constantStatesHaveNoRank() {
    double[] x = new double[N * M];
    Arrays.setAll(x, i -> 0.1 + i % M / 3.0);
    assertThat(spectrum(x).isZero()).isTrue();
    assertThat(spectrum(x).effectiveRank(2)).isZero();
  }

  @Test
  void budgetsAddUpToTheMean() {
    double[][] scores = {{3, 1, 2, 4, 8, 7, 6, 5}, {1, 2, 3, 4, 5, 6, 7, 8}};
    for (int groups : new int[] {1, 2, 4, 8}) {
      for (int mean : new int[] {30, 64, 384}) {
        Budgets budgets = Budgets.of(HeadProfile.groups(scores, groups), mean, groups, 4);
        for (int[] layer : budgets.tokens()) {
          assertThat(Arrays.stream(layer).sum()).isCloseTo(8 * mean, within(4));
        }
      }
    }
    assertThat(HeadProfile.groups(scores, 2)[0]).containsExactly(1, 1, 1, 1, 0, 0, 0, 0);
    assertThat(HeadProfile.groups(new double[][] {{1, 1, 1, 1}}, 2)[0]).containsExactly(0, 0, 1, 1);
  }

  private static double[][] scores() {
    return new Profiler(model, Signal.QUERY, new Truncation(4, false), () -> {})
        .profile(questions.stream().map(RecallTask.Question::prompt).toList())
        .ofCacheHeads(model.config(), HeadProfile.Sharing.SHARED, HeadProfile.Ranking.MEAN);
  }

  private static double[][] logits(EvictionPolicy retention, int[] prompt, int... next) {
    try (RaggedDecoder decoder = new RaggedDecoder(model, retention, false, ActivationHook.NONE)) {
      double[][] logits = new double[next.length + 1][];
      logits[0] = decoder.prompt(prompt);
      for (int t = 0; t < next.length; t++) {
        logits[t + 1] = decoder.step(next[t]);
      }
      return logits;
    }
  }

  @Test
  void aBudgetThatSufficesGivesTheFullCacheBitByBit() {
    Compressor compressor = new Compressor(scores(), 2, 4, 7);
    int[] prompt = questions.getFirst().prompt();
    int[] next = questions.getFirst().answer();
    double[][] full = logits(EvictionPolicy.ALL, prompt, next);
    for (Strategy strategy : Strategy.values()) {
      assertThat(logits(compressor.retention(strategy, 160, 1), prompt, next)).isDeepEqualTo(full);
    }
    assertThat(logits(compressor.retention(Strategy.UNCOMP, 20, 1), prompt, next)[0])
        .isEqualTo(full[0]);
  }

  @Test
  void oneGroupIsSnapKv() {
    int[] prompt = questions.get(1).prompt();
    int[] next = questions.get(1).answer();
    EvictionPolicy one = new Compressor(scores(), 1, 4, 7).retention(Strategy.UNCOMP, 20, 1);
    EvictionPolicy snap = new Compressor(scores(), 2, 4, 7).retention(Strategy.SNAPKV, 20, 1);
    assertThat(logits(one, prompt, next)).isDeepEqualTo(logits(snap, prompt, next));
  }

  @Test
  void theRecallModelKeepsItsAnswersUnderUncompAndNotUnderPlacesAlone() {
    List<Exam.Item> items =
        questions.stream().map(q -> new Exam.Item("q", q.prompt(), q.answer())).toList();
    Exam exam = new Exam(model, new Compressor(scores(), 2, 4, 7), false, null, 1, 1, () -> {});
    Standing standing =
        new Standing(
            exam.run(
                items,
                List.of(Strategy.UNCOMP, Strategy.STREAMING_LLM, Strategy.H2O),
                List.of(20)));
    assertThat(standing.accuracy(Strategy.FULL, 0)).isGreaterThan(0.95);
    assertThat(standing.accuracy(Strategy.UNCOMP, 20)).isGreaterThan(0.93);
    assertThat(standing.accuracy(Strategy.STREAMING_LLM, 20)).isLessThan(0.5);
    assertThat(standing.accuracy(Strategy.H2O, 20)).isLessThan(0.6);
    for (Strategy strategy : List.of(Strategy.FULL, Strategy.UNCOMP, Strategy.H2O)) {
      Exam.Setting setting = new Exam.Setting(strategy, strategy == Strategy.FULL ? 0 : 20);
      assertThat(standing.bytes(setting)).isEqualTo(exam.expectedBytes(setting, 98));
    }
  }

  private static PromptAttention attention(double... totals) {
    int[] positions = IntStream.range(0, totals.length).toArray();
    return new PromptAttention(positions, new double[0][], totals);
  }

  @Test
  void h2oKeepsHalfRecentAndHalfHeavy() {
    EvictionPolicy h2o = new HeavyHitters(new Budgets(new int[][] {{4}}));
    assertThat(h2o.keep(0, 0, attention(.1, 3, .2, 2, .5, .1, .1, .1))).containsExactly(1, 3, 6, 7);
    int dropped = h2o.drop(0, 0, new int[] {1, 3, 6, 7, 8}, new double[] {0, 0, 2.5, 0, 0});
    assertThat(dropped).isEqualTo(1);
  }

  @Test
  void streamingKeepsTheFirstFourAndTheLast() {
    EvictionPolicy streaming = FixedPlaces.streaming(new Budgets(new int[][] {{6}}));
    assertThat(streaming.keep(0, 0, attention(new double[10]))).containsExactly(0, 1, 2, 3, 8, 9);
    assertThat(streaming.drop(0, 0, new int[] {0, 1, 2, 3, 8, 9, 10}, new double[0])).isEqualTo(4);
  }

  @Test
  void randomKeepsTheWindow() {
    EvictionPolicy random = FixedPlaces.random(new Budgets(new int[][] {{6}}), 3, 1);
    assertThat(random.keep(0, 0, attention(new double[20]))).hasSize(6).contains(17, 18, 19);
  }

  @Test
  void stagesKeepTheLastTokens() {
    EvictionPolicy narrow = Stages.narrow(EvictionPolicy.ALL, new int[] {6, 4}, 2);
    double[] scores = {.1, .9, .2, .8, 0, 0};
    assertThat(narrow.onward(1, new int[] {0, 1, 2, 3, 4, 5}, scores)).containsExactly(1, 3, 4, 5);
    assertThat(new Stages(List.of(2, 3, 1)).tokens(100, 0.4)).containsExactly(100, 70, 40);
    assertThat(new Stages(List.of(6)).tokens(100, 0.4)).containsExactly(100);
  }

  @Test
  void votesOfTheAuthors() throws Exception {
    List<Votes> sets = Votes.read(Csv.read(Bench.votes()));
    assertThat(sets).hasSize(13);
    double[] agreement = {.9499, .9616, Double.NaN, .7446};
    for (int i : new int[] {0, 1, 3}) {
      assertThat(sets.get(i).agreement()).isCloseTo(agreement[i], within(5e-5));
    }
    Votes llama3 =
        sets.stream()
            .filter(v -> v.set().equals("llama3-8b-instruct/query"))
            .findFirst()
            .orElseThrow();
    assertThat(llama3.agreement()).isCloseTo(.9583, within(5e-5));
    assertThat(llama3.sameInBothHalves()).isCloseTo(.9961, within(5e-5));
    assertThat(llama3.alike(4)).isCloseTo(.289, within(5e-4));
    assertThat(Votes.alikeByChance(32, 4)).isCloseTo(.101, within(5e-4));
    Votes k16 = sets.stream().filter(v -> v.set().endsWith("-k16")).findFirst().orElseThrow();
    Votes k128 = sets.stream().filter(v -> v.set().endsWith("-k128")).findFirst().orElseThrow();
    assertThat(k16.sameAs(k128)).isCloseTo(.3516, within(5e-5));
    assertThat(sets.get(0).sameAs(sets.get(1))).isCloseTo(.693, within(5e-4));
    assertThat(sets.get(0).sameAs(sets.get(2))).isCloseTo(.475, within(5e-4));
  }

  @Test
  void impossibleVotesAreNamed() {
    String csv = "set,layer,head,votes_a,n_a,votes_b,n_b\nx,0,0,5,4,1,4\n";
    assertThatThrownBy(
            () ->
                Votes.read(
                    Csv.read(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)))))
        .hasMessageStartingWith("line 2: votes must be 0 to the number of texts");
  }
}
