package offprint.papers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import offprint.engine.Listener;
import offprint.engine.Outcome;
import offprint.engine.ParameterSchema;
import offprint.engine.Runner;
import offprint.engine.Sources;
import offprint.method.Method;
import offprint.method.Source;

/**
 * Runs methods as every surface does: parameters as text over the first preset, through schema and
 * runner. Parameters are given as {@code "--steps 3 --prompt the sea"}, in one string or several;
 * of those of one name the last counts.
 */
public final class Bench {
  private final Path folder;
  private int runs;

  /**
   * @param folder for what the runs read and write; empty at first
   */
  public Bench(Path folder) {
    this.folder = folder;
  }

  public <P extends Record> Outcome run(Method<P> method, String... given) throws Exception {
    return run(method, 1, given);
  }

  public <P extends Record> Outcome run(Method<P> method, long seed, String... given)
      throws Exception {
    ParameterSchema<P> schema = new ParameterSchema<>(method);
    P params = schema.read(method.presets().getFirst().name(), schema.parse(parameters(given)));
    runs++;
    return new Runner(new Sources(folder.resolve("home"), false), Listener.SILENT)
        .run(method, params, seed, out());
  }

  private static Map<String, String> parameters(String... given) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String option : (" " + String.join(" ", given)).split(" --(?=[A-Za-z])")) {
      String[] parts = option.strip().split(" ", 2);
      if (!parts[0].isEmpty()) {
        parameters.put(parts[0], parts.length > 1 ? parts[1] : "");
      }
    }
    return parameters;
  }

  public Map<String, Double> metrics(Method<?> method, String... given) throws Exception {
    return run(method, given).report().metrics();
  }

  /**
   * @param message part of the message
   */
  public void refuses(Method<?> method, String message, String... given) {
    assertThatThrownBy(() -> run(method, given)).hasMessageContaining(message);
  }

  /** The folder of the last run's artifacts. */
  public Path out() {
    return folder.resolve("out" + runs);
  }

  /** The artifact of that name of the last run that wrote one. */
  public Path newest(String artifact) throws IOException {
    for (int run = runs; run > 0; run--) {
      try (Stream<Path> files = Files.walk(folder.resolve("out" + run))) {
        var found =
            files
                .filter(file -> file.getFileName().toString().equals(artifact))
                .max(Comparator.naturalOrder());
        if (found.isPresent()) {
          return found.get();
        }
      }
    }
    throw new AssertionError("no run wrote " + artifact);
  }

  /** Writes an input file and returns its path. */
  public String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  /** A shipped example as a file. */
  public static Path example(String name) throws IOException {
    return new Sources(Files.createTempDirectory("home"), false).path(Source.example(name));
  }
}
