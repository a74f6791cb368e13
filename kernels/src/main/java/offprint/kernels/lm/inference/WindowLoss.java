package offprint.kernels.lm.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.TokenBatch;

/** Loss of a model on windows of equal length, several at once. */
public final class WindowLoss {
  private static final int MOST_TOKENS = 4096;

  /** Logits, their logarithms and a copy, in bytes. */
  private static final long MOST_BYTES = 1L << 28;

  private WindowLoss() {}

  /** How many windows of so many tokens go through the model together. */
  public static int windowsAtOnce(LanguageModel model, int tokens) {
    long byMemory = MOST_BYTES / (12L * model.config().vocabulary() * tokens);
    return (int) Math.clamp(byMemory, 1L, Math.max(1L, MOST_TOKENS / tokens));
  }

  /**
   * Mean negative log-likelihood of all tokens but the first of each window, in nats.
   *
   * @param windows of equal length, at least 2
   * @param beat called with every activation; throwing from it ends the work
   */
  public static double mean(LanguageModel model, int[][] windows, Runnable beat) {
    int length = windows[0].length;
    if (length < 2) {
      throw new IllegalArgumentException("a window must have at least 2 tokens: got " + length);
    }
    ActivationHook probe =
        (_, _, x) -> {
          beat.run();
          return x;
        };
    int atOnce = windowsAtOnce(model, length);
    double sum = 0;
    for (int done = 0; done < windows.length; done += atOnce) {
      int[][] part = Arrays.copyOfRange(windows, done, Math.min(windows.length, done + atOnce));
      try (NDScope _ = new NDScope()) {
        sum -= Arrays.stream(logProbabilities(model, part, probe)).sum();
      }
    }
    return sum / ((double) windows.length * (length - 1));
  }

  private static double[] logProbabilities(
      LanguageModel model, int[][] windows, ActivationHook probe) {
    int length = windows[0].length;
    long[] next = new long[windows.length * (length - 1)];
    for (int i = 0; i < next.length; i++) {
      next[i] = windows[i / (length - 1)][i % (length - 1) + 1];
    }
    NDArray law = model.forward(TokenBatch.of(windows), probe).get(":, :-1").logSoftmax(-1);
    NDArray targets = law.getManager().create(next, new Shape(windows.length, length - 1, 1));
    return JniUtils.gather((PtNDArray) law, (PtNDArray) targets, 2)
        .toType(DataType.FLOAT64, false)
        .toDoubleArray();
  }
}
