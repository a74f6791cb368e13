package offprint.papers.uncomp;

import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import offprint.kernels.lm.cache.EvictionPolicy;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.TokenBatch;
import offprint.kernels.statistics.RankCorrelation;
import offprint.method.Report;
import offprint.method.Table;

/**
 * C5, C6, C2's accuracy, C8 and C9 on a model that recalls: 96 tokens with five records, one
 * question.
 *
 * @param seed of the random strategy and of the resamples
 */
record RecallStudy(
    LanguageModel model, List<RecallTask.Question> questions, long seed, Runnable beat) {
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

  void add(List<Report.Block> blocks, Map<String, Double> metrics) {
    List<Exam.Item> items =
        questions.stream().map(q -> new Exam.Item("question", q.prompt(), q.answer())).toList();
    HeadProfile profile =
        new Profiler(model, Signal.QUERY, new Truncation(4, false), beat)
            .profile(items.stream().limit(50).map(Exam.Item::prompt).toList());
    double[][] scores =
        profile.ofCacheHeads(model.config(), HeadProfile.Sharing.SHARED, HeadProfile.Ranking.MEAN);
    Compressor compressor = new Compressor(scores, 2, WINDOW, KERNEL);
    Exam exam = new Exam(model, compressor, false, null, 1, seed, beat);
    List<Strategy> strategies = new ArrayList<>(List.of(Strategy.values()));
    strategies.remove(Strategy.FULL);
    var outcomes = exam.run(items, strategies, BUDGETS);
    Standing standing = new Standing(outcomes);
    blocks.add(standing.chart("Recall against bytes", "accuracy", Exam.Outcome::accuracy));
    blocks.add(standing.table("Recall of the second and third value", false));
    blocks.add(differences(standing, metrics));
    double error = 0;
    for (Exam.Setting setting : outcomes.keySet()) {
      error =
          Math.max(
              error, Math.abs(standing.bytes(setting) - exam.expectedBytes(setting, LENGTH + 2)));
    }
    metrics.put("bytes_error", error);
    margins(standing, metrics);
    blocks.add(stages(metrics));
    blocks.add(new ProfileBlocks(profile).heatMap());
    blocks.add(retrieval(profile, metrics));
    metrics.put("erank_first_layer", profile.ofLayers()[0]);
    metrics.put("erank_last_layer", profile.ofLayers()[profile.ofLayers().length - 1]);
  }

  private Table differences(Standing standing, Map<String, Double> metrics) {
    List<List<Object>> rows = new ArrayList<>();
    int better = 0;
    for (int budget : BUDGETS) {
      Exam.Setting uncomp = new Exam.Setting(Strategy.UNCOMP, budget);
      for (Strategy other : List.of(Strategy.SNAPKV, Strategy.REVERSED)) {
        double[] interval = standing.interval(uncomp, new Exam.Setting(other, budget), seed);
        String verdict = Standing.verdict(interval);
        rows.add(List.of(budget, other.label(), interval[0], interval[1], verdict));
        if (other == Strategy.SNAPKV) {
          better += verdict.equals("better") ? 1 : 0;
        } else if (budget == BUDGETS.getFirst()) {
          metrics.put("over_reversed_low_" + budget, interval[0]);
        }
      }
    }
    metrics.put("budgets_better", (double) better);
    return new Table(
        "UNComp's accuracy less another's, 95 % of paired resamples",
        List.of("budget", "other", "from", "to", "UNComp is"), rows);
  }

  private static void margins(Standing standing, Map<String, Double> metrics) {
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
        metrics.put("over_snapkv_" + budget, uncomp - snapKv);
      }
      for (Strategy strategy : Strategy.values()) {
        if (strategy != Strategy.FULL) {
          metrics.put(
              "accuracy_%s_%d".formatted(strategy.name().toLowerCase(Locale.ROOT), budget),
              standing.accuracy(strategy, budget));
        }
      }
    }
    metrics.put("accuracy_full", standing.accuracy(Strategy.FULL, 0));
    metrics.put("uncomp_least", least);
    metrics.put("over_snapkv", overSnapKv);
    metrics.put("over_naive", overNaive);
  }

  /** First value right, where the layers above the first compute fewer tokens. */
  private Table stages(Map<String, Double> metrics) {
    List<List<Object>> rows = new ArrayList<>();
    for (int kept : KEPT) {
      int[] tokens = new int[model.config().layers()];
      Arrays.fill(tokens, kept);
      tokens[0] = LENGTH + 2;
      EvictionPolicy narrow = Stages.narrow(EvictionPolicy.ALL, tokens, WINDOW);
      double right = RecallTask.firstValues(model, questions, narrow, beat);
      rows.add(List.of(kept, kept / (LENGTH + 2.0), right));
      metrics.put("first_value_" + kept, right);
    }
    return new Table(
        "First value right, where the layers above the first compute fewer tokens of the prompt",
        List.of("tokens of 98", "share", "first value right"),
        rows);
  }

  /** Attention that the last query pays to the value it asks for, beside the effective rank. */
  private Table retrieval(HeadProfile profile, Map<String, Double> metrics) {
    int layers = model.config().layers();
    int heads = model.config().heads();
    double[][] mass = new double[layers][heads];
    for (RecallTask.Question question : questions) {
      int n = question.prompt().length;
      ActivationHook probe =
          (site, layer, x) -> {
            if (site == ActivationHook.Site.ATTENTION) {
              beat.run();
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
    List<List<Object>> rows = new ArrayList<>();
    for (int l = 0; l < layers; l++) {
      for (int h = 0; h < heads; h++) {
        rows.add(List.of(l, h, profile.erank()[l][h], mass[l][h]));
      }
    }
    metrics.put(
        "retrieval_correlation", RankCorrelation.of(profile.erank()[layers - 1], mass[layers - 1]));
    return new Table(
        "Heads: effective rank, and attention of the last query to the value it asks for",
        List.of("layer", "head", "effective rank", "attention"),
        rows);
  }
}
