package offprint.papers.uncomp;

import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Wording;
import offprint.kernels.lm.cache.EvictionPolicy;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.TokenBatch;
import offprint.kernels.statistics.RankCorrelation;

/**
 * C5, C6, C2's accuracy, C8 and C9 on a model that recalls: 96 tokens with five records, one
 * question.
 *
 * @param seed of the random strategy and of the resamples
 */
record RecallStudy(
    LanguageModel model, List<RecallTask.Question> questions, long seed, Runnable onLayer) {
  static final int LENGTH = 96;
  static final int RECORDS = 5;

  private static final int WINDOW = 4;
  private static final int KERNEL = 7;
  private static final List<Integer> BUDGETS = List.of(12, 16, 20, 24, 32);
  private static final int[] KEPT = {98, 80, 60, 40, 20};

  /** Passes through the model, about. */
  static long passes(int questions) {
    return questions * (3L * (6 * BUDGETS.size() + 1) + KEPT.length + 2);
  }

  /** The sentence that says how UNComp does beside equal budgets. */
  String tell(Findings out) {
    List<Exam.Item> items =
        questions.stream().map(q -> new Exam.Item("question", q.prompt(), q.answer())).toList();
    HeadProfile profile =
        new Profiler(model, Signal.QUERY, new Truncation(4, false), onLayer)
            .profile(items.stream().limit(50).map(Exam.Item::prompt).toList());
    double[][] scores =
        profile.ofCacheHeads(model.config(), HeadProfile.Sharing.SHARED, HeadProfile.Ranking.MEAN);
    Compressor compressor = new Compressor(scores, 2, WINDOW, KERNEL);
    Exam exam = new Exam(model, compressor, false, null, 1, seed, onLayer);
    Standing standing = new Standing(exam.run(items, Strategy.compressing(), BUDGETS));
    out.chart(standing.chart("Recall against bytes", "accuracy", Exam.Outcome::accuracy));
    out.table(standing.table("Recall of the second and third value", false));
    int better = differences(standing, out);
    double error = 0;
    for (Exam.Setting setting : standing.outcomes().keySet()) {
      double expected = exam.expectedBytes(setting, LENGTH + 2);
      error = Math.max(error, Math.abs(standing.bytes(setting) - expected));
    }
    out.metric("bytes_error", error);
    margins(standing, out);
    stages(out);
    out.chart(profile.heatMap());
    retrieval(profile, out);
    double[] layers = profile.ofLayers();
    out.metric("erank_first_layer", layers[0])
        .metric("erank_last_layer", layers[layers.length - 1]);
    return "On the small model UNComp recalls %s at 16 tokens a head and %s at 12, SnapKV's equal budgets %s and %s: UNComp is better beyond chance at %d of %d budgets."
        .formatted(
            Wording.percent(standing.accuracy(Strategy.UNCOMP, 16)),
            Wording.percent(standing.accuracy(Strategy.UNCOMP, 12)),
            Wording.percent(standing.accuracy(Strategy.SNAPKV, 16)),
            Wording.percent(standing.accuracy(Strategy.SNAPKV, 12)),
            better,
            BUDGETS.size());
  }

  /** At how many budgets UNComp is better than SnapKV. */
  private int differences(Standing standing, Findings out) {
    Frame rows = Frame.of("budget", "other", "from", "to", "UNComp is");
    int better = 0;
    for (int budget : BUDGETS) {
      Exam.Setting uncomp = new Exam.Setting(Strategy.UNCOMP, budget);
      for (Strategy other : List.of(Strategy.SNAPKV, Strategy.REVERSED)) {
        double[] interval = standing.interval(uncomp, new Exam.Setting(other, budget), seed);
        String verdict = Standing.verdict(interval);
        rows.row(budget, other.label(), interval[0], interval[1], verdict);
        if (other == Strategy.SNAPKV) {
          better += verdict.equals("better") ? 1 : 0;
        } else if (budget == BUDGETS.getFirst()) {
          out.metric("over_reversed_low_" + budget, interval[0]);
        }
      }
    }
    out.metric("budgets_better", better);
    out.table("UNComp's accuracy less another's, 95 % of paired resamples", rows);
    return better;
  }

  private static void margins(Standing standing, Findings out) {
    double least = 1;
    double overSnapKv = 1;
    double overNaive = 1;
    for (int budget : BUDGETS) {
      double uncomp = standing.accuracy(Strategy.UNCOMP, budget);
      double snapKv = standing.accuracy(Strategy.SNAPKV, budget);
      if (budget >= 4 * WINDOW) {
        least = Math.min(least, uncomp);
        overSnapKv = Math.min(overSnapKv, uncomp - snapKv);
        for (Strategy naive : List.of(Strategy.H2O, Strategy.STREAMING_LLM, Strategy.RANDOM)) {
          overNaive = Math.min(overNaive, uncomp - standing.accuracy(naive, budget));
        }
      } else {
        out.metric("over_snapkv_" + budget, uncomp - snapKv);
      }
      for (Strategy strategy : Strategy.compressing()) {
        String name = strategy.name().toLowerCase(Locale.ROOT);
        out.metric("accuracy_%s_%d".formatted(name, budget), standing.accuracy(strategy, budget));
      }
    }
    out.metric("accuracy_full", standing.accuracy(Strategy.FULL, 0))
        .metric("uncomp_least", least)
        .metric("over_snapkv", overSnapKv)
        .metric("over_naive", overNaive);
  }

  /** First value right, where the layers above the first compute fewer tokens. */
  private void stages(Findings out) {
    Frame rows = Frame.of("tokens of 98", "share", "first value right");
    for (int kept : KEPT) {
      int[] tokens = new int[model.config().layers()];
      Arrays.fill(tokens, kept);
      tokens[0] = LENGTH + 2;
      EvictionPolicy narrow = Stages.narrow(EvictionPolicy.ALL, tokens, WINDOW);
      double right = RecallTask.firstValues(model, questions, narrow, onLayer);
      rows.row(kept, kept / (LENGTH + 2.0), right);
      out.metric("first_value_" + kept, right);
    }
    out.table(
        "First value right, where the layers above the first compute fewer tokens of the prompt",
        rows);
  }

  /** Attention that the last query pays to the value it asks for, beside the effective rank. */
  private void retrieval(HeadProfile profile, Findings out) {
    int layers = model.config().layers();
    int heads = model.config().heads();
    double[][] mass = new double[layers][heads];
    for (RecallTask.Question question : questions) {
      int n = question.prompt().length;
      ActivationHook probe =
          (site, layer, x) -> {
            if (site == ActivationHook.Site.ATTENTION) {
              onLayer.run();
              double[] last = x.get("0, :, -1").toType(DataType.FLOAT64, false).toDoubleArray();
              for (int h = 0; h < heads; h++) {
                mass[layer][h] += last[h * n + question.record() + 1] / questions.size();
              }
            }
            return x;
          };
      try (NDScope _ = new NDScope()) {
        model.forward(TokenBatch.of(question.prompt()), probe);
      }
    }
    Frame rows = Frame.of("layer", "head", "effective rank", "attention");
    for (int l = 0; l < layers; l++) {
      for (int h = 0; h < heads; h++) {
        rows.row(l, h, profile.erank()[l][h], mass[l][h]);
      }
    }
    out.metric(
        "retrieval_correlation", RankCorrelation.of(profile.erank()[layers - 1], mass[layers - 1]));
    out.table(
        "Heads: effective rank, and attention of the last query to the value it asks for", rows);
  }
}
