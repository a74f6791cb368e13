package offprint.papers.spatiotemporalentropy;

import offprint.kernels.task.Progress;
import offprint.method.Run;

/**
 * A part of a run, whose progress runs from 0 to 1.
 *
 * @param from share of the run done before
 * @param to share done after
 */
record Share(Run run, double from, double to) implements Progress {
  static Share all(Run run) {
    return new Share(run, 0, 1);
  }

  /** A part of this part. */
  Share part(double start, double end) {
    return new Share(run, from + (to - from) * start, from + (to - from) * end);
  }

  @Override
  public void progress(double fraction, String stage) {
    run.progress(from + (to - from) * fraction, stage);
  }

  @Override
  public void point(String series, double x, double y) {
    run.point(series, x, y);
  }
}
