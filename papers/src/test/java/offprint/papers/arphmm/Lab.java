package offprint.papers.arphmm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import offprint.engine.Examples;
import offprint.engine.Json;
import offprint.engine.Listener;
import offprint.engine.PaperMethod;
import offprint.engine.ParameterSchema;
import offprint.engine.Runner;
import offprint.engine.Sources;
import offprint.method.Method;
import offprint.method.Report;

/** Runs methods as a reader does: parameters by name, own files, artifacts. */
final class Lab {
  private final Path folder;
  private Path out;
  private int runs;

  Lab(Path folder) {
    this.folder = folder;
    this.out = folder;
  }

  <P extends Record> Report run(Method<P> method, Map<String, Object> given) throws Exception {
    P params =
        new ParameterSchema<>(method)
            .read(method.presets().getFirst().name(), Json.MAPPER.valueToTree(given));
    out = folder.resolve("out" + runs++);
    return new Runner(new Sources(folder, false), Listener.SILENT)
        .run(PaperMethod.of(method), params, 1, out)
        .report();
  }

  /** Writes a file of the reader's; returns its reference. */
  String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  /** Of the last run. */
  String artifact(String name) throws IOException {
    return Files.readString(out.resolve(name));
  }

  Path path(String artifact) {
    return out.resolve(artifact);
  }

  String example(String name) throws IOException {
    try (InputStream in = Examples.get(name).open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
