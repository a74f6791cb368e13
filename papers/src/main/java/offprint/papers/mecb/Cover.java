package offprint.papers.mecb;

/** Behaviour that a message hides in. Both sides know the law of the next action. */
interface Cover {
  /** Law of the next action [actions]. */
  double[] law();

  /** The action happens. */
  void act(int action);

  /** What an action is called, for people. */
  String unit();
}
