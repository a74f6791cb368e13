package offprint.papers.uncomp;

import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.lm.cache.EvictionPolicy;
import offprint.kernels.lm.cache.RaggedDecoder;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.checkpoint.RopeScaling;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.training.SequenceTraining;
import offprint.kernels.task.Progress;
import offprint.kernels.torch.Session;

/**
 * Trains a small Llama to repeat what it saw, and then to recall: each step has 32 copies, and once
 * their loss is below 1, 12 recall sequences besides.
 *
 * @param longest filler of a recall sequence
 */
record RecallTraining(SequenceTraining training, RecallTask task, int steps, int longest) {
  private static final int COPIES = 32;
  private static final int RECALLS = 12;
  private static final int WARMUP = 100;

  static ModelConfig config(int width, int layers, int heads, int keyHeads) {
    if (width % heads != 0) {
      throw new IllegalArgumentException(
          "heads must divide the width %d: got %d".formatted(width, heads));
    }
    if (width / heads % 2 != 0) {
      throw new IllegalArgumentException(
          "heads must leave each an even width of %d, for rotary positions: got %d"
              .formatted(width, heads));
    }
    if (heads % keyHeads != 0) {
      throw new IllegalArgumentException(
          "keyHeads must divide the heads %d: got %d".formatted(heads, keyHeads));
    }
    return llama(RecallTask.VOCABULARY, 2048, width, layers, heads, keyHeads);
  }

  /** A small Llama whose MLP is twice as wide as its states. */
  static ModelConfig llama(
      int vocabulary, int context, int width, int layers, int heads, int keyHeads) {
    return new ModelConfig(
        "llama",
        ModelConfig.Layout.LLAMA,
        vocabulary,
        context,
        width,
        layers,
        heads,
        keyHeads,
        width / heads,
        2 * width,
        1e-5,
        ModelConfig.Activation.SILU,
        10_000,
        new RopeScaling(RopeScaling.Kind.DEFAULT, 1, 1, 1, 0),
        0,
        false,
        false);
  }

  static RecallTraining start(
      Session session,
      ModelConfig config,
      int steps,
      double rate,
      int longest,
      RandomGenerator random) {
    RecallTask task = new RecallTask(random);
    SequenceTraining training =
        SequenceTraining.start(session, config, steps, rate, Math.min(WARMUP, steps / 5), random);
    return new RecallTraining(training, task, steps, longest);
  }

  /** Trains up to a step. */
  void run(int until, Progress watcher) {
    double copying = Double.POSITIVE_INFINITY;
    while (training.step() < until) {
      int step = training.step();
      watcher.progress((double) step / steps, "step %d of %d".formatted(step + 1, steps));
      boolean copies = copying < 1;
      copying = training.gather(task.copies(COPIES));
      watcher.point("copy loss", step + 1.0, copying);
      if (copies) {
        watcher.point("recall loss", step + 1.0, training.gather(task.recall(RECALLS, longest)));
      }
      training.advance();
    }
  }

  /** Share of the second and third values that the model names, with everything kept. */
  static double accuracy(LanguageModel model, List<RecallTask.Question> questions, Runnable beat) {
    int right = 0;
    for (RecallTask.Question question : questions) {
      beat.run();
      try (RaggedDecoder decoder =
          new RaggedDecoder(model, EvictionPolicy.ALL, false, ActivationHook.NONE)) {
        decoder.prompt(question.prompt());
        for (int v = 0; v + 1 < RecallTask.VALUES; v++) {
          double[] logits = decoder.step(question.answer()[v]);
          right += Continuation.likeliest(logits) == question.answer()[v + 1] ? 1 : 0;
        }
      }
    }
    return right / (double) (questions.size() * (RecallTask.VALUES - 1));
  }
}
