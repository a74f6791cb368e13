package offprint.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import offprint.method.Run;
import offprint.method.Source;

/** A run that passes data, files and randomness on to another and reports in its own way. */
abstract class Forwarding implements Run {
  final Run run;

  Forwarding(Run run) {
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
}
