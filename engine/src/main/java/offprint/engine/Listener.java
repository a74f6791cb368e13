package offprint.engine;

/** Follows a run and can stop it. Called from the run's threads. */
public interface Listener {
  Listener SILENT = new Listener() {};

  default void progress(double fraction, String stage) {}

  default void point(String series, double x, double y) {}

  /** True once the reader has stopped the run: the next progress report ends it. */
  default boolean stopped() {
    return false;
  }
}
