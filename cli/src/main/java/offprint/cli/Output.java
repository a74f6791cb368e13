package offprint.cli;

import offprint.engine.Listener;
import offprint.engine.Outcome;

/** Shows the progress and the end of a run. */
interface Output extends Listener {
  void finished(Outcome outcome);

  void failed(Failure failure);
}
