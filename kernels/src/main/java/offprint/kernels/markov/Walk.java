package offprint.kernels.markov;

import java.util.random.RandomGenerator;

/** Something that visits one state after another. */
public interface Walk {
  /** Moves on; the state it comes to. */
  int hop(RandomGenerator random);

  /** The share of its time, as the walk weighs it, that it has spent in each state [states]. */
  double[] visits();
}
