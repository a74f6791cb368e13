package offprint.papers.uncomp;

import offprint.kernels.task.Progress;
import offprint.method.Run;

/** Shows a training as a part of a run's progress. */
record Stage(Run run, double from, double to) implements Progress {
  @Override
  public void progress(double fraction, String stage) {
    run.progress(from + (to - from) * fraction, stage);
  }

  @Override
  public void point(String series, double x, double y) {
    run.point(series, x, y);
  }
}
