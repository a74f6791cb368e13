package offprint.papers.mlicv2;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import offprint.method.Run;
import offprint.method.Source;

/** A run that nobody watches and that has no files. */
record Quiet(RandomGenerator random) implements Run {
  Quiet(long seed) {
    this(new SplittableRandom(seed));
  }

  @Override
  public InputStream open(Source source) throws IOException {
    throw new IOException("there is no file " + source.ref());
  }

  @Override
  public Path local(Source source) throws IOException {
    throw new IOException("there is no file " + source.ref());
  }

  @Override
  public OutputStream create(String artifact) {
    return OutputStream.nullOutputStream();
  }

  @Override
  public void progress(double fraction, String stage) {}

  @Override
  public void point(String series, double x, double y) {}
}
