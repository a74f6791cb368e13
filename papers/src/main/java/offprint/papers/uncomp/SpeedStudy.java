package offprint.papers.uncomp;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.kernels.lm.cache.EvictionPolicy;
import offprint.kernels.lm.cache.RaggedDecoder;
import offprint.kernels.lm.checkpoint.HashedWeights;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.task.Timing;
import offprint.kernels.torch.Session;
import offprint.method.Run;

/**
 * C2 and C3: seconds and bytes of a Llama with eight layers of width 256 and random weights.
 *
 * @param prompt tokens
 */
record SpeedStudy(int prompt, Run run) {
  private static final int STEPS = 32;
  private static final int REPEATS = 5;
  private static final int WINDOW = 8;
  private static final double SHARE = 0.0474;

  /** Seconds of the prompt, seconds of a token, bytes after the prompt. */
  private record Cost(double prefill, double token, long bytes) {
    Cost least(Cost other) {
      return new Cost(Math.min(prefill, other.prefill), Math.min(token, other.token), other.bytes);
    }
  }

  void tell(Session session, Findings out) {
    ModelConfig config = RecallTraining.llama(1000, 131_072, 256, 8, 8, 8);
    int[] ids = IntStream.range(0, prompt).map(t -> (7 * t % 997 * t + 3 * t + 1) % 997).toArray();
    int[][] groups = new int[config.layers()][config.keyHeads()];
    for (int[] layer : groups) {
      Arrays.setAll(layer, h -> h % 2);
    }
    int budget = (int) Math.round(SHARE * prompt);
    Stages stages = new Stages(List.of(2, 2, 2, 2));
    Cost[] costs = new Cost[3];
    try (LanguageModel model =
        LanguageModel.of(session, config, HashedWeights.of(config, false), DataType.FLOAT32)) {
      cost(model, EvictionPolicy.ALL, Arrays.copyOf(ids, 256)); // the first pass warms up
      for (int r = 0; r < REPEATS; r++) {
        EvictionPolicy uncomp =
            new WindowRetention(Budgets.of(groups, budget, 2, WINDOW), WINDOW, 7);
        List<EvictionPolicy> all =
            List.of(
                EvictionPolicy.ALL, uncomp, stages.narrow(EvictionPolicy.ALL, prompt, 0.4, WINDOW));
        for (int i = 0; i < costs.length; i++) {
          Cost cost = cost(model, all.get(i), ids);
          costs[i] = costs[i] == null ? cost : costs[i].least(cost);
        }
      }
    }
    int[] tokens = stages.tokens(prompt, 0.4);
    double computed = Arrays.stream(tokens).average().orElseThrow() / prompt;
    double prefill = costs[2].prefill / costs[0].prefill;
    out.metric("prefill_ratio", prefill)
        .metric("computed_share", computed)
        .metric("prefill_saving", (1 - prefill) / (1 - computed))
        .metric("bytes_ratio", (double) costs[0].bytes / costs[1].bytes)
        .metric("decode_ratio", costs[0].token / costs[1].token);
    List<String> names =
        List.of(
            "full cache",
            "UNComp, %d of %d tokens".formatted(budget, prompt),
            "full cache, four stages down to .4 of the tokens");
    Frame rows = Frame.of("cache", "prompt ms", "ms/token", "bytes", "texts in one full cache");
    for (int i = 0; i < costs.length; i++) {
      rows.row(
          names.get(i),
          1000 * costs[i].prefill,
          1000 * costs[i].token,
          costs[i].bytes,
          (double) costs[0].bytes / costs[i].bytes);
    }
    out.table(
        "Eight layers of width 256, prompt of %d: best of %d".formatted(prompt, REPEATS), rows);
  }

  private Cost cost(LanguageModel model, EvictionPolicy retention, int[] ids) {
    ActivationHook probe = ActivationHook.atLayers(() -> run.progress(0.95, "timing"));
    try (RaggedDecoder decoder = new RaggedDecoder(model, retention, false, probe)) {
      double prefill = Timing.seconds(1, () -> decoder.prompt(ids));
      long bytes = decoder.cache().bytes();
      double decode =
          Timing.seconds(
              1,
              () -> {
                for (int t = 0; t < STEPS; t++) {
                  decoder.step(t);
                }
              });
      return new Cost(prefill, decode / STEPS, bytes);
    }
  }
}
