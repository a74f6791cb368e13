package offprint.papers.mecb;

import java.io.IOException;

/** Behaviour that a message hides in. Both sides know the law of the next action. */
interface Cover {
  /** Law of the next action [actions]. */
  double[] law();

  /** The action happens. */
  void act(int action);

  /** What an action is called, in the plural. */
  String unit();

  /** The behaviour so far, as the carrier has it. */
  String written();

  /**
   * The actions of a carrier, which this cover then follows.
   *
   * @throws IllegalArgumentException naming the place that is no such behaviour
   */
  int[] read(String written) throws IOException;
}
