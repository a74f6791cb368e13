package offprint.papers.bitstack;

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
import tools.jackson.databind.node.ObjectNode;

/** Runs methods on small files through the real runner. */
record Bench(Path folder) {

  /**
   * @param given parameters as JSON; the others from the first preset
   */
  <P extends Record> Outcome run(Method<P> method, String given) throws Exception {
    ParameterSchema<P> schema = new ParameterSchema<>(method);
    ObjectNode node = (ObjectNode) Json.MAPPER.readTree(given.replace('\'', '"'));
    P params = schema.read(method.presets().getFirst().name(), node);
    Sources sources = new Sources(folder.resolve("home"), false);
    Path out = Files.createTempDirectory(folder, "out");
    return new Runner(sources, Listener.SILENT).run(PaperMethod.of(method), params, 1, out);
  }
}
