package offprint.papers.mecb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import offprint.engine.Json;
import offprint.engine.Listener;
import offprint.engine.Outcome;
import offprint.engine.PaperMethod;
import offprint.engine.ParameterSchema;
import offprint.engine.Runner;
import offprint.engine.Sources;
import offprint.method.Method;
import offprint.method.Source;
import tools.jackson.databind.node.ObjectNode;

/** Runs methods as the surfaces do: JSON over a preset, through the schema and the runner. */
final class Bench {
  private final Path folder;
  private int runs;

  Bench(Path folder) {
    this.folder = folder;
  }

  Source file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, content);
    return new Source(file.toString());
  }

  /** Where the artifacts of the last run lie. */
  Path out() {
    return folder.resolve("out" + runs);
  }

  <P extends Record> Outcome run(Method<P> method, String preset, String json) throws Exception {
    P params = new ParameterSchema<>(method).read(preset, (ObjectNode) Json.MAPPER.readTree(json));
    runs++;
    return new Runner(new Sources(folder.resolve("home"), false), Listener.SILENT)
        .run(PaperMethod.of(method), params, 1, out());
  }
}
