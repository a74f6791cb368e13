package offprint.papers.uncomp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.lm.cache.EvictionPolicy;
import offprint.kernels.lm.cache.RaggedDecoder;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.task.Timing;
import org.jspecify.annotations.Nullable;

/**
 * Continues prompts with every strategy and budget. The first token of a continuation comes from
 * the exact pass over the prompt and is not judged; every later token is.
 *
 * @param perQueryHead whether each query head has entries of its own
 * @param stages of UNComp; null for none
 * @param keep share of the prompt's tokens in the last stage
 * @param onLayer called at each layer; throwing from it ends the exam
 */
record Exam(
    LanguageModel model,
    Compressor compressor,
    boolean perQueryHead,
    @Nullable Stages stages,
    double keep,
    long seed,
    Runnable onLayer) {

  /** A text split into prompt and continuation. */
  record Item(String name, int[] prompt, int[] continuation) {}

  /** A strategy and its mean budget; 0 for the full cache. */
  record Setting(Strategy strategy, int budget) {}

  /**
   * The result of one item.
   *
   * @param right judged tokens that were the likeliest
   * @param judged tokens
   * @param nats mean negative log-likelihood of the judged tokens
   * @param divergence mean KL(full ‖ compressed), in nats
   * @param bytes held after the prompt
   * @param prefill seconds of the prompt
   * @param decode seconds of all further tokens
   */
  record Outcome(
      int right,
      int judged,
      double nats,
      double divergence,
      long bytes,
      double prefill,
      double decode) {
    double accuracy() {
      return (double) right / judged;
    }
  }

  /** Outcomes of all items under each setting, the full cache first. */
  Map<Setting, List<Outcome>> run(
      List<Item> items, List<Strategy> strategies, List<Integer> budgets) {
    Map<Setting, List<Outcome>> outcomes = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      List<double[]> exact = new ArrayList<>();
      Setting full = new Setting(Strategy.FULL, 0);
      put(outcomes, full, outcome(item, EvictionPolicy.ALL, exact, true));
      for (int budget : budgets) {
        for (Strategy strategy : strategies) {
          Setting setting = new Setting(strategy, budget);
          put(outcomes, setting, outcome(item, retention(setting, item, i), exact, false));
        }
      }
    }
    return outcomes;
  }

  private static void put(Map<Setting, List<Outcome>> outcomes, Setting setting, Outcome outcome) {
    outcomes.computeIfAbsent(setting, _ -> new ArrayList<>()).add(outcome);
  }

  private EvictionPolicy retention(Setting setting, Item item, int index) {
    EvictionPolicy chosen = compressor.retention(setting.strategy, setting.budget, seed + index);
    return stages == null || setting.strategy != Strategy.UNCOMP
        ? chosen
        : stages.narrow(chosen, item.prompt.length, keep, compressor.window());
  }

  /**
   * @param exact logarithms of the full cache's laws: filled by it, read by the others
   */
  Outcome outcome(Item item, EvictionPolicy retention, List<double[]> exact, boolean isExact) {
    try (RaggedDecoder decoder =
        new RaggedDecoder(model, retention, perQueryHead, ActivationHook.atLayers(onLayer))) {
      double prefill = Timing.seconds(1, () -> decoder.prompt(item.prompt));
      long bytes = decoder.cache().bytes();
      List<double[]> laws = new ArrayList<>();
      int judged = item.continuation.length - 1;
      double decode =
          Timing.seconds(
              1,
              () -> {
                for (int t = 0; t < judged; t++) {
                  laws.add(Continuation.logLaw(decoder.step(item.continuation[t])));
                }
              });
      if (isExact) {
        exact.addAll(laws);
      }
      int right = 0;
      double nats = 0;
      double divergence = 0;
      for (int t = 0; t < judged; t++) {
        int next = item.continuation[t + 1];
        right += Continuation.likeliest(laws.get(t)) == next ? 1 : 0;
        nats -= laws.get(t)[next] / judged;
        divergence += Continuation.ofLaws(exact.get(t), laws.get(t)) / judged;
      }
      return new Outcome(right, judged, nats, divergence, bytes, prefill, decode);
    }
  }

  /** Bytes that a setting must hold after a prompt of n tokens, in float32. */
  long expectedBytes(Setting setting, int prompt) {
    long entries = 0;
    for (int l = 0; l < compressor.scores().length; l++) {
      for (int h = 0; h < compressor.scores()[l].length; h++) {
        int limit =
            setting.strategy == Strategy.FULL
                ? prompt
                : compressor.budgets(setting.strategy, setting.budget).of(l, h);
        entries += Math.min(limit, prompt);
      }
    }
    return entries * 8L * model.config().headWidth();
  }
}
