package offprint.papers.bitstack;

import ai.djl.ndarray.NDScope;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.KeyValueCache;
import offprint.kernels.lm.tokens.TokenBatch;

/**
 * Any budget from one file, and budgets that change while a text is written: after each change the
 * logits must be those of a fresh load, and only the difference may be read.
 */
record LiveStudy(Trial trial, Stack stack, Findings out) {
  private static final int CHANGES = 20;
  private static final int TOKENS_BETWEEN = 4;

  /** Budgets from the least to the whole stack in steps of a hundredth. */
  void budgets() {
    StackIndex index = stack.index();
    double worst = 0;
    double worstPartial = 0;
    int served = 0;
    for (int percent = 0; percent <= 100; percent++) {
      double budget =
          index.minimumBytes()
              + percent / 100.0 * (double) (index.fullBytes() - index.minimumBytes());
      StackIndex.Prefix prefix = index.prefix(budget, false);
      served += prefix.bytes() <= budget ? 1 : 0;
      worst = Math.max(worst, budget - prefix.bytes());
      worstPartial = Math.max(worstPartial, budget - index.prefix(budget, true).bytes());
    }
    out.metric("budgets_served", served)
        .metric("slack_over_block", worst / index.largestBlock())
        .table(
            "101 budgets from the least to the whole stack, one file",
            Frame.of("served", "largest block, bytes", "most bytes left over", "with partial")
                .row(served, index.largestBlock(), worst, worstPartial));
  }

  void changes(int[] text, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Frame frame =
        Frame.of("change", "budget", "bytes loaded", "bytes read", "logits and a fresh load's");
    int equal = 0;
    long surplus = 0;
    try (StackFile file = StackFile.of(stack);
        StackFile other = StackFile.of(stack);
        RunningModel running = open(file, (double) file.index().minimumBytes());
        KeyValueCache cache =
            running.model().cache(TokenBatch.of(new int[] {0}), CHANGES * TOKENS_BETWEEN)) {
      StackIndex index = file.index();
      for (int change = 0; change < CHANGES; change++) {
        trial.part().repeat();
        double budget =
            index.minimumBytes()
                + Math.floor(
                    random.nextDouble() * (double) (index.fullBytes() - index.minimumBytes()));
        long before = running.loaded().bytes();
        long read = running.setBudget(budget);
        long difference = Math.max(0, running.loaded().bytes() - before);
        surplus += Math.abs(read - difference);
        for (int t = 0; t < TOKENS_BETWEEN; t++) {
          step(running, text[change * TOKENS_BETWEEN + t], cache);
        }
        int[] ids = Arrays.copyOf(text, (change + 1) * TOKENS_BETWEEN);
        boolean same;
        try (RunningModel fresh = open(other, budget)) {
          same = Arrays.equals(logits(running, ids), logits(fresh, ids));
        }
        equal += same ? 1 : 0;
        frame.row(change + 1, budget, running.loaded().bytes(), read, same ? "equal" : "different");
      }
    }
    out.metric("live_equal", equal)
        .metric("live_surplus_bytes", (double) surplus)
        .table("Budgets changed while the model runs", frame);
  }

  private RunningModel open(StackFile file, double budget) throws IOException {
    return RunningModel.open(trial.session(), file, budget, true, RunningModel.Mode.PACKED);
  }

  private static void step(RunningModel running, int id, KeyValueCache cache) {
    try (NDScope _ = new NDScope()) {
      running.model().forward(TokenBatch.of(new int[] {id}), cache, ActivationHook.NONE);
    }
  }

  private static float[] logits(RunningModel running, int[] ids) {
    try (NDScope _ = new NDScope()) {
      return running.model().forward(TokenBatch.of(ids), ActivationHook.NONE).toFloatArray();
    }
  }
}
