package offprint.kernels.lm.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import java.util.function.DoubleConsumer;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.TokenBatch;

/**
 * How likely a model finds texts.
 *
 * @param model float32 or float64
 */
public record Likelihood(LanguageModel model) {

  /**
   * Log-probability of each token given those before it, in nats.
   *
   * @return [ids.length − 1], for the tokens from the second on
   * @throws IllegalArgumentException if there are fewer than 2 tokens
   */
  public double[] logProbabilities(int[] ids) {
    if (ids.length < 2) {
      throw new IllegalArgumentException("the text must have at least 2 tokens: got " + ids.length);
    }
    try (NDScope _ = new NDScope()) {
      NDArray logits = model.forward(TokenBatch.of(ids), ActivationHook.NONE);
      return ofNext(logits, ids);
    }
  }

  /**
   * Log-probability of each token but the first, in nats.
   *
   * @param logits [1, T, V] of the T ids
   * @return [T − 1]
   */
  public static double[] ofNext(NDArray logits, int[] ids) {
    long[] next = Arrays.stream(ids).skip(1).asLongStream().toArray();
    NDArray targets = logits.getManager().create(next, new Shape(next.length, 1));
    NDArray law = logits.get("0, :-1").logSoftmax(-1);
    return JniUtils.gather((PtNDArray) law, (PtNDArray) targets, 1)
        .toType(DataType.FLOAT64, false)
        .toDoubleArray();
  }

  /**
   * Mean negative log-likelihood in nats per token over a long text, read in windows; each window
   * starts {@code stride} after the one before it, and judges the tokens that none has judged yet.
   *
   * @param window tokens read at once, at least 2
   * @param stride in [1, window − 1]; window − 1 reads each token once and gives the first tokens
   *     of a window little context
   * @param progress told the part that is done, in [0, 1]
   */
  public double nll(int[] ids, int window, int stride, DoubleConsumer progress) {
    if (window < 2 || stride < 1 || stride >= window) {
      throw new IllegalArgumentException(
          "window must be at least 2 and stride in 1..window - 1: got %d and %d"
              .formatted(window, stride));
    }
    double sum = 0;
    int judged = 1;
    for (int start = 0; judged < ids.length; start += stride) {
      progress.accept((double) judged / ids.length);
      int end = Math.min(ids.length, start + window);
      double[] law = logProbabilities(Arrays.copyOfRange(ids, start, end));
      for (int t = judged; t < end; t++) {
        sum -= law[t - start - 1];
      }
      judged = end;
    }
    return sum / (ids.length - 1);
  }
}
