package offprint.papers.maxentmechanics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

/** Runs a method of this package in a folder of its own. */
record Runs(Path folder) {

  /** A file with this text, as the value of a parameter. */
  String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text, StandardCharsets.UTF_8);
    return file.toString();
  }

  /**
   * @param json parameters that differ from the preset
   */
  <P extends Record> Outcome run(Method<P> method, String preset, String json) throws Exception {
    ObjectNode given = (ObjectNode) Json.MAPPER.readTree(json);
    P params = new ParameterSchema<>(method).read(preset, given);
    Sources sources = new Sources(folder.resolve("home"), false);
    return new Runner(sources, Listener.SILENT)
        .run(
            PaperMethod.of(method),
            params,
            1,
            Files.createTempDirectory(folder, "out").resolve("run"));
  }
}
