package offprint.papers.uncomp;

import offprint.method.Run;

/** Counts layers that were computed and shows them as progress. */
final class Beat implements Runnable {
  private final Run run;
  private final double layers;
  private long done;

  /**
   * @param passes through the model in all, about
   */
  Beat(Run run, int layers, long passes) {
    this.run = run;
    this.layers = (double) layers * passes;
  }

  @Override
  public void run() {
    run.progress(Math.min(1, done++ / layers), "reading");
  }
}
