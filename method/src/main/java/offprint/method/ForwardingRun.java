package offprint.method;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/**
 * A run that asks another; a part of a method that is to see its run changed overrides what is
 * changed.
 */
public abstract class ForwardingRun implements Run {
  private final Run run;

  /**
   * @param run the run that is asked
   */
  protected ForwardingRun(Run run) {
    this.run = run;
  }

  @Override
  public RandomGenerator random() {
    return run.random();
  }

  @Override
  public InputStream open(Source source) throws IOException {
    return run.open(source);
  }

  @Override
  public Path local(Source source) throws IOException {
    return run.local(source);
  }

  @Override
  public OutputStream create(String artifact) throws IOException {
    return run.create(artifact);
  }

  @Override
  public void progress(double fraction, String stage) {
    run.progress(fraction, stage);
  }

  @Override
  public void point(String series, double x, double y) {
    run.point(series, x, y);
  }
}
