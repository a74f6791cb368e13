package offprint.papers.mecb;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import offprint.kernels.information.Coupling;
import offprint.kernels.information.Entropy;
import offprint.kernels.information.GreedyCoupling;

/**
 * The common belief of sender and receiver about a message: its law given the actions so far. A
 * step is {@link #plan} on both sides, {@link #choose} by the sender alone, {@link #observe} on
 * both sides.
 *
 * <p>plan: compress the belief to blocks T(m) with H(T) at most R, then couple p_T with the law pi
 * of the action, G(t, a). choose: a ~ G(T(m), .) / p_T(T(m)), so the marginal law of a stays pi.
 * observe: b(m) becomes b(m) G(T(m), a) / (p_T(T(m)) pi(a)), which is Bayes' rule.
 *
 * <p>Both sides run the same arithmetic with the same ties, from the public action alone; no random
 * number of the sender enters.
 */
final class MessageBelief {
  private final Compressor compressor;
  private final double rateBits;
  private final boolean fill;
  private int[] message;
  private double[] belief;
  private Code code;
  private double[] mass;
  private Coupling coupling;
  private int split = -1;
  private double share;

  /**
   * A uniform belief over messages 0..count-1.
   *
   * @param fill whether one message is split between two blocks (theorem 3) where no map but the
   *     constant one fits the rate; without it such a belief never changes again
   */
  MessageBelief(int count, Compressor compressor, double rateBits, boolean fill) {
    this.compressor = compressor;
    this.rateBits = rateBits;
    this.fill = fill;
    message = new int[count];
    Arrays.setAll(message, m -> m);
    belief = new double[count];
    Arrays.fill(belief, 1.0 / count);
    code = Code.constant(belief);
    mass = code.mass();
    coupling = code.joint();
  }

  /**
   * Fixes how messages map to actions in the next step.
   *
   * @param law of the action [actions], summing to 1
   */
  void plan(double[] law) {
    code = compressor.compress(belief, rateBits);
    split = -1;
    if (fill && code.blocks() == 1 && belief.length > 1) {
      code = Compressor.GREEDY.compress(belief, rateBits);
    }
    mass = code.mass();
    if (fill && code.blocks() == 1) {
      split();
    }
    coupling = GreedyCoupling.of(mass, law);
  }

  private void split() {
    NearDeterministic near = NearDeterministic.up(code);
    Encoder encoder = near == null ? null : near.at(rateBits);
    if (near != null && encoder != null) {
      split = near.symbol();
      share = encoder.delta() / belief[split];
      mass = new double[] {1 - encoder.delta(), encoder.delta()};
    }
  }

  /**
   * The sender's draw of an action for the true message; where rounding left that message no mass,
   * a draw from the marginal law.
   */
  int choose(int trueMessage, RandomGenerator random) {
    int at = Arrays.binarySearch(message, trueMessage);
    int block = at < 0 ? -1 : code.block(at);
    block = at >= 0 && at == split && random.nextDouble() < share ? 1 : block;
    double total = 0;
    for (int c = 0; c < coupling.size(); c++) {
      total += coupling.row(c) == block ? coupling.mass(c) : 0;
    }
    boolean any = total == 0;
    double u = random.nextDouble() * (any ? 1 : total);
    int last = -1;
    for (int c = 0; c < coupling.size(); c++) {
      if (any || coupling.row(c) == block) {
        last = c;
        u -= coupling.mass(c);
        if (u < 0) {
          break;
        }
      }
    }
    return coupling.column(last);
  }

  /**
   * Conditions on the action seen; messages that cannot have caused it leave the belief.
   *
   * @throws IllegalArgumentException if no message can have caused it
   */
  void observe(int action) {
    double[] given = new double[mass.length];
    for (int c = 0; c < coupling.size(); c++) {
      if (coupling.column(c) == action) {
        given[coupling.row(c)] = coupling.mass(c) / mass[coupling.row(c)];
      }
    }
    int kept = 0;
    double sum = 0;
    for (int i = 0; i < belief.length; i++) {
      double likelihood =
          i == split ? (1 - share) * given[0] + share * given[1] : given[code.block(i)];
      double b = belief[i] * likelihood;
      if (b > 0) {
        message[kept] = message[i];
        belief[kept++] = b;
        sum += b;
      }
    }
    if (kept == 0) {
      throw new IllegalArgumentException(
          "no message leads to action %d here: was it sent with other parameters?"
              .formatted(action));
    }
    if (kept < belief.length) {
      message = Arrays.copyOf(message, kept);
      belief = Arrays.copyOf(belief, kept);
    }
    for (int i = 0; i < kept; i++) {
      belief[i] /= sum;
    }
  }

  /** The most probable message; of equals, the lowest number. */
  int guess() {
    return message[best()];
  }

  /** Belief in {@link #guess}. */
  double confidence() {
    return belief[best()];
  }

  private int best() {
    int best = 0;
    for (int i = 1; i < belief.length; i++) {
      best = belief[i] > belief[best] ? i : best;
    }
    return best;
  }

  /** b(m), 0 for a message that is ruled out. */
  double of(int m) {
    int at = Arrays.binarySearch(message, m);
    return at < 0 ? 0 : belief[at];
  }

  /** How far the planned marginal law of the action is from {@code law}: max |sum_t G - pi|. */
  double marginalError(double[] law) {
    double[] planned = coupling.columnMargin();
    double error = 0;
    for (int a = 0; a < law.length; a++) {
      error = Math.max(error, Math.abs(planned[a] - law[a]));
    }
    return error;
  }

  /** Entropy of the blocks of the last plan. */
  double linkBits() {
    return Entropy.bits(mass);
  }
}
