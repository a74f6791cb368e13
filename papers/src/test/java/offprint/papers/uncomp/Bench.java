package offprint.papers.uncomp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
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

  /** A shipped example as a file. */
  static Path example(String name) throws IOException {
    return new Sources(Files.createTempDirectory("home"), false).path(Source.example(name));
  }

  /** The authors' votes, unpacked. */
  static InputStream votes() throws IOException {
    return new GZIPInputStream(Files.newInputStream(example("uncomp-head-votes")));
  }
}
