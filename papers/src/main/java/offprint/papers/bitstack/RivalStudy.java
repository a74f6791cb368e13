package offprint.papers.bitstack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.quantization.RoundToNearest;

/**
 * The stack beside quantisation and pruning at equal bytes, and what outlying inputs do to both.
 */
record RivalStudy(Trial trial, Stack stack, int[][] test, Findings out) {
  private static final List<RoundToNearest> FEW =
      List.of(
          new RoundToNearest(1, 32, false),
          new RoundToNearest(2, 64, false),
          new RoundToNearest(3, 64, false));
  private static final List<RoundToNearest> MANY =
      List.of(
          new RoundToNearest(1, 32, false),
          new RoundToNearest(2, 0, false),
          new RoundToNearest(2, 64, false),
          new RoundToNearest(2, 64, true),
          new RoundToNearest(2, 32, false),
          new RoundToNearest(3, 0, false),
          new RoundToNearest(3, 64, false),
          new RoundToNearest(3, 64, true),
          new RoundToNearest(4, 64, false),
          new RoundToNearest(4, 64, true),
          new RoundToNearest(5, 32, false));

  /** B3; gives a row a rival, with columns {@code rival} and {@code ratio} among them. */
  Frame equalBytes(boolean all) throws IOException {
    StackIndex index = stack.index();
    List<Baselines.Result> rivals = new ArrayList<>();
    try (LanguageModel model = trial.model()) {
      Baselines baselines = trial.baselines(model, test);
      for (RoundToNearest rounding : all ? MANY : FEW) {
        rivals.add(baselines.rounded(rounding));
      }
      for (double bits : all ? new double[] {2, 3, 6} : new double[] {2, 3}) {
        rivals.add(baselines.pruned(baselines.baseBytes() + bits * index.weights() / 8));
      }
    }
    Frame frame =
        Frame.of("rival", "bytes", "bits_per_weight", "perplexity", "blocks", "BitStack", "ratio");
    double worstPruning = 0;
    try (StackFile file = StackFile.of(stack);
        RunningModel running = trial.run(file)) {
      for (Baselines.Result rival : rivals) {
        running.setBudget((double) rival.bytes());
        double own = trial.perplexity(running.model(), test);
        double ratio = own / rival.perplexity();
        frame.row(
            rival.name(),
            rival.bytes() - index.baseBytes(),
            index.bits(rival.bytes()),
            rival.perplexity(),
            running.loaded().items(),
            own,
            ratio);
        if (rival.name().equals("prune")) {
          worstPruning = Math.max(worstPruning, ratio);
        } else {
          out.metric("ratio_" + rival.name().replace(' ', '_').toLowerCase(Locale.ROOT), ratio);
        }
      }
    }
    double[] bits = frame.numbers("bits_per_weight");
    out.metric("ratio_prune", worstPruning)
        .table(
            "Equal bytes, whole blocks alone",
            frame,
            "rival",
            "bytes=bytes but the base's",
            "bits_per_weight",
            "perplexity=its perplexity",
            "blocks",
            "BitStack=BitStack's",
            "ratio")
        .chart(
            Plot.of("Equal bytes")
                .x("bits per weight")
                .logY("perplexity")
                .points("BitStack", bits, frame.numbers("BitStack"))
                .points("rivals", bits, frame.numbers("perplexity"))
                .chart("One-bit rounding has two values a group and is far off by its nature."));
    return frame;
  }

  /** The same function with four inputs of q, k, v and fc 30 times as large. */
  void outliers() throws IOException {
    Trial stretched = trial.of(ByteModel.withOutliers(trial.weights()));
    Decomposition how =
        Decomposition.of(4, 0, Decomposition.Scale.ACTIVATION, UniversalOrder.Order.MODEL);
    double[] before = trial.levels(stack, test);
    double[] after = stretched.levels(stretched.make(how), test);
    Frame frame = Frame.of("model", "before", "after");
    double change = 0;
    for (int level = 0; level < 4; level++) {
      change = Math.max(change, Math.abs(after[level] / before[level] - 1));
      frame.row("BitStack level " + (level + 1), before[level], after[level]);
    }
    try (LanguageModel model = trial.model();
        LanguageModel other = stretched.model()) {
      Baselines plain = trial.baselines(model, test);
      Baselines hard = stretched.baselines(other, test);
      for (int bits = 2; bits <= 4; bits++) {
        for (int group : new int[] {0, 64}) {
          RoundToNearest rounding = new RoundToNearest(bits, group, false);
          Baselines.Result a = plain.rounded(rounding);
          Baselines.Result b = hard.rounded(rounding);
          frame.row(a.name(), a.perplexity(), b.perplexity());
          if (bits == 3 && group == 0) {
            out.metric("outliers_rtn3_row", b.perplexity() / a.perplexity());
          }
        }
      }
    }
    out.metric("outliers_change", change)
        .table("Four inputs of q, k, v and fc 30 times as large, the function unchanged", frame);
  }
}
