package offprint.papers.timemixer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.SplittableRandom;
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

  /**
   * Hourly series with a daily season that changes its shape slowly, a trend and noise: something
   * to learn that the simple forecasts do not know.
   */
  String csv(String name, int rows, int columns, boolean dated) throws IOException {
    SplittableRandom random = new SplittableRandom(17);
    StringBuilder text = new StringBuilder(dated ? "date" : "c0");
    for (int c = dated ? 0 : 1; c < columns; c++) {
      text.append(",c").append(c);
    }
    text.append('\n');
    LocalDateTime time = LocalDateTime.of(2020, 1, 1, 0, 0);
    double[] level = new double[columns];
    for (int t = 0; t < rows; t++) {
      StringBuilder row = new StringBuilder(dated ? time.plusHours(t).toString() : "");
      for (int c = 0; c < columns; c++) {
        level[c] = 0.97 * level[c] + 0.3 * random.nextGaussian();
        double angle = 2 * Math.PI * t / 24 + c;
        double wave = 2 * Math.sin(angle) + Math.sin(2 * angle);
        row.append(row.isEmpty() ? "" : ",").append(wave + level[c] + 10 * c);
      }
      text.append(row).append('\n');
    }
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }
}
