package offprint.cli;

import offprint.engine.Listener;
import offprint.engine.Outcome;

/** Where a run's progress and end are shown. */
interface Output extends Listener {
  void finished(Outcome outcome);

  void failed(Failure failure);
}
