package offprint.kernels.task;

/**
 * Receives the progress of a long computation. Throwing from either method stops the computation;
 * resumable ones call it only where their state can be saved.
 */
public interface Progress {
  /** Ignores every report. */
  Progress NONE =
      new Progress() {
        @Override
        public void progress(double fraction, String stage) {}

        @Override
        public void point(String series, double x, double y) {}
      };

  /**
   * Reports how much of the computation is done.
   *
   * @param fraction in [0, 1]
   * @param stage what is being computed now, e.g. "epoch 3 of 10"
   */
  void progress(double fraction, String stage);

  /** Adds a point to a curve, e.g. the loss after step {@code x}. */
  void point(String series, double x, double y);
}
