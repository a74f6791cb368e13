package offprint.papers.matrixnuclearnorm;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import offprint.harness.Inputs;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.CharacterTokens;
import offprint.kernels.lm.training.LanguageTraining;
import offprint.kernels.torch.Session;
import offprint.method.Source;

/**
 * Moby-Dick by characters, and small models trained on its first nine tenths: two layers, context
 * 128, 8 windows of 128 a step.
 */
record Corpus(int[] train, int[] test, int characters) {
  static final int CONTEXT = 128;

  static Corpus read(Inputs in) throws IOException {
    String text = in.texts("text", Source.example("moby-dick"), "").getFirst().text();
    CharacterTokens characters = CharacterTokens.of(text);
    int[] ids = characters.encode(text);
    int cut = (int) (0.9 * ids.length);
    return new Corpus(
        Arrays.copyOf(ids, cut), Arrays.copyOfRange(ids, cut, ids.length), characters.size());
  }

  LanguageTraining start(Session session, int width, int steps, RandomGenerator random) {
    ModelConfig config = ModelConfig.gpt2(characters, CONTEXT, width, 2, width < 64 ? 2 : 4);
    LanguageTraining.Plan plan =
        new LanguageTraining.Plan(steps, 8, CONTEXT, 3e-3, steps / 10, random.nextLong());
    return LanguageTraining.start(session, config, plan, random);
  }

  /** Evenly spread windows of the last tenth. */
  List<Excerpt> windows(int tokens, int count) {
    return windows(tokens, count, i -> (int) ((long) i * (test.length - tokens) / count));
  }

  /** Windows at random places of the last tenth. */
  List<Excerpt> sample(int tokens, int count, SplittableRandom random) {
    return windows(tokens, count, _ -> random.nextInt(test.length - tokens));
  }

  private List<Excerpt> windows(int tokens, int count, IntUnaryOperator place) {
    return IntStream.range(0, count)
        .mapToObj(i -> Excerpt.of("window " + (i + 1), test, place.applyAsInt(i), tokens))
        .toList();
  }

  static Summary measure(
      Session session, LanguageModel model, List<Excerpt> texts, boolean exact, Runnable beat) {
    Scoring scoring = new Scoring(session, model, -1, 0, exact);
    return new Summary(texts.stream().map(text -> scoring.score(text, beat)).toList());
  }
}
