package offprint.kernels.lm.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.inference.Likelihood;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.task.Progress;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.Test;

class LanguageTrainingTest {
  private static final ModelConfig GPT2 = ModelConfig.gpt2(12, 32, 32, 2, 2);
  private static final ModelConfig LLAMA =
      ModelConfig.read(
          """
          {"model_type": "llama", "vocab_size": 12, "max_position_embeddings": 32,
           "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4,
           "num_key_value_heads": 2, "intermediate_size": 64}
          """);
  private static final LanguageTraining.Plan PLAN =
      new LanguageTraining.Plan(120, 8, 32, 3e-3, 20, 4);

  private static final class Losses implements Progress {
    final List<Double> losses = new ArrayList<>();

    @Override
    public void progress(double fraction, String stage) {}

    @Override
    public void point(String series, double x, double y) {
      assertThat(x).isEqualTo(losses.size() + 1);
      losses.add(y);
    }
  }

  /** Blocks of 8 random tokens, each written twice: the second half can only be copied. */
  private static int[] copies() {
    SplittableRandom random = new SplittableRandom(8);
    int[] text = new int[16_000];
    for (int i = 0; i < text.length; i++) {
      text[i] = i % 16 < 8 ? random.nextInt(12) : text[i - 8];
    }
    return text;
  }

  private static LanguageTraining start(Session session, ModelConfig config) {
    return LanguageTraining.start(session, config, PLAN, new SplittableRandom(1));
  }

  @Test
  void bothLayoutsStartAtTheUniformLossAndLearn() {
    int[] text = new int[4000];
    for (int i = 0; i < text.length; i++) {
      text[i] = i * i % 35 % 12;
    }
    for (ModelConfig config : List.of(GPT2, LLAMA)) {
      try (Session session = Session.open()) {
        LanguageTraining training = start(session, config);
        Losses seen = new Losses();
        training.run(text, PLAN.steps(), seen);
        assertThat(seen.losses.getFirst()).isCloseTo(Math.log(12), within(0.05));
        assertThat(seen.losses.getLast()).isLessThan(1);
        try (LanguageModel model = training.model()) {
          double loss = new Likelihood(model).nll(text, 32, 16, _ -> {});
          assertThat(loss).isLessThan(1);
        }
      }
    }
  }

  @Test
  void goesOnFromItsSavedStateAsIfNeverStopped() throws Exception {
    int[] text = copies();
    Losses whole = new Losses();
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    double[] end;
    try (Session session = Session.open()) {
      LanguageTraining training = start(session, GPT2);
      training.run(text, 10, whole);
      training.save(saved);
      training.run(text, 20, whole);
      end = values(training);
    }
    try (Session session = Session.open()) {
      LanguageTraining training =
          LanguageTraining.start(session, GPT2, PLAN, new SplittableRandom(99));
      training.resume(Safetensors.read(new ByteArrayInputStream(saved.toByteArray())));
      assertThat(training.step()).isEqualTo(10);
      Losses rest = new Losses();
      rest.losses.addAll(whole.losses.subList(0, 10));
      training.run(text, 20, rest);
      assertThat(rest.losses).isEqualTo(whole.losses);
      assertThat(values(training)).isEqualTo(end);
    }
  }

  @Test
  void stepsSeeWindowsOfTheirOwn() {
    try (Session session = Session.open()) {
      LanguageTraining training = start(session, GPT2);
      long distinct =
          IntStream.range(0, 100)
              .flatMap(step -> Arrays.stream(training.starts(step, 1_000_000_000)))
              .distinct()
              .count();
      assertThat(distinct).isEqualTo(800);
      assertThat(training.starts(7, 1000)).isEqualTo(training.starts(7, 1000));
    }
  }

  private static double[] values(LanguageTraining training) {
    return training.weights().doubles("h.1.mlp.c_fc.weight", 32, 128);
  }

  @Test
  void wrongPlansAndTextsAreNamed() throws Exception {
    try (Session session = Session.open()) {
      LanguageTraining training = start(session, GPT2);
      assertThatThrownBy(() -> training.run(new int[32], 1, new Losses()))
          .hasMessage("the text must have at least window + 1 = 33 tokens: got 32");
      LanguageTraining.Plan wide = new LanguageTraining.Plan(120, 8, 33, 3e-3, 20, 4);
      assertThatThrownBy(() -> LanguageTraining.start(session, GPT2, wide, new SplittableRandom(1)))
          .hasMessage("window must be at most the model's context 32: got 33");
      ByteArrayOutputStream saved = new ByteArrayOutputStream();
      training.save(saved);
      LanguageTraining.Plan other = new LanguageTraining.Plan(121, 8, 32, 3e-3, 20, 4);
      LanguageTraining later =
          LanguageTraining.start(session, GPT2, other, new SplittableRandom(1));
      assertThatThrownBy(
              () -> later.resume(Safetensors.read(new ByteArrayInputStream(saved.toByteArray()))))
          .hasMessageStartingWith("the saved training must have the plan Plan[steps=121");
    }
  }

  @Test
  void aWatcherThatThrowsEndsIt() {
    Progress stopping =
        new Progress() {
          @Override
          public void progress(double fraction, String stage) {
            if (fraction > 0.02) {
              throw new CancellationException(stage);
            }
          }

          @Override
          public void point(String series, double x, double y) {}
        };
    try (Session session = Session.open()) {
      LanguageTraining training = start(session, GPT2);
      assertThatThrownBy(() -> training.run(copies(), PLAN.steps(), stopping))
          .isInstanceOf(CancellationException.class)
          .hasMessage("step 4 of 120");
    }
  }
}
