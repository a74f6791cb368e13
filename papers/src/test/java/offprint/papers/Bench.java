package offprint.papers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import offprint.engine.Json;
import offprint.engine.Listener;
import offprint.engine.Outcome;
import offprint.engine.PaperMethod;
import offprint.engine.ParameterSchema;
import offprint.engine.Runner;
import offprint.engine.Sources;
import offprint.method.Method;
import tools.jackson.databind.node.ObjectNode;

/** Runs methods on small files through the real runner, in a folder of the test. */
public record Bench(Path folder) {

  /**
   * Runs a method with seed 1.
   *
   * @param given JSON of the parameters that differ from the first preset, with ' for "
   */
  public <P extends Record> Outcome run(Method<P> method, String given) throws Exception {
    ParameterSchema<P> schema = new ParameterSchema<>(method);
    ObjectNode node = (ObjectNode) Json.MAPPER.readTree(given.replace('\'', '"'));
    P params = schema.read(method.presets().getFirst().name(), node);
    Sources sources = new Sources(folder.resolve("home"), false);
    Path out = Files.createTempDirectory(folder, "out");
    return new Runner(sources, Listener.SILENT).run(PaperMethod.of(method), params, 1, out);
  }

  /** Writes a text file; gives its path. */
  public String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  /** The file of this name that was written last, the runner's own copies aside. */
  public Path newest(String name) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().equals(name))
          .filter(file -> !file.startsWith(folder.resolve("home")))
          .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
          .orElseThrow();
    }
  }
}
