package offprint.papers.mecb;

import java.io.IOException;

/** Behaviour that a message hides in. Both sides know the law of the next action. */
interface Cover {
  /** Law of the next action [actions]. */
  double[] law();

  /** Performs an action. */
  void act(int action);

  /** The word for actions, in the plural. */
  String unit();

  /** The behaviour so far, in the carrier's format. */
  String written();

  /**
   * The actions of a carrier, which this cover then follows.
   *
   * @throws IllegalArgumentException naming the first position that is not such behaviour
   */
  int[] read(String written) throws IOException;
}
