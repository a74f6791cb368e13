package offprint.benchmarks.lm;

import ai.djl.ndarray.NDScope;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import offprint.kernels.lm.checkpoint.Checkpoint;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.inference.Generation;
import offprint.kernels.lm.inference.Sampling;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.TokenBatch;
import offprint.kernels.lm.training.LanguageTraining;
import offprint.kernels.task.Progress;
import offprint.kernels.task.Timing;
import offprint.kernels.torch.Session;

/**
 * Prints seconds: to open, of a prompt, per new token of one row, per new token of all rows, per
 * training step.
 */
final class Speed {
  private Speed() {}

  private static final class Silent implements Progress {
    @Override
    public void progress(double fraction, String stage) {}

    @Override
    public void point(String series, double x, double y) {}
  }

  /**
   * @param args folder, tokens of the prompt, new tokens, rows, rounds, training batch (0 for none)
   */
  public static void main(String[] args) throws Exception {
    int prompt = Integer.parseInt(args[1]);
    int tokens = Integer.parseInt(args[2]);
    int rows = Integer.parseInt(args[3]);
    int rounds = Integer.parseInt(args[4]);
    int batch = Integer.parseInt(args[5]);
    try (Session session = Session.open()) {
      long start = System.nanoTime();
      Checkpoint checkpoint = Checkpoint.open(Path.of(args[0]));
      LanguageModel model = LanguageModel.open(session, checkpoint);
      double open = (System.nanoTime() - start) / 1e9;
      int[][] ids = new int[rows][];
      SplittableRandom random = new SplittableRandom(1);
      Arrays.setAll(ids, _ -> random.ints(prompt, 0, model.config().vocabulary()).toArray());
      double prefill = best(rounds + 1, () -> prefill(model, ids[0]));
      double single = perToken(model, tokens, rounds, ids[0]);
      double many = perToken(model, tokens, rounds, ids);
      model.close();
      double step = batch == 0 ? 0 : step(session, checkpoint.config(), batch, prompt, rounds);
      System.out.println(open + " " + prefill + " " + single + " " + many + " " + step);
    }
  }

  /** Of so many rounds, and of those of a second where a round is shorter. */
  private static double best(int rounds, Runnable work) {
    double shortest = Double.POSITIVE_INFINITY;
    long end = System.nanoTime() + 1_000_000_000L;
    for (int i = 0; i < rounds || System.nanoTime() < end; i++) {
      shortest = Math.min(shortest, Timing.seconds(1, work));
    }
    return shortest;
  }

  private static void prefill(LanguageModel model, int[] ids) {
    try (NDScope _ = new NDScope()) {
      var hidden = model.hidden(TokenBatch.of(ids), ActivationHook.NONE);
      float _ = model.head(hidden.get("0, -1")).getFloat(0);
    }
  }

  /** The time of a continuation less that of its first token, over the others. */
  private static double perToken(LanguageModel model, int tokens, int rounds, int[]... ids) {
    double first = best(rounds + 1, () -> generate(model, 1, ids));
    double all = best(rounds + 1, () -> generate(model, tokens + 1, ids));
    return (all - first) / tokens;
  }

  private static void generate(LanguageModel model, int tokens, int[]... ids) {
    new Generation(model, Sampling.GREEDY, tokens, -1, 1).run(_ -> {}, ids);
  }

  private static double step(
      Session session, ModelConfig config, int batch, int window, int rounds) {
    LanguageTraining.Plan plan = new LanguageTraining.Plan(1000, batch, window, 1e-3, 10, 1);
    LanguageTraining training =
        LanguageTraining.start(session, config, plan, new SplittableRandom(1));
    int[] text = new SplittableRandom(2).ints(10_000, 0, config.vocabulary()).toArray();
    training.run(text, 2, new Silent());
    return best(rounds, () -> training.run(text, training.step() + 3, new Silent())) / 3;
  }
}
