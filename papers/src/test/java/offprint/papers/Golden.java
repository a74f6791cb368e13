package offprint.papers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import offprint.engine.Json;
import offprint.method.Method;
import offprint.method.Report;
import org.assertj.core.data.Offset;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The recorded report of a method's first preset: {@code TASK.golden.json} beside the paper's
 * tests. Numbers agree within the file's {@code tolerance} (relative; 1e-9 unless edited), words
 * exactly but for digits. Rewritten with {@code -Dgolden=write}.
 */
record Golden(Path file) {

  static Golden of(Method<?> method) {
    return new Golden(beside(method, "golden"));
  }

  /**
   * What differs from the first preset in a run of at most a second: {@code TASK.tiny.json}, if
   * there is one.
   */
  static ObjectNode tiny(Method<?> method) throws IOException {
    Path file = beside(method, "tiny");
    return Files.exists(file)
        ? (ObjectNode) Json.MAPPER.readTree(Files.readString(file))
        : Json.MAPPER.createObjectNode();
  }

  private static Path beside(Method<?> method, String kind) {
    String folder = method.getClass().getPackageName().replace('.', '/');
    return Path.of("src/test/java", folder, "%s.%s.json".formatted(method.card().task(), kind));
  }

  void check(Report report) throws IOException {
    ObjectNode actual = summary(report);
    if ("write".equals(System.getProperty("golden"))) {
      double tolerance = Files.exists(file) ? read().path("tolerance").asDouble() : 1e-9;
      ObjectNode written = Json.MAPPER.createObjectNode().put("tolerance", tolerance);
      written.setAll(actual);
      Files.createDirectories(file.getParent());
      Files.writeString(
          file, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(written) + "\n");
    }
    assertThat(file).as("golden report; write it with -Dgolden=write and review it").exists();
    JsonNode expected = read();
    same("", expected, actual, expected.path("tolerance").asDouble());
  }

  private JsonNode read() throws IOException {
    return Json.MAPPER.readTree(Files.readString(file));
  }

  /** The report with each series of a chart reduced to its length, first, last and mean values. */
  private static ObjectNode summary(Report report) {
    ObjectNode node = Json.MAPPER.valueToTree(report);
    for (JsonNode block : node.withArray("/blocks")) {
      for (JsonNode series : block.path("series")) {
        for (String axis : Set.of("x", "y", "z")) {
          JsonNode values = series.path(axis);
          ((ObjectNode) series).set(axis, values.isEmpty() ? values : summary(values));
        }
      }
      if (block.has("block") && block.path("block").asString().startsWith("picture")) {
        ((ObjectNode) block).remove(List.of("png", "before", "after"));
      }
    }
    return node;
  }

  private static ObjectNode summary(JsonNode values) {
    double sum = 0;
    int gaps = 0;
    for (JsonNode value : values) {
      boolean gap = !value.isNumber();
      gaps += gap ? 1 : 0;
      sum += gap ? 0 : value.asDouble();
    }
    return Json.MAPPER
        .createObjectNode()
        .put("count", values.size())
        .put("mean", sum / Math.max(1, values.size() - gaps));
  }

  private static void same(String path, JsonNode expected, JsonNode actual, double tolerance) {
    if (expected.isNumber() && actual.isNumber()) {
      double value = expected.asDouble();
      assertThat(actual.asDouble())
          .as(path)
          .isCloseTo(value, Offset.offset(tolerance * Math.max(1, Math.abs(value))));
    } else if (expected.isString() && actual.isString()) {
      assertThat(words(actual)).as(path).isEqualTo(words(expected));
    } else {
      Set<String> names = new TreeSet<>(expected.propertyNames());
      names.remove("tolerance");
      assertThat(new TreeSet<>(actual.propertyNames())).as(path).isEqualTo(names);
      names.forEach(n -> same(path + "/" + n, expected.path(n), actual.path(n), tolerance));
      if (expected.isArray()) {
        assertThat(actual.size()).as(path).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
          same(path + "/" + i, expected.get(i), actual.get(i), tolerance);
        }
      }
    }
  }

  private static String words(JsonNode text) {
    return text.asString().replaceAll("[-−+]?[0-9][0-9.,eE-]*", "#");
  }
}
