package offprint.kernels.lm.inference;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How the next token is drawn from logits.
 *
 * @param temperature divides the logits; 0 takes the largest, the lower id among equals
 * @param topK keep so many of the largest; 0 for all
 * @param topP keep the smallest set of most likely tokens whose probabilities reach it, in (0, 1]
 */
public record Sampling(double temperature, int topK, double topP) {
  public static final Sampling GREEDY = new Sampling(0, 0, 1);

  public Sampling {
    if (!(temperature >= 0)) {
      throw new IllegalArgumentException("temperature must be at least 0: got " + temperature);
    }
    if (topK < 0) {
      throw new IllegalArgumentException("topK must be at least 0: got " + topK);
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("topP must be above 0 and at most 1: got " + topP);
    }
  }

  /**
   * @param logits [V]
   * @throws ArithmeticException if a logit is NaN
   */
  public int draw(float[] logits, RandomGenerator random) {
    int best = 0;
    for (int i = 0; i < logits.length; i++) {
      if (Float.isNaN(logits[i])) {
        throw new ArithmeticException("the logit of token %d is NaN".formatted(i));
      }
      best = logits[i] > logits[best] ? i : best;
    }
    if (temperature == 0) {
      return best;
    }
    double[] weights = new double[logits.length];
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.exp((logits[i] - logits[best]) / temperature);
      total += weights[i];
    }
    if (topK > 0 || topP < 1) {
      total = cut(weights, total);
    }
    double at = random.nextDouble() * total;
    int last = best;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        at -= weights[i];
        if (at < 0) {
          break;
        }
      }
    }
    return last;
  }

  /** Sets the weights of the unlikely to 0; gives the sum of the others. */
  private double cut(double[] weights, double total) {
    int[] order =
        IntStream.range(0, weights.length)
            .boxed()
            .sorted((a, b) -> Double.compare(weights[b], weights[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    int most = topK == 0 ? order.length : Math.min(topK, order.length);
    double kept = 0;
    for (int rank = 0; rank < order.length; rank++) {
      if (rank >= most || (rank > 0 && kept >= topP * total)) {
        weights[order[rank]] = 0;
      } else {
        kept += weights[order[rank]];
      }
    }
    return kept;
  }
}
