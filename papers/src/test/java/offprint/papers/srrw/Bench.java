package offprint.papers.srrw;

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
import tools.jackson.databind.node.ObjectNode;

/** Runs methods as the command line does, on files in a folder. */
record Bench(Path folder) {
  String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }

  Path out() {
    return folder.resolve("out");
  }

  /**
   * @param given JSON of the parameters that differ from the quick preset, with ' for ", without
   *     braces; what comes later counts
   */
  <P extends Record> Outcome run(Method<P> method, long seed, String... given) throws Exception {
    ObjectNode node = Json.MAPPER.createObjectNode();
    for (String some : given) {
      node.setAll((ObjectNode) Json.MAPPER.readTree("{" + some.replace('\'', '"') + "}"));
    }
    P params = new ParameterSchema<>(method).read("quick", node);
    return new Runner(new Sources(folder.resolve("home"), false), Listener.SILENT)
        .run(PaperMethod.of(method), params, seed, out());
  }
}
