package offprint.papers.spatiotemporalentropy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import offprint.method.Run;
import offprint.method.Source;

/**
 * A part of a run, whose progress runs from 0 to 1.
 *
 * @param from share of the run done before
 * @param to share done after
 */
record Share(Run run, double from, double to) implements Run {
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
    run.progress(from + (to - from) * fraction, stage);
  }

  @Override
  public void point(String series, double x, double y) {
    run.point(series, x, y);
  }
}
