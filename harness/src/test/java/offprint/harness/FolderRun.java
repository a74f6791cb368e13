package offprint.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import offprint.method.Run;
import offprint.method.Source;

/** A run whose sources are paths and whose files lie in a folder. */
final class FolderRun implements Run {
  final List<Double> fractions = new ArrayList<>();
  final List<String> stages = new ArrayList<>();
  final List<String> curves = new ArrayList<>();
  private final Path folder;
  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);

  FolderRun(Path folder) {
    this.folder = folder;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public InputStream open(Source source) throws IOException {
    return Files.newInputStream(local(source));
  }

  @Override
  public Path local(Source source) {
    return Path.of(source.ref());
  }

  @Override
  public OutputStream create(String artifact) throws IOException {
    return Files.newOutputStream(folder.resolve(artifact));
  }

  @Override
  public void progress(double fraction, String stage) {
    fractions.add(fraction);
    stages.add(stage);
  }

  @Override
  public void point(String series, double x, double y) {
    curves.add(series);
  }
}
