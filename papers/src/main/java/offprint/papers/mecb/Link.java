package offprint.papers.mecb;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.kernels.information.Entropy;

/**
 * Blocks of bits over a cover. A block ends once the belief in some value exceeds 1 - 1e-9, which
 * both sides see. Our addition: if only the constant map fits the rate, one message is split by
 * theorem 3; otherwise a block with two likely values left could not end at rates below 1.
 */
final class Link {
  private static final double DECIDED = 1 - 1e-9;
  private static final int MOST_STEPS = 20_000;

  private final Cover cover;
  private final Compressor compressor;
  private final double rateBits;
  private final int blockBits;
  private double marginalError;
  private double coverBits;
  private int steps;

  Link(Cover cover, Compressor compressor, double rateBits, int blockBits) {
    this.cover = cover;
    this.compressor = compressor;
    this.rateBits = rateBits;
    this.blockBits = blockBits;
  }

  /**
   * Sends a block.
   *
   * @return belief in the value before the first and after each step
   * @throws ArithmeticException if the block stays undecided for 20,000 steps, or would be misread
   */
  double[] send(int value, RandomGenerator random, Runnable onStep) {
    MessageBelief belief = new MessageBelief(1 << blockBits, compressor, rateBits, true);
    List<Double> course = new ArrayList<>(List.of(belief.of(value)));
    while (belief.confidence() <= DECIDED) {
      onStep.run();
      if (course.size() > MOST_STEPS) {
        throw new ArithmeticException(
            "rate %s with method %s leaves a block undecided after %d %s: raise rate, or lower"
                    .formatted(rateBits, compressor.label(), MOST_STEPS, cover.unit())
                + " blockBits, or vary the behaviour more (order, beta)");
      }
      double[] law = cover.law();
      belief.plan(law);
      marginalError = Math.max(marginalError, belief.marginalError(law));
      int action = belief.choose(value, random);
      follow(belief, law, action);
      course.add(belief.of(value));
    }
    if (belief.guess() != value) {
      throw new ArithmeticException("a block would be misread: run again with another seed");
    }
    return course.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private void follow(MessageBelief belief, double[] law, int action) {
    belief.observe(action);
    cover.act(action);
    coverBits -= law[action] > 0 ? Entropy.log2(law[action]) : 0;
    steps++;
  }

  /**
   * Receives a block from the actions at {@link #steps} on.
   *
   * @throws IllegalArgumentException if the actions end before the block is decided, or cannot come
   *     from this cover
   */
  int receive(int[] actions, Runnable onStep) {
    MessageBelief belief = new MessageBelief(1 << blockBits, compressor, rateBits, true);
    while (belief.confidence() <= DECIDED) {
      onStep.run();
      if (steps == actions.length) {
        throw new IllegalArgumentException(
            "the carrier ends after %d %s, in the middle of a block"
                .formatted(actions.length, cover.unit()));
      }
      double[] law = cover.law();
      int action = actions[steps];
      if (law[action] == 0) {
        throw new IllegalArgumentException(
            "carrier, %s %d: this cover never continues so: was it sent with another one?"
                .formatted(cover.unit(), steps + 1));
      }
      belief.plan(law);
      follow(belief, law, action);
    }
    return belief.guess();
  }

  /** Number of actions so far. */
  int steps() {
    return steps;
  }

  /** -log2 of the probability of the behaviour so far: what it could have carried. */
  double coverBits() {
    return coverBits;
  }

  /** Largest difference between planned and prescribed law of an action. */
  double marginalError() {
    return marginalError;
  }
}
